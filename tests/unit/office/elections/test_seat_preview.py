"""Seats before the vote: the figures of 2023, whose majority rule and size decided."""

from typing import Any

import pytest
from tests.support.congress import FOLDER
from tests.support.definitions import plain_six_sections, six_sections

from suffrage.errors import Malformed, Refused
from suffrage.model.bodies import Body, WinnersOf
from suffrage.model.definition import from_plain
from suffrage.model.definition_toml import from_toml
from suffrage.model.rule import DHondt, Hare, SeatRule
from suffrage.office.elections.seat_preview import preview_bodies, preview_seats

pytestmark = pytest.mark.long

CONGRESS = {"to1": 11277, "to2": 7001, "to3": 4666}
D_HONDT = (1, 3, 5, 7, 11, 13, 15, 17, 21, 23, 27, 31, 37, 47)
VOTES = {"to1": 50, "to2": 30, "to3": 20}


def previewed(rule: SeatRule, seats: int) -> Any:
    return preview_seats(Body("council", "text", seats, rule), CONGRESS, range(1, 301))


def test_the_council_of_2023_has_no_majority_and_some_sizes_would_have_one() -> None:
    seen = previewed(DHondt(), 200)
    assert dict(seen.award.seats) == {"to1": 99, "to2": 61, "to3": 40}
    assert seen.majorities == D_HONDT
    assert previewed(Hare(), 200).majorities == (1, 7, 11)


def test_every_step_of_the_sharing_is_there() -> None:
    trace = previewed(DHondt(), 3).award.trace
    assert trace.steps


def test_the_bodies_of_a_definition_are_seen_at_once() -> None:
    toml = (FOLDER / "definition.toml").read_text()
    congress = from_toml(toml, "d", lambda name: (FOLDER / name).read_bytes())
    (seen,) = preview_bodies(congress, {"text": CONGRESS})
    assert (seen.body, seen.ex_officio, seen.award.seats["to1"]) == ("national-council", 102, 99)


def test_a_body_whose_contest_has_no_figures_is_left_out() -> None:
    assert preview_bodies(six_sections(), {}) == ()


def test_members_by_office_who_must_still_be_elected_are_not_counted() -> None:
    plain = plain_six_sections()
    plain["bodies"][0]["ex_officio"] = {"winners_of": "first-secretary"}
    definition = from_plain(plain)
    assert isinstance(definition.bodies[0].ex_officio, WinnersOf)
    (seen,) = preview_bodies(definition, {"text": VOTES}, (1,))
    assert seen.ex_officio is None


@pytest.mark.parametrize(
    "votes", [{"to1": 5, "to2": 4}, {**VOTES, "to4": 1}], ids=["one lacks", "one too many"]
)
def test_votes_are_those_of_the_options(votes: dict[str, int]) -> None:
    with pytest.raises(Malformed) as caught:
        preview_bodies(six_sections(), {"text": votes})
    assert caught.value.code == "preview.option"


def test_no_votes_give_no_seats() -> None:
    with pytest.raises(Refused) as caught:
        preview_bodies(six_sections(), {"text": dict.fromkeys(VOTES, 0)})
    assert caught.value.code == "rule.no-votes"


def test_a_seat_that_equal_figures_claim_is_a_tie() -> None:
    body = Body("council", "text", 3, DHondt())
    award = preview_seats(body, {"a": 5, "b": 5}, (3,)).award
    assert (dict(award.seats), [tie.options for tie in award.ties]) == (
        {"a": 1, "b": 1},
        [("a", "b")],
    )
