"""What is true of one member, and what to do now: the same for the help desk and for the member.

The caller knows the roll, the board and the clock; this says what follows. It holds no secret,
and whether somebody voted, never how.

* Whoever has voted is told so, whatever else is true: nothing is left to do.
* Whoever is not on the roll is told why, and until when to appeal.
* Whoever may still vote is told where and until when.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from suffrage.model.values import Instant
from suffrage.roll.changes import Change
from suffrage.roll.eligibility import Decision
from suffrage.roll.members import Member
from suffrage.roll.told import Told, told

__all__ = ["Channel", "MemberAnswer", "Polls", "Vote", "answer_member"]

Channel = Literal["paper", "online"]


@dataclass(frozen=True, slots=True)
class Polls:
    """How the member's section votes, and when; instants in UTC, ``appeals_until`` may be ""."""

    channel: Channel
    opens: Instant
    closes: Instant
    appeals_until: Instant | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """The member's signature on a list, or a ballot in a box; ``at`` is "" where nobody noted it.

    The moment of an online ballot is never given: it could tell the ballot.
    """

    channel: Channel
    at: Instant | Literal[""] = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class MemberAnswer:
    """Section, entitled or why not, voted or not, and what to do now.

    ``why`` is None for a member on the roll whom no change brought there.
    """

    number: str
    name: str = field(repr=False)
    unit: str
    entitled: bool
    why: Told | None = field(repr=False)
    vote: Vote | None
    now: Told
    appeals_until: str
    """Until when the office takes an appeal, of a member on the roll too; "" when it is over."""


_GONE: Final[Mapping[str, Told]] = {
    "appeal-upheld": told("member.gone.appeal"),
    "deceased": told("member.gone.deceased"),
    "resigned": told("member.gone.resigned"),
    "expelled": told("member.gone.expelled"),
    "duplicate": told("member.gone.duplicate"),
}


def answer_member(
    member: Member,
    polls: Polls,
    now: Instant,
    *,
    on_roll: bool,
    decision: Decision | None = None,
    change: Change | None = None,
    vote: Vote | None = None,
) -> MemberAnswer:
    """The answer for a member as the office knows the member at ``now``.

    ``member.unit`` is the section of now; ``on_roll`` whether the member stands on the roll of
    now, or is to stand on it while it is not frozen; ``decision`` that of the rule, ``change``
    the member's last one after the freeze.
    """
    appeals = polls.appeals_until if now < polls.appeals_until else ""
    return MemberAnswer(
        number=member.number,
        name=member.name,
        unit=member.unit,
        entitled=on_roll,
        why=_why(on_roll, decision, change),
        vote=vote,
        now=_now(member.unit, polls, now, vote) if on_roll or vote else _appeal(appeals),
        appeals_until=appeals,
    )


def _why(on_roll: bool, decision: Decision | None, change: Change | None) -> Told | None:  # noqa: FBT001
    if on_roll:
        return _brought(change) if change else None
    if change and not change.after:
        return _GONE[change.ground]
    return (decision.reason if decision else None) or told("member.unlisted")


def _brought(change: Change) -> Told | None:
    if change.kind == "moved":
        return told("member.moved", before=change.before, unit=change.after)
    return told("member.added", unit=change.after) if change.after else None


def _now(unit: str, polls: Polls, now: Instant, vote: Vote | None) -> Told:
    if vote:
        online = vote.channel == "online"
        return told("member.voted-online") if online else told("member.voted-paper", unit=unit)
    if now >= polls.closes:
        return told("member.closed", unit=unit, closes=polls.closes)
    if polls.channel == "online":
        if now < polls.opens:
            return told("member.wait-online", opens=polls.opens, closes=polls.closes)
        return told("member.vote-online", closes=polls.closes)
    if now < polls.opens:
        return told("member.wait", unit=unit, opens=polls.opens, closes=polls.closes)
    return told("member.go", unit=unit, closes=polls.closes)


def _appeal(until: str) -> Told:
    return told("member.appeal", until=until) if until else told("member.appeal-over")
