"""A section corrects the sheet that stands on the board for it, while one entry alone stands there.

Conduct lets a secretary correct; an approved sheet is final for the section, as it is at the
federation's desk. A correction names the very sheet that it was typed against, and ends the
difference that was open about that one. Where the other side's answer came first, it is refused.
"""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.acts.perform import Written
from suffrage.board.record import Draft
from suffrage.conduct.state import State
from suffrage.count.unit_state import Approved, Received, Reserved
from suffrage.errors import Refused
from suffrage.model.values import Digest, Value
from suffrage.office.clock import now
from suffrage.office.desks.federation.rereading import (
    changed_fields,
    figures_of_form,
    names_again,
    open_difference,
)
from suffrage.office.desks.section.figures import (
    SheetFields,
    require_contest,
    require_photo,
    sheet_from,
)
from suffrage.office.desks.section.phone import Phone
from suffrage.office.models import Difference, Election
from suffrage.paper.sheet import Sheet

__all__ = [
    "Correction",
    "asked_difference",
    "corrected",
    "end_difference",
    "in_force",
    "require_change",
    "require_known_photo",
    "require_read",
]


class Correction(Value, frozen=True):
    """The whole sheet again, and the payload of the one that it takes the place of.

    ``answers`` says that it answers a second reading that differs: it then changes nothing but
    the lines that differ, and ``names`` are the lines that were read again on the paper.
    """

    sheet: SheetFields
    replaces: Digest
    answers: bool
    names: tuple[str, ...]


def corrected(phone: Phone, said: Correction) -> Draft:
    """The draft of the correction.

    Raises ``Refused``: ``contest.unknown``, ``photo.missing``, and as ``in_force``,
    ``require_change`` and ``asked_difference`` do.
    """
    require_contest(phone, said.sheet.contest)
    before = in_force(phone.state, said.sheet.contest, phone.unit, said.replaces)
    sheet = sheet_from(phone, said.sheet)
    require_known_photo(phone, before.sheet, sheet)
    require_change(before.sheet, sheet)
    if said.answers:
        asked_difference(phone, before, sheet, said.names)
    return correct_sheet(phone.state, phone.role, _after_answer(phone, before), sheet)


def _after_answer(phone: Phone, before: Received | Reserved) -> str:
    """The moment of a draft: now, or the first second after the answer that was kept this second.

    Records tell whole seconds. Were both dated the same, nobody could tell a correction that was
    drafted knowing the answer from one that was drafted before it.
    """
    row = open_difference(phone.kit.election, before) if isinstance(before, Received) else None
    if row is None or row.held_at is None:
        return phone.now
    # In UTC, the later moment is the greater text.
    after = row.held_at.astimezone(UTC) + timedelta(seconds=1)
    return max(phone.now, after.strftime("%Y-%m-%dT%H:%M:%SZ"))


def in_force(state: State, contest: str, unit: str, replaces: str) -> Received | Reserved:
    """The sheet that a section may still correct, if it is the one named.

    Raises ``Refused``: ``section.approved``, ``sheet.nothing-to-correct``, ``section.replaced``.
    """
    before = state.unit(contest, unit)
    if isinstance(before, Approved):
        raise Refused("section.approved", unit=unit)
    if not isinstance(before, Received | Reserved):
        raise Refused("sheet.nothing-to-correct", unit=unit)
    if before.payload != replaces:
        raise Refused("section.replaced", unit=unit)
    return before


def require_known_photo(phone: Phone, before: Sheet, sheet: Sheet) -> None:
    """Raise ``Refused("photo.missing")`` for a photo that is neither kept here nor the sheet's."""
    if sheet.scan != before.scan:
        require_photo(phone, sheet.contest, sheet.scan if isinstance(sheet.scan, str) else "")


def require_change(before: Sheet, sheet: Sheet) -> None:
    """Raise ``Refused("section.same-figures")`` where no figure of the paper is another one."""
    if not changed_fields(before, sheet):
        raise Refused("section.same-figures", unit=sheet.unit)


def asked_difference(
    phone: Phone, first: Received | Reserved, sheet: Sheet, read: Collection[str]
) -> Difference:
    """The difference that a reading of the section answers; ``read`` are the lines read again.

    Raises ``Refused``: ``section.no-difference``, ``section.held`` where the section has been
    said to hold to its figures and this reading says otherwise, ``section.other-lines`` where a
    line that differs by now was not read again, ``section.line-agrees`` for a line on which both
    readings agree.
    """
    row = open_difference(phone.kit.election, first) if isinstance(first, Received) else None
    if row is None:
        raise Refused("section.no-difference", unit=phone.unit)
    changed = changed_fields(first.sheet, sheet)
    if row.held_at and changed:
        raise Refused("section.held", unit=phone.unit)
    names = names_again(phone.state, row, first.sheet)
    if row.held_at is None:
        require_read(phone, names, read)
    every = figures_of_form(phone.state, first.sheet)
    for name in changed:
        summed = name == "valid" and name not in every
        void = name.startswith("void") and any(one.startswith("void") for one in names)
        if name not in names and not summed and not void:
            raise Refused("section.line-agrees", at=name)
    return row


def require_read(phone: Phone, names: Collection[str], read: Collection[str]) -> None:
    """Raise ``Refused("section.other-lines")`` unless every line asked for was read again.

    More lines may have been: of these, some do not differ any more.
    """
    if not set(names) <= set(read):
        raise Refused("section.other-lines", unit=phone.unit)


def end_difference(election: Election, replaces: str, drafted: str, _: list[Written]) -> None:
    """The correction ends what was open about the sheet, in the transaction that writes it.

    Raises ``Refused("section.held")`` where the section was said to hold to its figures after
    the correction was ``drafted``, a moment that ``corrected`` has dated after the answers before.
    """
    found = Difference.objects.select_for_update().filter(
        election=election, first_payload=replaces, resolved=""
    )
    for row in found:
        if row.held_at and datetime.fromisoformat(drafted) <= row.held_at:
            raise Refused("section.held", unit=row.unit)
        row.resolved, row.resolved_at = "corrected", now()
        row.save(update_fields=["resolved", "resolved_at"])
