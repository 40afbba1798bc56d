"""What the help desk and the member read: section, entitled or why not, voted, what to do now."""

from datetime import date
from typing import get_args

import pytest

from suffrage.roll.changes import GROUNDS, Change, Ground, add, move, remove
from suffrage.roll.eligibility import EligibilityRule, Facts, decide
from suffrage.roll.member_answer import Channel, MemberAnswer, Polls, Vote, answer_member
from suffrage.roll.members import Member
from suffrage.roll.told import Told
from suffrage.words import LANGUAGES, sentence

ZOE = Member("17", "75-012", "Zoé Petit")
RULE = EligibilityRule(1, at="2023-01-12", months=6)
LATE = decide(RULE, Facts(joined_on=date(2022, 9, 1)))
OPENS, CLOSES = "2023-01-12T16:00:00Z", "2023-01-12T21:00:00Z"
APPEALS = "2023-01-05T11:00:00Z"
BEFORE, DURING, AFTER = "2023-01-11T08:00:00Z", "2023-01-12T20:59:59Z", CLOSES


def polls(channel: Channel = "paper") -> Polls:
    return Polls(channel, OPENS, CLOSES, APPEALS)


def code(told: Told | None) -> str:
    if told is None:
        return ""
    for language in LANGUAGES:
        assert "{" not in sentence(told.code, told.fields, language)
    return told.code


@pytest.mark.parametrize(
    ("channel", "now", "expected"),
    [
        ("paper", BEFORE, "member.wait"),
        ("paper", OPENS, "member.go"),
        ("paper", DURING, "member.go"),
        ("paper", AFTER, "member.closed"),
        ("online", BEFORE, "member.wait-online"),
        ("online", DURING, "member.vote-online"),
        ("online", AFTER, "member.closed"),
    ],
)
def test_who_is_on_the_roll_is_told_where_and_until_when(
    channel: Channel, now: str, expected: str
) -> None:
    answer = answer_member(ZOE, polls(channel), now, on_roll=True)

    assert code(answer.now) == expected
    assert (answer.entitled, answer.unit, answer.why, answer.vote) == (True, "75-012", None, None)


@pytest.mark.parametrize(("channel", "now"), [("paper", DURING), ("online", AFTER)])
def test_who_has_voted_has_nothing_left_to_do(channel: Channel, now: str) -> None:
    for on_roll in (True, False):
        answer = answer_member(ZOE, polls(), now, on_roll=on_roll, vote=Vote(channel))
        assert code(answer.now) == f"member.voted-{channel}"
        assert answer.entitled == on_roll


def test_who_is_not_on_the_roll_is_told_why_and_until_when_to_appeal() -> None:
    answer = answer_member(ZOE, polls(), "2023-01-05T10:59:59Z", on_roll=False, decision=LATE)

    assert (answer.entitled, code(answer.why)) == (False, "eligibility.joined-late")
    assert (code(answer.now), dict(answer.now.fields)) == ("member.appeal", {"until": APPEALS})


@pytest.mark.parametrize("now", [APPEALS, DURING])
def test_after_the_deadline_only_the_commission_is_left(now: str) -> None:
    answer = answer_member(ZOE, polls(), now, on_roll=False, decision=LATE)

    assert (code(answer.now), answer.appeals_until) == ("member.appeal-over", "")


def test_a_member_on_the_roll_sees_the_deadline_too() -> None:
    answer = answer_member(ZOE, polls(), "2023-01-01T00:00:00Z", on_roll=True)

    assert (code(answer.now), answer.appeals_until) == ("member.wait", APPEALS)


@pytest.mark.parametrize("ground", get_args(Ground))
def test_every_change_after_the_freeze_is_said(ground: Ground) -> None:
    made: dict[str, Change] = {}
    if "added" in GROUNDS[ground]:
        made["member.added"] = add(ZOE, ground)
    if "moved" in GROUNDS[ground]:
        made["member.moved"] = move(Member("17", "75-001", ""), "75-012", ground)
    for expected, change in made.items():
        answer = answer_member(ZOE, polls(), DURING, on_roll=True, decision=LATE, change=change)
        assert code(answer.why) == expected
    if "removed" in GROUNDS[ground]:
        change = remove(ZOE, ground)
        answer = answer_member(ZOE, polls(), DURING, on_roll=False, change=change)
        assert code(answer.why).startswith("member.gone.")


def test_without_any_decision_the_office_has_to_explain() -> None:
    answer = answer_member(ZOE, polls(), DURING, on_roll=False)

    assert code(answer.why) == "member.unlisted"


def test_an_answer_shows_no_name_and_no_moment_by_accident() -> None:
    answer: MemberAnswer = answer_member(
        ZOE, polls(), AFTER, on_roll=True, vote=Vote("paper", "2023-01-12T18:30:00Z")
    )

    assert "Petit" not in repr(answer)
    assert "18:30" not in repr(answer)
