"""Record the commission's vote on one act: each member's signed vote, with reasons.

>>> from suffrage.board.kinds.disputes import MemberVote
>>> MemberVote("walked-out").sig
''
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec

from suffrage.board.kinds.disputes import CommissionDecided, Decision, MemberVote
from suffrage.board.record import Draft, subject
from suffrage.board.signature import Signer, vote_message
from suffrage.conduct.decisions import sitting
from suffrage.conduct.state import State

__all__ = ["Choice", "Voted", "decide", "vote"]

Choice = Literal["for", "against", "abstained", "walked-out", "absent"]


@dataclass(frozen=True, slots=True)
class Voted:
    """One member's vote and the text of the reason, which stays out of the record."""

    vote: MemberVote
    reason: bytes = b""


def vote(
    state: State,
    act: Draft,
    member: str,
    choice: Choice,
    sign: Signer | None,
    *,
    reason: str = "",
) -> Voted:
    """A member's vote on an act; ``sign`` is ``None`` for one who walked out or is absent."""
    text = reason.encode()
    digest = hashlib.sha256(text).hexdigest() if text else ""
    unsigned = MemberVote(choice, digest)
    if sign is None:
        return Voted(unsigned, text)
    what = subject(act.record())
    before = sitting(state, act.kind, what)
    message = vote_message(state.origin, act.kind, what, member, unsigned, sitting=before)
    return Voted(msgspec.structs.replace(unsigned, sig=sign(message).hex()), text)


def decide(_state: State, by: str, now: str, act: Draft, votes: Mapping[str, Voted]) -> Draft:
    """The decision on an act that has been drafted but not performed."""
    what = subject(act.record())
    body = Decision(act.kind, what, {member: voted.vote for member, voted in votes.items()})
    texts = tuple(voted.reason for voted in votes.values() if voted.reason)
    return Draft("commission.decided/1", CommissionDecided(act.kind, what), by, now, body, texts)
