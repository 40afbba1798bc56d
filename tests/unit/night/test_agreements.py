"""What was promised, beside what came of it."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from immutables import Map
from tests.support.alliances import allied, allied_night
from tests.support.night import sheet_of

from suffrage.board.kinds.closing import OutcomeFigures, ResultFigures
from suffrage.conduct.state import State
from suffrage.count.unit_state import Approved, Excused, UnitState
from suffrage.errors import Refused
from suffrage.night.bodies.agreement_view import (
    AgreementView,
    Balance,
    PartyBalance,
    agreement_view,
)
from suffrage.night.bodies.standing import find_option, standing_options, winner_of
from suffrage.night.counted import counted

RED_SEATS = {"party": "red", "body": "council", "seats": 6}
GREEN_SEATS = {"party": "green", "body": "council", "seats": 4}
SECOND = {"party": "green", "body": "council", "option": "to1", "position": 2}
RED_13 = {"party": "red", "contest": "deputy", "place": "13"}
RED_75 = {"party": "red", "contest": "deputy", "place": "75"}
VOTES = {"to1": 31, "to2": 21, "to3": 9}


def night(*promises: dict[str, Any]) -> State:
    """The texts of one section, and deputies voted for in one section of each federation."""
    definition = allied({"rule": {"name": "dhondt"}, "seats": 10}, *promises)
    state = allied_night(definition, {"13-001": VOTES})
    units = dict(state.units)
    for unit, votes in (("13-001", {"rose": 40}), ("75-001", {"rose": 20, "vert": 50, "azur": 9})):
        sheet = msgspec.structs.replace(sheet_of(unit, 90, votes), contest="deputy")
        units["deputy", unit] = Approved(sheet, unit, "secretary@x", "federation@75")
    options = {
        name: definition.declared_options(name) for name in ("text", "deputy@13", "deputy@75")
    }
    return replace(state, units=Map(units), options=Map(options))


def ended(state: State) -> State:
    """The same with every other section excused, so that nothing is awaited."""
    units = {
        ("text", unit.id): Excused("nobody-voted")
        for unit in state.rules.tree.sections
        if ("text", unit.id) not in state.units
    }
    return replace(state, units=state.units.update(units))


def elect(state: State, instance: str, **outcome: Any) -> State:
    result = ResultFigures(instance, 0, 0, 0, 0, 0, 0, {}, OutcomeFigures(**outcome))
    return replace(state, announced=state.announced.set(instance, result))


def view(state: State, *instances: str) -> AgreementView:
    shown = {name: counted(state, name) for name in instances}
    return agreement_view(state, state.rules.agreements[0], shown)


ALL = ("text", "deputy@13", "deputy@75")


def test_seats_promised_stand_beside_seats_obtained() -> None:
    found = view(ended(night(RED_SEATS, GREEN_SEATS)), *ALL)
    red, green = found.promises
    assert (red.promised, red.obtained, red.kept) == (6, 7, None)
    assert (red.candidates, red.votes, red.share) == (("to1", "to2"), 52, Fraction(52, 61))
    assert (green.promised, green.obtained, green.candidates) == (4, 2, ("to1", "to3"))
    assert [balance.seats for balance in found.balances] == [Balance(6, 7, 0), Balance(4, 2, 0)]


def test_a_position_is_obtained_by_whom_it_was_promised_to() -> None:
    wrong = {**SECOND, "position": 1}
    late = {**SECOND, "position": 6}
    second, first, sixth = view(ended(night(SECOND, wrong, late)), *ALL).promises
    assert (second.kept, second.obtained, second.candidates) == (True, 1, ("A1",))
    assert (first.kept, first.obtained, first.candidates) == (False, 0, ("A0",))
    assert (sixth.kept, sixth.obtained) == (True, 0)
    assert (second.votes, second.share) == (31, Fraction(31, 61))


def test_a_constituency_is_kept_when_no_ally_stands_against_its_party() -> None:
    found = view(night(RED_13, RED_75), *ALL)
    kept, broken = found.promises
    assert (kept.kept, kept.candidates, kept.votes, kept.share) == (
        True,
        ("rose",),
        40,
        Fraction(1),
    )
    assert (broken.kept, broken.candidates) == (False, ("rose",))
    assert (broken.votes, broken.share) == (20, Fraction(20, 79))
    assert found.balances == (
        PartyBalance("red", Balance(0, 0, 0), Balance(0, 0, 0), Balance(2, 0, 2), 60),
        PartyBalance("green", Balance(0, 0, 0), Balance(0, 0, 0), Balance(0, 0, 0), 0),
    )


def test_the_label_that_leads_says_whose_candidate_it_is() -> None:
    """The Rose of 13 bears both labels, red first: it is no Green's."""
    (green,) = view(night({**RED_13, "party": "green"}), *ALL).promises
    assert (green.kept, green.candidates, green.votes) == (False, (), 0)


def test_a_constituency_is_obtained_with_the_outcome_and_not_before() -> None:
    state = night(RED_13, RED_75)
    assert [one.obtained for one in view(state, *ALL).promises] == [None, None]
    state = elect(state, "deputy@13", elected="rose")
    state = elect(state, "deputy@75", elected="vert")
    found = view(state, *ALL)
    assert [one.obtained for one in found.promises] == [1, 0]
    assert found.balances[0].places == Balance(2, 1, 0)


def test_what_may_not_be_shown_is_left_out() -> None:
    found = view(night(RED_SEATS, SECOND, RED_13))
    for one in found.promises:
        assert (one.obtained, one.votes, one.share) == (None, None, None)
    assert found.promises[1].kept
    assert found.balances[0].seats == Balance(6, 0, 6)


def test_without_votes_there_is_no_share() -> None:
    state = night(RED_SEATS)
    state = replace(state, units=Map())
    (seats,) = view(state, *ALL).promises
    assert (seats.obtained, seats.votes, seats.share) == (None, 0, None)


def test_the_list_of_a_withdrawn_option_elects_nobody() -> None:
    state = night(SECOND)
    left = tuple(option for option in state.options["text"] if option.id != "to1")
    sheet = sheet_of("13-001", 61, {"to2": 21, "to3": 9})
    units: Map[tuple[str, str], UnitState]
    units = Map({("text", "13-001"): Approved(sheet, "13-001", "a@b", "c@d")})
    state = replace(
        state,
        units=units,
        options=state.options.set("text", left),
        withdrawn=Map({("text", "to1"): 3}),
    )
    (second,) = view(ended(state), *ALL).promises
    assert (second.kept, second.obtained, second.votes) == (True, 0, 0)


def test_seats_by_what_is_counted_so_far_are_obtained_by_nobody() -> None:
    found = view(night(RED_SEATS, SECOND), *ALL)
    seats, second = found.promises
    assert (seats.obtained, seats.votes) == (None, 52)
    assert (second.obtained, second.votes) == (None, 31)
    assert [one.seats.open for one in found.balances] == [6, 0]
    assert [one.positions.open for one in found.balances] == [0, 1]


def test_an_option_is_found_wherever_it_stood() -> None:
    state = night(RED_13)
    assert find_option(state, "first-secretary", "to2").id == "to2"
    with pytest.raises(Refused) as caught:
        find_option(state, "first-secretary", "to9")
    assert caught.value.code == "option.unknown"
    assert standing_options(state, "first-secretary") == ()


def test_an_announcement_that_the_board_no_longer_gives_elects_nobody() -> None:
    state = night(RED_13)
    overturned = elect(state, "deputy@13", elected="to9")
    assert winner_of(overturned, "deputy@13") is None


def test_the_winner_may_come_from_a_later_round(monkeypatch: pytest.MonkeyPatch) -> None:
    def announced(state: State, instance: str, _totals: object) -> OutcomeFigures:
        return state.announced[instance].outcome

    monkeypatch.setattr("suffrage.night.bodies.standing.outcome_now", announced)
    state = night(RED_13)
    assert winner_of(state, "text") is None
    tied = elect(state, "text", tie=("to1", "to2"))
    assert winner_of(tied, "text") is None
    first = elect(state, "text", qualified=("to1", "to2"))
    assert winner_of(first, "text") is None
    second = elect(first, "first-secretary", elected="to2")
    assert winner_of(second, "text") == "to2"
    assert winner_of(elect(first, "first-secretary"), "text") == ""
