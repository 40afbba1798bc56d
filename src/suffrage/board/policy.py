"""The policy table: which role may write each kind of record, and what it needs besides.

``decided`` names the roles that need, besides, a carried decision of the commission, with its
quorum, on exactly this record; a decision serves once. ``decided_once_fixed`` names those that
need it from the moment the rules are fixed: until then the vote on the rules covers what stands
on the board, and after it nobody alone makes an agent, a trustee or a congress. ``in_place``
means: the record's unit is the signer's own place or lies below it. That a second entry comes
from another person than the first is checked where sheets are approved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from suffrage.board.record import Record
from suffrage.errors import Refused
from suffrage.model.roles import role_kind, role_place
from suffrage.model.units import Units

__all__ = ["AUTHORITY", "Authority", "check_place", "check_role", "needs_decision"]


@dataclass(frozen=True, slots=True)
class Authority:
    """Who may write a kind of record; no role at all for a kind that nobody signs."""

    roles: tuple[str, ...]
    decided: tuple[str, ...] = ()
    decided_once_fixed: tuple[str, ...] = ()
    in_place: bool = False


_BOARD = Authority(("commission",))
_QUORUM = Authority(("commission",), decided=("commission",))
_DESK = ("secretary", "teller", "federation")

AUTHORITY: Final[Mapping[str, Authority]] = {
    "election.convened/1": Authority(("convener",)),
    "officer.appointed/1": Authority(
        ("convener", "commission", "federation"), decided_once_fixed=("convener", "commission")
    ),
    "officer.replaced/1": Authority(("commission", "federation"), decided=("commission",)),
    "option.admitted/1": _BOARD,
    "option.withdrawn/1": Authority(("agent", "commission"), decided=("commission",)),
    "option.recommended/1": Authority(("agent", "commission"), decided=("commission",)),
    "roll.committed/1": _BOARD,
    "roll.amended/1": Authority(("federation", "commission"), in_place=True),
    "credentials.committed/1": Authority(("registrar",)),
    "trustees.setup/1": Authority(("trustee",)),
    "rules.fixed/1": _QUORUM,
    "polls.opened/1": _BOARD,
    "section.opened/1": Authority(_DESK, in_place=True),
    "hours.extended/1": _QUORUM,
    "turnout.reported/1": Authority(_DESK, in_place=True),
    "polls.closed/1": _BOARD,
    "online.event/1": Authority(()),
    "share.vouched/1": Authority(("trustee",)),
    "box.suspended/1": _BOARD,
    "box.resumed/1": _QUORUM,
    "box.annulled/1": _QUORUM,
    "box.replaced/1": _QUORUM,
    "sheet.received/1": Authority(_DESK, in_place=True),
    "sheet.approved/1": Authority((*_DESK, "commission"), in_place=True),
    "sheet.reserved/1": Authority(_DESK, in_place=True),
    "sheet.corrected/1": Authority((*_DESK, "commission"), in_place=True),
    "sheet.ruled/1": _QUORUM,
    "sheet.sealed/1": Authority(_DESK, in_place=True),
    "pool.summed/1": _BOARD,
    "pool.excused/1": _QUORUM,
    "unit.excused/1": _QUORUM,
    "claim.made/2": Authority(("agent", "commission")),
    "claim.answered/1": Authority(("agent",)),
    "incident.reported/1": Authority((*_DESK, "agent", "commission"), in_place=True),
    "dispute.filed/1": Authority(("agent",)),
    "dispute.ruled/1": _QUORUM,
    "commission.decided/1": _BOARD,
    "lot.drawn/1": _QUORUM,
    "result.announced/1": _BOARD,
    "result.certified/1": _QUORUM,
    "result.ratified/1": Authority(("congress",)),
    "body.seated/1": _BOARD,
    "keys.destroyed/1": Authority(("trustee",)),
    "blob.erased/1": _BOARD,
    "board.superseded/1": _QUORUM,
    "board.closed/1": _QUORUM,
}


def check_role(record: Record) -> None:
    """Raise ``Refused("role.not-allowed")`` unless the record's role may write its kind."""
    allowed = AUTHORITY[record.kind].roles
    if record.by and role_kind(record.by) not in allowed:
        raise Refused("role.not-allowed", at="by", role=record.by, kind=record.kind)


def needs_decision(record: Record, *, fixed: bool) -> bool:
    """Whether the record's role may write it only on a decision of the commission.

    ``fixed`` says whether the rules are fixed.
    """
    authority = AUTHORITY[record.kind]
    roles = (*authority.decided, *(authority.decided_once_fixed if fixed else ()))
    return bool(record.by) and role_kind(record.by) in roles


def check_place(record: Record, units: Units) -> None:
    """Raise ``Refused("role.elsewhere")`` when an officer acts outside the own place."""
    if not AUTHORITY[record.kind].in_place:
        return
    if role_kind(record.by) not in (*_DESK,):
        return
    unit: str = getattr(record.head, "unit")  # noqa: B009  (heads of these kinds name a unit)
    if not units.contains(role_place(record.by), unit):
        raise Refused("role.elsewhere", at="by", role=record.by, unit=unit)
