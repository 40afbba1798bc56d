"""At the quota to the vote: whether an annulment that leads exactly there changes the outcome."""

from dataclasses import replace
from typing import Any

import pytest
from immutables import Map
from tests.support.night import definition_of, disputed, night_state, sheet_of

from suffrage.conduct.standing import total_now
from suffrage.conduct.tables import ending_of
from suffrage.count.figures import figures_of
from suffrage.count.unit_state import Annulled
from suffrage.night.dispute_effect import outcome_effect, seat_effect

UNITS = ("13-001", "13-002", "13-003", "75-001", "75-002", "75-003")


def night(first: tuple[int, int], second: tuple[int, int], **parts: Any) -> Any:
    """Two sections that voted, the second disputed, and four where nobody did."""
    rows = dict.fromkeys(UNITS, (0, 0)) | {"13-001": first, "75-001": second}
    rolls = {unit: sum(row) for unit, row in rows.items()}
    rule = {"name": "majority", **parts.pop("rule", {})}
    sheets = {
        unit: sheet_of(unit, rolls[unit], {"to1": row[0], "to2": row[1], "to3": 0})
        for unit, row in rows.items()
    }
    state = night_state(definition_of(rule, rolls, **parts), sheets)
    return replace(state, disputes=Map({"d1": disputed("75-001", "early-ballots")}))


def annulled(state: Any) -> Any:
    figures = figures_of(state.unit("text", "75-001").sheet)
    return replace(state, units=state.units.set(("text", "75-001"), Annulled(figures, "d1")))


def outcome(state: Any) -> Any:
    return ending_of(state, "text", total_now(state, "text")).decision.outcome


@pytest.mark.parametrize(("exact", "changes"), [(True, False), (False, True)])
def test_the_elected_option_that_would_fall_to_the_quota(*, exact: bool, changes: bool) -> None:
    """5 of 7 votes, and 4 of 6 without the other section, where two thirds are asked for."""
    state = night((4, 2), (1, 0), rule={"quota": "2/3", "quota_exact": exact})
    assert (outcome(annulled(state)) != outcome(state)) == changes
    assert bool(outcome_effect(state, "text").smallest) == changes


@pytest.mark.parametrize(("exact", "changes"), [(True, True), (False, False)])
def test_an_option_that_would_just_reach_the_quota(*, exact: bool, changes: bool) -> None:
    """4 of 7 votes, and 4 of 6 without the other section, where two thirds are asked for."""
    state = night((4, 2), (0, 1), rule={"quota": "2/3", "quota_exact": exact})
    assert (outcome(annulled(state)) != outcome(state)) == changes
    assert bool(outcome_effect(state, "text").smallest) == changes


@pytest.mark.parametrize(("exact", "smallest"), [(True, ()), (False, ("d1",))])
def test_an_option_that_falls_to_the_threshold(*, exact: bool, smallest: tuple[str, ...]) -> None:
    """3 of 11 votes, and 2 of 10, one fifth, without the second section."""
    rule = {"name": "dhondt", "threshold": "1/5", "threshold_exact": exact}
    council = {"id": "council", "contest": "text", "seats": 1, "rule": rule}
    state = night((8, 2), (0, 1), bodies=[council])
    assert seat_effect(state, state.rules.bodies[0]).smallest == smallest
