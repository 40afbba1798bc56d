"""Dice thrown in public for a tie that waits for them."""

from dataclasses import replace

from suffrage.board.kinds.closing import LotDrawn
from suffrage.board.record import Record
from suffrage.conduct.bodies import body_seats
from suffrage.conduct.results import require_certified, require_held
from suffrage.conduct.standing import total_now
from suffrage.conduct.state import Lot, State
from suffrage.conduct.tables import ending_of, unit_counts
from suffrage.count.totals import reported
from suffrage.errors import Refused
from suffrage.model.bodies import Body
from suffrage.rules.tie import Waiting

__all__ = ["lot_drawn"]


def lot_drawn(state: State, _record: Record, head: LotDrawn, _body: None) -> State:
    """Dice for ties that exist and wait for a lot; there is no second throw for the same ones."""
    kind, _, name = head.subject.partition(":")
    body = next((one for one in state.rules.bodies if one.id == name), None)
    if kind == "contest" and name in state.rules.instances():
        waiting = _contest_waits(state, name)
    elif kind == "body" and body is not None and body.contest in state.certified:
        waiting = _body_waits(state, body)
    else:
        raise Refused("lot.subject", at="subject", subject=head.subject)
    if not waiting and head.subject in state.lots:
        raise Refused("lot.again", at="subject", subject=head.subject)
    if not waiting:
        raise Refused("lot.no-tie", at="subject", subject=head.subject)
    # The throw decides the outcome: a certificate's checkpoint has to cover it.
    touched = state.touched.set(name, state.size) if kind == "contest" else state.touched
    lot = Lot(head.seed, tuple(one.tie for one in waiting))
    return replace(state, lots=state.lots.set(head.subject, lot), touched=touched)


def _contest_waits(state: State, instance: str) -> tuple[Waiting, ...]:
    require_held(state, instance)
    reported(unit_counts(state, instance))
    totals = total_now(state, instance)
    tie = ending_of(state, instance, totals).tie if totals.valid else None
    return (tie,) if isinstance(tie, Waiting) and tie.waits_for == "lot" else ()


def _body_waits(state: State, body: Body) -> tuple[Waiting, ...]:
    """All ties that wait, if a lot ends one of them."""
    require_certified(state, body.contest)
    waiting = body_seats(state, body).waiting
    return waiting if any(one.waits_for == "lot" for one in waiting) else ()
