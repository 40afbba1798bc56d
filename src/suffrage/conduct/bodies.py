"""Bodies are seated after a certified contest, with every seat awarded."""

from dataclasses import replace

from suffrage.board.kinds.closing import BodySeated, Seating
from suffrage.board.record import Record
from suffrage.conduct.results import require_certified
from suffrage.conduct.standing import option_ids, stands
from suffrage.conduct.state import State
from suffrage.conduct.tables import unit_counts
from suffrage.count.seating import BodySeats, seats_of
from suffrage.count.totals import Totals, total
from suffrage.errors import Inconsistent, Refused
from suffrage.model.bodies import Body, WinnersOf
from suffrage.model.contests import instance_place

__all__ = ["body_seats", "ex_officio", "seated", "seats_with"]


def seated(state: State, _record: Record, head: BodySeated, body: Seating) -> State:
    """A body takes its seats; the record repeats what the votes give, to the seat.

    It is seated again only where a later ruling has changed what the votes give.
    """
    declared = next((b for b in state.rules.bodies if b.id == head.body), None)
    if declared is None:
        raise Refused("body.unknown", at="body", body=head.body)
    if state.seated.get(head.body) == body:
        raise Refused("body.seated-already", body=head.body)
    require_certified(state, declared.contest)
    _require_winners(state, declared)
    shared = body_seats(state, declared).award
    if shared.ties:
        raise Refused("body.tied", body=head.body)
    if dict(body.seats) != dict(shared.seats):
        raise Inconsistent("body.seats", at="seats", body=head.body)
    if body.ex_officio != ex_officio(state, declared):
        raise Inconsistent("body.ex-officio", at="ex_officio", body=head.body)
    return replace(state, seated=state.seated.set(head.body, body))


def _require_winners(state: State, body: Body) -> None:
    """The contests whose winners sit here by office are certified, wherever they are held."""
    for instance in state.rules.instances():
        if instance_place(instance)[0] == _winners_of(body) and stands(state, instance):
            require_certified(state, instance)


def _winners_of(body: Body) -> str:
    return body.ex_officio.winners_of if isinstance(body.ex_officio, WinnersOf) else ""


def body_seats(state: State, body: Body) -> BodySeats:
    """The seats of a body by the votes on the board now; raises as ``count.seating.seats_of``."""
    totals = total(unit_counts(state, body.contest), option_ids(state, body.contest))
    return seats_with(state, body, totals)


def seats_with(state: State, body: Body, totals: Totals) -> BodySeats:
    """The seats of a body by totals already folded; a lot serves for its own ties only."""
    options = state.options[body.contest]
    seats = seats_of(body, totals, options, None)
    lot = state.lots.get(f"body:{body.id}")
    if lot is None or lot.ties != tuple(one.tie for one in seats.waiting):
        return seats
    return seats_of(body, totals, options, lot.seed)


def ex_officio(state: State, body: Body) -> int:
    """How many sit by office: a declared number, or the winners certified in another contest."""
    members = body.ex_officio
    if not isinstance(members, WinnersOf):
        return members
    return sum(
        bool(result.outcome.elected)
        for instance, result in state.certified.items()
        if instance_place(instance)[0] == members.winners_of
    )
