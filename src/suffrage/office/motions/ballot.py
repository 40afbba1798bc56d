"""How the members voted on a motion: while it waits, what they sent; decided, what the board has.

A reason that was erased from the board is not shown from anywhere else. A vote that was signed for
an earlier sitting on the same act does not count in this one.
"""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from suffrage.adapters.sql_store import SqlStore
from suffrage.board.kinds.disputes import Decision, MemberVote
from suffrage.board.signature import check_signature, vote_message
from suffrage.conduct.decisions import sitting
from suffrage.errors import NotVerified
from suffrage.office.boards import the_database
from suffrage.office.histories import history_of
from suffrage.office.models import Motion, MotionVote
from suffrage.office.rights.desk import Desk

if TYPE_CHECKING:
    from suffrage.acts.disputes.decide import Choice

__all__ = ["BallotRow", "cast_votes", "held_before", "vote_digest", "votes_in_force"]


@dataclass(frozen=True, slots=True)
class BallotRow:
    """One member: the choice, empty while there is none, and the reason as it may be shown."""

    member: str
    choice: str = ""
    reason: str = ""
    erased: bool = False


def cast_votes(desk: Desk, motion: Motion) -> list[BallotRow]:
    """Every member of the commission, in the order of the definition."""
    members = desk.definition.commission.members
    if motion.decision is None:
        kept = votes_in_force(desk, motion)
        return [
            BallotRow(one, kept[one].choice, kept[one].reason) if one in kept else BallotRow(one)
            for one in members
        ]
    entries = history_of(desk.election.slug).acts("commission.decided/1")
    body = next((one.body for one in entries if one.index == motion.decision), None)
    if not isinstance(body, Decision):
        return [BallotRow(one) for one in members]
    store = SqlStore(the_database(), desk.election.slug)
    found = []
    for one in members:
        vote = body.votes[one]
        data = None if vote.reason in desk.state.erased else store.blob(vote.reason)
        said = (data or b"").decode("utf-8", "replace")
        found.append(BallotRow(one, vote.choice, said, bool(vote.reason) and data is None))
    return found


def votes_in_force(desk: Desk, motion: Motion) -> dict[str, MotionVote]:
    """The votes of this sitting, by member, that the member's key in office has signed.

    A member whose key was replaced since, or whose vote was altered here, has not voted yet: else
    no decision could be recorded over it.
    """
    now = sitting(desk.state, motion.kind, motion.subject)
    return {vote.member: vote for vote in motion.votes.filter(sitting=now) if _holds(desk, vote)}


def vote_digest(reason: str) -> str:
    """What a vote says of its reason; empty without one."""
    return hashlib.sha256(reason.encode()).hexdigest() if reason else ""


def _holds(desk: Desk, vote: MotionVote) -> bool:
    role = f"commission@{vote.member}"
    key = desk.state.keys.get(role)
    if key is None:
        return False
    said = MemberVote(cast("Choice", vote.choice), vote_digest(vote.reason))
    motion = vote.motion
    message = vote_message(
        desk.state.origin, motion.kind, motion.subject, vote.member, said, sitting=vote.sitting
    )
    try:
        check_signature(key, message, vote.signature, role=role)
    except NotVerified:
        return False
    return True


def held_before(desk: Desk, motion: Motion) -> int:
    """How many decisions on exactly this act came before the motion's own."""
    return sum(
        (one.act, one.subject) == (motion.kind, motion.subject)
        for index, one in desk.state.decisions.items()
        if motion.decision is None or index < motion.decision
    )
