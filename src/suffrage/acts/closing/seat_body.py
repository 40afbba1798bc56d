"""Seat a body after its contest is certified."""

from suffrage.board.kinds.closing import BodySeated, Seating
from suffrage.board.record import Draft
from suffrage.conduct.bodies import body_seats, ex_officio
from suffrage.conduct.state import State
from suffrage.errors import Refused

__all__ = ["seat_body"]


def seat_body(state: State, by: str, now: str, body: str) -> Draft:
    """The seats that the votes give, and the members ex officio; raises if a tie is left."""
    declared = next((one for one in state.rules.bodies if one.id == body), None)
    if declared is None or declared.contest not in state.options:
        raise Refused("body.unknown", at="body", body=body)
    shared = body_seats(state, declared).award
    if shared.ties:
        raise Refused("body.tied", body=body)
    seating = Seating(body, dict(shared.seats), ex_officio(state, declared))
    return Draft("body.seated/1", BodySeated(body), by, now, seating)
