"""Who is entitled: each condition at its edge, months at the end of a month, one form of a rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.roll.days import months_after
from suffrage.roll.eligibility import EligibilityRule, Facts, check_rule, decide, read_rule
from suffrage.words import LANGUAGES, sentence

RULE = EligibilityRule(
    1,
    at="2023-01-12",
    months=6,
    presented_by="2022-03-31",
    dues_from="2021-01-01",
    dues_by="2022-12-31",
)
GOOD = {
    "joined_on": date(2022, 7, 12),
    "presented_on": date(2022, 3, 31),
    "dues_paid_on": date(2022, 12, 31),
}
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def reason(**changed: date | None) -> str:
    told = decide(RULE, Facts(**(GOOD | changed))).reason
    if told is None:
        return ""
    for language in LANGUAGES:
        assert "{" not in sentence(told.code, told.fields, language)
    return told.code


def test_a_member_who_meets_every_condition_on_its_last_day_is_entitled() -> None:
    decision = decide(RULE, Facts(**GOOD))

    assert decision.entitled
    assert decision.reason is None
    assert [(one.condition, one.fact) for one in decision.evidence] == [
        ("seniority", date(2022, 7, 12)),
        ("presentation", date(2022, 3, 31)),
        ("dues", date(2022, 12, 31)),
    ]
    assert decision.rule == canonical.digest(RULE)


@pytest.mark.parametrize(
    ("fact", "day", "code"),
    [
        ("joined_on", date(2022, 7, 13), "eligibility.joined-late"),
        ("joined_on", None, "eligibility.joined-unknown"),
        ("presented_on", date(2022, 4, 1), "eligibility.presented-late"),
        ("presented_on", None, "eligibility.presented-unknown"),
        ("dues_paid_on", date(2023, 1, 1), "eligibility.dues-late"),
        ("dues_paid_on", date(2020, 12, 31), "eligibility.dues-old"),
        ("dues_paid_on", None, "eligibility.dues-unknown"),
    ],
)
def test_one_day_beyond_has_its_own_reason(fact: str, day: date | None, code: str) -> None:
    assert reason(**{fact: day}) == code


def test_dues_count_from_their_first_day_on() -> None:
    assert reason(dues_paid_on=date(2021, 1, 1)) == ""
    check_rule(EligibilityRule(1, "2023-01-12", dues_from="2023-01-01", dues_by="2023-01-01"))


def test_every_condition_is_looked_at_and_the_first_failure_is_the_reason() -> None:
    decision = decide(RULE, Facts())

    assert len([one for one in decision.evidence if one.failure]) == 3
    assert decision.reason is not None
    assert decision.reason.code == "eligibility.joined-unknown"


def test_an_empty_day_makes_no_condition() -> None:
    decision = decide(EligibilityRule(1, at="2023-01-12"), Facts(joined_on=date(2023, 1, 12)))

    assert decision.entitled
    assert [one.condition for one in decision.evidence] == ["seniority"]


@pytest.mark.parametrize(
    ("joined", "months", "complete"),
    [
        (date(2022, 8, 31), 6, date(2023, 2, 28)),
        (date(2022, 8, 28), 6, date(2023, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2022, 3, 31), 1, date(2022, 4, 30)),
        (date(2022, 12, 31), 2, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2022, 2, 28), 6, date(2022, 8, 28)),
        (date(2022, 5, 15), 0, date(2022, 5, 15)),
        (date(2022, 6, 30), 6, date(2022, 12, 30)),
    ],
)
def test_months_end_on_the_same_number_or_on_the_last_day(
    joined: date, months: int, complete: date
) -> None:
    assert months_after(joined, months) == complete


@given(DAYS, st.integers(0, 1200))
def test_who_joined_earlier_is_never_complete_later(day: date, months: int) -> None:
    earlier, later = months_after(day, months), months_after(day + timedelta(days=1), months)

    assert earlier <= later
    assert (earlier.year - day.year) * 12 + earlier.month - day.month == months
    next_day = earlier + timedelta(days=1)
    assert earlier.day == day.day or (earlier.day < day.day and next_day.day == 1)


@given(DAYS, DAYS, DAYS)
def test_an_earlier_joining_or_presentation_costs_nobody_the_vote(
    joined: date, presented: date, paid: date
) -> None:
    if decide(RULE, Facts(joined, presented, paid)).entitled:
        day = timedelta(days=1)
        assert decide(RULE, Facts(joined - day, presented - day, paid)).entitled


def test_a_rule_has_one_form() -> None:
    data = (
        b'{"at":"2023-01-12","dues_by":"2022-12-31","dues_from":"2021-01-01","months":6,'
        b'"presented_by":"2022-03-31","suffrage-eligibility":1}'
    )

    assert canonical.encode(RULE) == data
    assert read_rule(data) == RULE
    assert read_rule(b'{"at":"2023-01-12","suffrage-eligibility":1}').months == 0


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        b'{"at":"2023-01-12"}',
        b'{"at":"2023-01-12","suffrage-eligibility":2}',
        b'{"at":"2023-02-30","suffrage-eligibility":1}',
        b'{"at":"2023-01-12","months":-1,"suffrage-eligibility":1}',
        b'{"at":"2023-01-12","months":0,"suffrage-eligibility":1}',
        b'{"at":"2023-01-12","else":1,"suffrage-eligibility":1}',
        b'{"at":"2023-01-12","dues_from":"2022-01-01","suffrage-eligibility":1}',
    ],
)
def test_what_is_no_rule(data: bytes) -> None:
    with pytest.raises(Malformed):
        read_rule(data)


def test_dues_from_a_day_after_their_last_one_are_no_rule() -> None:
    with pytest.raises(Malformed, match=r"eligibility\.dues"):
        check_rule(EligibilityRule(1, "2023-01-12", dues_from="2023-01-02", dues_by="2023-01-01"))


def test_a_decision_shows_no_day_of_a_member_by_accident() -> None:
    assert "2022-07-13" not in repr(
        decide(RULE, Facts(**(GOOD | {"joined_on": date(2022, 7, 13)})))
    )
