"""The page of a body: seats by option and party, the steps, who is elected, how firm it is."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from immutables import Map
from tests.support.alliances import allied, allied_night
from tests.support.night import definition_of, night_state, sheet_of
from tests.support.simulator import Simulation

from suffrage.acts.closing.seat_body import seat_body
from suffrage.board.kinds.closing import OutcomeFigures, ResultFigures, Seating
from suffrage.conduct.state import State
from suffrage.model.rule import DHondt
from suffrage.night.bodies.award_steps import AwardStep, Quotient
from suffrage.night.bodies.body_view import BodyView, body_view
from suffrage.night.bodies.office import Office, Sitting
from suffrage.rules.seats import LastSeat, VotesApart
from suffrage.rules.table import award

VOTES = {"to1": 31, "to2": 21, "to3": 9}


def night(votes: dict[str, int], **body: Any) -> tuple[State, BodyView]:
    """One section's votes; five sections are missing."""
    rule = body.pop("rule", {"name": "dhondt"})
    definition = allied({"rule": rule, "seats": 10, "ex_officio": 3, **body})
    state = allied_night(definition, {"13-001": votes} if votes else {})
    return state, body_view(state, definition.bodies[0])


def seats(view: BodyView) -> dict[str, int]:
    return {one.option: one.seats for one in view.options}


def test_seats_go_to_parties_by_the_order_of_the_elected() -> None:
    _, view = night(VOTES)
    assert seats(view) == {"to1": 5, "to2": 4, "to3": 1}
    assert view.parties == {"red": 3 + 4, "green": 2, "blue": 0, "": 1}
    assert (view.status, view.open_seats, view.office) == ("partial", 0, Office(3, (), 0))


def test_a_list_elects_from_the_top_and_short_lists_leave_seats_unnamed() -> None:
    _, view = night(VOTES)
    first, second, third = (one.taken for one in view.options)
    assert [member.name for member in first.members] == ["A0", "A1", "A2", "A3", "A4"]
    assert first.following is not None
    assert (first.following.name, first.unnamed) == ("A5", 0)
    assert ([member.name for member in second.members], second.unnamed) == (["B0"], 3)
    assert (second.following, third.members, third.unnamed) == (None, (), 1)


def test_each_step_shows_votes_and_divisor() -> None:
    _, view = night(VOTES)
    assert view.steps[0] == AwardStep(
        first=1,
        last=1,
        winners=(Quotient("to1", 31, 1, Fraction(31)),),
        closest=(Quotient("to2", 21, 1, Fraction(21)),),
    )
    assert sum(step.last - step.first + 1 for step in view.steps) == 10
    for step in view.steps:
        for one in (*step.winners, *step.closest):
            assert Fraction(one.votes, one.divisor) == one.quotient


def test_equal_quotients_share_a_step() -> None:
    _, view = night({"to1": 30, "to2": 20, "to3": 9}, seats=5)
    shared = view.steps[3]
    assert (shared.first, shared.last) == (4, 5)
    assert [(one.option, one.divisor) for one in shared.winners] == [("to1", 3), ("to2", 2)]


def test_sainte_lague_divides_by_odd_numbers() -> None:
    _, view = night(VOTES, rule={"name": "sainte-lague"})
    assert {one.divisor % 2 for step in view.steps for one in step.winners} == {1}


def test_an_option_without_votes_has_the_first_divisor() -> None:
    _, view = night({"to1": 30, "to2": 0, "to3": 0}, seats=1)
    assert view.steps[0].closest == tuple(
        Quotient(option, 0, 1, Fraction(0)) for option in ("to2", "to3")
    )


def test_the_last_seat_says_how_many_votes_either_way() -> None:
    _, view = night(VOTES)
    assert view.last_seat == LastSeat(
        holders=(VotesApart("to2", 1),),
        rivals=(VotesApart("to1", 1), VotesApart("to3", 2)),
    )
    assert view.remainders is None


def test_largest_remainders_have_a_quota_and_a_margin() -> None:
    _, view = night(VOTES, rule={"name": "hare"})
    assert view.steps == ()
    assert view.remainders is not None
    assert view.remainders.quota == Fraction(61, 10)
    assert view.last_seat is not None
    assert view.last_seat.rivals
    _, droop = night({"to1": 30, "to2": 20, "to3": 9}, rule={"name": "droop"})
    assert (droop.last_seat, sum(seats(droop).values())) == (None, 10)


def test_the_margin_leaves_out_those_below_the_threshold() -> None:
    _, view = night({"to1": 30, "to2": 20, "to3": 2}, rule={"name": "hare", "threshold": "1/10"})
    assert view.last_seat is not None
    assert {one.option for one in view.last_seat.rivals} == {"to1", "to2"}
    assert view.threshold is not None
    assert [one.option for one in view.threshold.excluded] == ["to3"]


def test_tied_seats_are_in_no_sum_until_the_rule_ends_the_tie() -> None:
    _, view = night({"to1": 10, "to2": 10, "to3": 0}, seats=3, rule={"name": "dhondt"})
    assert (seats(view), view.open_seats) == ({"to1": 1, "to2": 1, "to3": 0}, 1)
    assert [one.option for one in view.tied] == ["to1", "to2"]
    assert view.last_seat == LastSeat((), ())
    assert (len(view.waiting), view.waiting[0].waits_for) == (1, "ruling")
    assert sum(view.parties.values()) == 2
    older = {"name": "dhondt", "tie": ["older"]}
    _, ended = night({"to1": 10, "to2": 10, "to3": 0}, seats=3, rule=older)
    assert (seats(ended)["to1"], ended.open_seats, ended.waiting) == (2, 0, ())
    assert ended.resolved[0].chosen == ("to1",)


def test_bounds_hold_the_seats_of_the_moment() -> None:
    _, view = night(VOTES)
    for one in view.options:
        assert one.certain[0] <= one.seats <= one.certain[1]
    assert any(one.certain[0] < one.certain[1] for one in view.options)


@pytest.mark.parametrize("votes", [{}, {"to1": 0, "to2": 0, "to3": 0}])
def test_without_votes_there_is_no_seat_and_a_reason(votes: dict[str, int]) -> None:
    _, view = night(votes)
    assert (view.status, view.refused, view.open_seats) == ("none", "rule.no-votes", 10)
    assert (view.steps, view.threshold, view.last_seat) == ((), None, None)
    assert sum(view.parties.values()) == 0


def test_before_the_options_are_frozen_nobody_has_a_seat() -> None:
    state, _ = night({})
    view = body_view(replace(state, options=Map()), state.rules.bodies[0])
    assert (view.options, view.refused, view.status) == ((), "rule.no-votes", "none")


def test_winners_of_another_contest_sit_by_office_once_certified() -> None:
    state, view = night({}, ex_officio={"winners_of": "deputy"})
    assert view.office == Office(0, (), 2)
    result = ResultFigures("deputy@75", 0, 0, 0, 0, 0, 0, {}, OutcomeFigures(elected="vert"))
    state = replace(state, certified=Map({"deputy@75": result}))
    view = body_view(state, state.rules.bodies[0])
    assert view.office == Office(1, (Sitting("deputy@75", "vert"),), 1)


def test_the_status_follows_the_board() -> None:
    simulation = Simulation().to_the_count()
    body = simulation.definition.bodies[0]

    def status() -> str:
        return body_view(simulation.state, body).status

    assert status() == "none"
    simulation.receive("75-001")
    simulation.approve("75-001")
    assert status() == "partial"
    simulation.count_all(but=["75-001"])
    assert status() == "reported"
    simulation.announce().certify()
    assert status() == "certified"
    simulation.act(seat_body, "commission@chair", body.id)
    assert status() == "seated"
    other = Seating("council", {"to1": 10}, 3)
    state = replace(simulation.state, seated=Map({body.id: other}))
    assert body_view(state, body).status == "certified"


def test_the_national_council_of_2023() -> None:
    rule = {"name": "dhondt", "threshold": "1/20", "tie": ["lot"]}
    council = {"id": "council", "contest": "text", "seats": 200, "rule": rule, "ex_officio": 102}
    definition = definition_of({"name": "top"}, {"13-001": 23_179}, bodies=[council])
    votes = {"to1": 11_277, "to2": 7_001, "to3": 4_666}
    state = night_state(definition, {"13-001": sheet_of("13-001", 23_179, votes)})
    view = body_view(state, definition.bodies[0])
    assert seats(view) == {"to1": 99, "to2": 61, "to3": 40}
    assert view.parties == {"": 200}
    assert (view.office.number, view.open_seats) == (102, 0)
    assert view.steps[-1].winners[0].option == "to1"
    assert view.last_seat is not None
    holder, rival = view.last_seat.holders[0], view.last_seat.rivals[0]
    for option, more in ((holder.option, -holder.votes), (rival.option, rival.votes)):
        changed = award(DHondt(), {**votes, option: votes[option] + more}, 200).seats
        assert changed[option] == seats(view)[option] + (1 if more > 0 else -1)
