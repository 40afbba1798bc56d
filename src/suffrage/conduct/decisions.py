"""The commission decides: each member's signed vote, a quorum, more for than against."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from suffrage.board.kinds.disputes import CommissionDecided, Decision, MemberVote
from suffrage.board.policy import AUTHORITY
from suffrage.board.record import Record
from suffrage.board.signature import check_signature, vote_message
from suffrage.conduct.state import Decided, State
from suffrage.errors import Refused

__all__ = ["decided", "sitting"]

_CAST = frozenset({"for", "against", "abstained"})


def decided(state: State, _record: Record, head: CommissionDecided, body: Decision) -> State:
    """A decision on one act: every member is accounted for, every vote cast is signed.

    Who walked out or is absent is recorded and does not count towards the quorum. A vote
    without quorum, or that does not carry, is recorded all the same; no act can rest on it.
    """
    authority = AUTHORITY.get(head.act)
    if authority is None or not (authority.decided or authority.decided_once_fixed):
        raise Refused("decision.act", at="act", act=head.act)
    members = state.rules.commission.members
    if set(body.votes) != set(members):
        raise Refused("decision.members")
    before = sitting(state, head.act, head.subject)
    for member in members:
        _check_vote(state, head, member, body.votes[member], before)
    outcome = _outcome([vote.choice for vote in body.votes.values()], state)
    texts = state.texts
    for vote in body.votes.values():
        if vote.reason:
            texts = texts.set(vote.reason, state.size)
    decided = Decided(head.act, head.subject, outcome)
    return replace(state, decisions=state.decisions.set(state.size, decided), texts=texts)


def sitting(state: State, act: str, subject: str) -> int:
    """How many decisions on exactly this act stand on the board."""
    return sum((one.act, one.subject) == (act, subject) for one in state.decisions.values())


def _check_vote(
    state: State, head: CommissionDecided, member: str, vote: MemberVote, before: int
) -> None:
    role = f"commission@{member}"
    if vote.choice not in _CAST:
        if vote.sig:
            raise Refused("decision.signed-absence", at=f"votes.{member}", member=member)
        return
    message = vote_message(state.origin, head.act, head.subject, member, vote, sitting=before)
    check_signature(state.keys[role], message, vote.sig, role=role)


def _outcome(choices: Sequence[str], state: State) -> Literal["carried", "no-quorum", "defeated"]:
    cast = sum(choice in _CAST for choice in choices)
    if cast < state.rules.commission.quorum:
        return "no-quorum"
    carried = choices.count("for") > choices.count("against")
    return "carried" if carried else "defeated"
