"""Which open disputes could change who is elected or seated, and the fewest that could."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest
from immutables import Map
from tests.support.night import definition_of, disputed, night_state, sheet_of
from tests.support.refusals import refused

from suffrage.conduct.state import Dispute, State
from suffrage.count.unit_state import Annulled, Reserved
from suffrage.model.rule import Droop
from suffrage.night.dispute_effect import Effect, outcome_effect, seat_effect

# Text 1 leads Text 2 by 10 votes: 4 of them in 13-001, 3 in 13-002, 6 in 75-001.
ROWS = {
    "13-001": (9, 5, 0), "13-002": (8, 5, 0), "13-003": (5, 8, 0),
    "75-001": (16, 10, 0), "75-002": (2, 2, 0), "75-003": (0, 0, 0),
}  # fmt: skip
ROLLS = {unit: sum(row) + 20 for unit, row in ROWS.items()}
EARLY, WRONG = "early-ballots", "wrong-count"


def night(disputes: dict[str, Dispute], rule: str = "plurality", **body: Any) -> State:
    council = {"id": "council", "contest": "text", "seats": 5, "rule": {"name": "dhondt"}, **body}
    definition = definition_of({"name": rule}, ROLLS, bodies=[council])
    sheets = {
        unit: sheet_of(unit, ROLLS[unit], dict(zip(("to1", "to2", "to3"), row, strict=True)))
        for unit, row in ROWS.items()
    }
    return replace(night_state(definition, sheets), disputes=Map(disputes))


def effect(state: State) -> Effect:
    return outcome_effect(state, "text")


def test_without_a_dispute_nothing_can_change() -> None:
    state = night({})
    assert effect(state) == Effect("text", (), ())
    assert seat_effect(state, state.rules.bodies[0]) == Effect("council", (), ())


def test_two_annulments_can_level_what_none_can_alone() -> None:
    disputes = {"d1": disputed("13-001", EARLY), "d2": disputed("75-001", EARLY)}
    assert effect(night(disputes)) == Effect("text", (), ("d1", "d2"))
    fewer = {"d2": disputed("75-001", EARLY), "d3": disputed("13-002", EARLY)}
    assert effect(night(fewer)) == Effect("text", (), ())


def test_a_correction_can_bring_as_many_votes_as_the_roll_has_members() -> None:
    assert effect(night({"d1": disputed("75-003", WRONG)})) == Effect("text", ("d1",), ("d1",))


def test_of_two_disputes_of_one_unit_the_stronger_counts_once() -> None:
    disputes = {"d1": disputed("75-001", EARLY), "d2": disputed("75-001", WRONG)}
    assert effect(night(disputes)) == Effect("text", ("d2",), ("d2",))
    same = {"d1": disputed("75-001", EARLY), "d2": disputed("75-001", EARLY)}
    assert effect(night(same)).smallest == ()


def test_only_disputes_that_are_open_count() -> None:
    open_ = disputed("75-003", WRONG)
    for status in ("rejected", "upheld"):
        assert effect(night({"d1": replace(open_, status=status)})).smallest == ()
    due = replace(open_, status="correction-due")
    assert effect(night({"d1": due})).smallest == ("d1",)


def test_an_annulled_unit_has_nothing_left_to_lose() -> None:
    state = night({"d1": disputed("75-003", WRONG)})
    figures = state.unit("text", "75-001").sheet  # type: ignore[union-attr]
    annulled = Annulled(figures, "d0")  # type: ignore[arg-type]
    assert effect(replace(state, units=state.units.set(("text", "75-003"), annulled))).alone == ()


def test_a_reserved_sheet_counts_for_what_its_correction_may_bring() -> None:
    def reserve(ground: str) -> State:
        state = night({"d1": disputed("75-003", ground)})
        sheet = sheet_of("75-003", ROLLS["75-003"], {"to1": 9, "to2": 0, "to3": 0})
        held = Reserved(sheet, "p", "secretary@75-003", "sheet.ballots-sum")
        return replace(state, units=state.units.set(("text", "75-003"), held))

    assert effect(reserve(WRONG)).smallest == ("d1",)
    assert effect(reserve(EARLY)).smallest == ()


def test_a_seat_can_hang_on_less_than_the_winner() -> None:
    state = night({"d1": disputed("13-001", EARLY)}, seats=15)
    assert effect(state).smallest == ()
    council = seat_effect(state, state.rules.bodies[0])
    assert (council.subject, council.smallest) == ("council", ("d1",))


def test_a_droop_quota_has_no_distance() -> None:
    body = night({}).rules.bodies[0]
    droop = msgspec.structs.replace(body, rule=Droop())
    with refused("night.no-distance", rule="droop"):
        seat_effect(night({}), droop)


def test_without_a_vote_there_is_nothing_to_change() -> None:
    state = replace(night({}), units=Map())
    with refused("rule.no-votes"):
        outcome_effect(state, "text")
    with refused("rule.no-votes"):
        seat_effect(state, state.rules.bodies[0])


@pytest.mark.parametrize("unit", ["13-003", "75-002"])
def test_a_dispute_of_votes_that_keep_the_lead_changes_nothing(unit: str) -> None:
    assert effect(night({"d1": disputed(unit, EARLY)})) == Effect("text", (), ())
