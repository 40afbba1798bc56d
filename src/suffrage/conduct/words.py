"""What people say: claims, the camps' answers to them, and incidents. They change no figure."""

from dataclasses import replace

from suffrage.board.kinds.kind import Text
from suffrage.board.kinds.words import Claim, ClaimAnswered, ClaimMade, IncidentReported
from suffrage.board.record import Record
from suffrage.conduct.claims import check_claim
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.model.roles import role_kind, role_place

__all__ = ["answered", "claim", "incident"]


def claim(state: State, record: Record, _head: ClaimMade, body: Claim) -> State:
    """A published figure, set against the board as it was; a camp speaks for itself only.

    What the commission records of a camp's words is for that camp to confirm.
    """
    check_claim(state, body)
    if body.tree_size > state.size:
        raise Refused("claim.future", at="tree_size", size=state.size)
    if body.said_at > record.at:
        raise Refused("claim.not-yet-said", at="said_at", moment=body.said_at)
    own = role_kind(record.by) == "agent"
    if own and role_place(record.by) != body.camp:
        raise Refused("claim.camp", at="camp", camp=body.camp)
    if not own and body.confirmed != "not-asked":
        raise Refused("claim.confirmed", at="confirmed", camp=body.camp)
    return replace(state, claims=state.claims.set(state.size, body))


def answered(state: State, record: Record, head: ClaimAnswered, _body: None) -> State:
    """A camp confirms or denies what was said for it, once."""
    made = state.claims.get(head.claim)
    if made is None:
        raise Refused("claim.unknown", at="claim", claim=head.claim)
    if role_place(record.by) != made.camp:
        raise Refused("claim.camp", at="by", camp=made.camp)
    if made.confirmed != "not-asked" or head.claim in state.answers:
        raise Refused("claim.answered-already", at="claim", claim=head.claim)
    return replace(state, answers=state.answers.set(head.claim, head.answer))


def incident(state: State, _record: Record, head: IncidentReported, _body: Text) -> State:
    """Something happened in a section or federation; the account is an erasable text."""
    if head.unit not in state.rules.tree.by_id:
        raise Refused("unit.unknown", at="unit", unit=head.unit)
    return replace(state, incidents=state.incidents + 1)
