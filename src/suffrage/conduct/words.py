"""What people say: claims and incidents. They change no figure."""

from dataclasses import replace

from suffrage.board.kinds.kind import Text
from suffrage.board.kinds.words import Claim, ClaimMade, IncidentReported
from suffrage.board.record import Record
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.model.roles import role_kind, role_place

__all__ = ["claim", "incident"]


def claim(state: State, record: Record, head: ClaimMade, body: Claim) -> State:
    """A published figure, set against the board as it was; a camp speaks for itself only."""
    if head.contest not in state.rules.instances():
        raise Refused("contest.unknown", at="contest", contest=head.contest)
    if body.tree_size > state.size:
        raise Refused("claim.future", at="tree_size", size=state.size)
    if role_kind(record.by) == "agent" and role_place(record.by) != body.camp:
        raise Refused("claim.camp", at="camp", camp=body.camp)
    return replace(state, claims=(*state.claims, (state.size, body)))


def incident(state: State, _record: Record, head: IncidentReported, _body: Text) -> State:
    """Something happened in a section or federation; the account is an erasable text."""
    if head.unit not in state.rules.tree.by_id:
        raise Refused("unit.unknown", at="unit", unit=head.unit)
    return replace(state, incidents=state.incidents + 1)
