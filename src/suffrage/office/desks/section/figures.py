"""The figures of a sheet as a section's phone sends them, and the sheet that they make."""

from typing import Annotated

import msgspec

from suffrage.errors import Refused
from suffrage.model.values import CampId, Ident, Number, Value
from suffrage.office.desks.section.phone import Phone
from suffrage.office.models import Photo
from suffrage.paper.sheet import AgentState, Sheet

__all__ = ["SheetFields", "require_contest", "require_photo", "sheet_from"]


class SheetFields(Value, frozen=True):
    """What was copied from the paper. ``scan`` is the photo's hash.

    It is empty only in a correction of a sheet that came without a photo.
    """

    contest: Ident
    signatures: Number
    ballots: Number
    blank: Number
    void: dict[Ident, Number]
    votes: dict[Ident, Number]
    scan: Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?\Z")]
    reserved: bool
    agents: dict[CampId, AgentState] = {}  # noqa: RUF012  (the library copies the default)
    valid: Number | msgspec.UnsetType = msgspec.UNSET
    proxies: Number = 0


def require_contest(phone: Phone, contest: str) -> None:
    """Raise ``Refused("contest.unknown")`` unless the contest is one of this evening."""
    declared = phone.state.rules.contest_by_id.get(contest)
    if declared is None or declared.round != phone.round:
        raise Refused("contest.unknown", at="contest", contest=contest[:40])


def require_photo(phone: Phone, contest: str, scan: str) -> None:
    """Raise ``Refused("photo.missing")`` unless the section's photo of the sheet is kept here."""
    if not Photo.objects.filter(
        election=phone.kit.election, unit=phone.unit, contest=contest, scan=scan
    ).exists():
        raise Refused("photo.missing", at="scan")


def sheet_from(phone: Phone, fields: SheetFields) -> Sheet:
    """The sheet of this section; what the phone does not say is the section's own."""
    votes = sum(fields.votes.values())
    return Sheet(
        ballots=fields.ballots,
        blank=fields.blank,
        contest=fields.contest,
        entered_by=phone.role,
        proxies=fields.proxies,
        registered=phone.state.roll(phone.round, phone.unit),
        signatures=fields.signatures,
        unit=phone.unit,
        # Where the paper's own sum is not asked for, it is that of the votes.
        valid=votes if fields.valid is msgspec.UNSET else fields.valid,
        void=fields.void,
        votes=fields.votes,
        agents=fields.agents,
        scan=fields.scan or msgspec.UNSET,
    )
