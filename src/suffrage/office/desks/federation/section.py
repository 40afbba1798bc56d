"""One section: whom to call, how far its evening is, and what may be done for it from here."""

from dataclasses import dataclass

from django.http import HttpResponse

from suffrage.conduct.state import State
from suffrage.count.unit_state import (
    Awaited,
    Pooled,
    Received,
    Reserved,
    UnitState,
    name_of,
)
from suffrage.errors import Refused
from suffrage.model.units import PAPER
from suffrage.office.desks.federation.lines import due_dispute, the_round
from suffrage.office.desks.federation.policy import POLICY
from suffrage.office.desks.federation.private import own_federation, waiting_keys
from suffrage.office.models import Difference, Photo, SectionContact, TelephoneEntry
from suffrage.office.rights.desk import Desk, action
from suffrage.office.rights.policy import kind_of
from suffrage.office.speech import reader
from suffrage.site.pages.addresses import unit_path
from suffrage.site.pages.people import contest_title, unit_name

__all__ = ["SheetLine", "check_section", "section", "sheet_line"]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A contest in a section; no figure of it.

    ``mine`` tells that the role that asks sent the entry, ``ruled`` that a ruling orders another;
    ``public`` is its page of the site. ``answer`` tells what the section has said to a second
    reading that differs: ``held`` or ``corrected``, with ``-phone`` where it was its own phone.
    """

    contest: str
    title: str
    state: str
    difference: str
    answer: str
    mine: bool
    telephoned: bool
    ruled: bool
    public: str
    photos: tuple[Photo, ...]


@action(POLICY, "see", unit="unit")
def section(desk: Desk, unit: str) -> HttpResponse:
    """The section's page."""
    check_section(desk.state, unit)
    state, round_ = desk.state, the_round(desk.state, desk.now)
    contests = state.rules.contests_of(round_)
    evening = state.evening(round_)
    key = next((one for one in waiting_keys(desk) if one.role == f"secretary@{unit}"), None)
    awaited = all(isinstance(state.unit(one.id, unit), Awaited) for one in contests)
    return desk.render(
        "federation/section.html",
        unit=unit,
        name=unit_name(state, unit),
        place=own_federation(desk, unit),
        contact=SectionContact.objects.filter(election=desk.election, unit=unit).first(),
        round=round_,
        evening=evening,
        opened=state.opened_sections.get((round_, unit), ""),
        signatures=state.turnout.get((round_, unit)),
        closes=evening.ends.get(unit, contests[0].closes),
        over=evening.closed,
        sheets=[sheet_line(desk, one.id, unit) for one in contests],
        key=key,
        held=f"secretary@{unit}" in state.keys,
        counting=evening.opened and awaited,
        mine=kind_of(desk.role) == "federation",
        hidden=any(state.rules.pool_of(one.id, unit) for one in contests),
    )


def sheet_line(desk: Desk, contest: str, unit: str) -> SheetLine:
    """How a sheet stands."""
    state, speaker = desk.state, reader()
    now, instance = state.unit(contest, unit), state.rules.instance_of(contest, unit)
    here = {"election": desk.election, "unit": unit, "contest": contest}
    difference, answer = _difference(desk, now, contest, unit)
    told = TelephoneEntry.objects.filter(**here, step="sheet").exists()
    return SheetLine(
        contest=contest,
        title=contest_title(state, instance, speaker.language),
        # Elsewhere it stays sealed; here it tells that nothing is left to do.
        state="pooled" if isinstance(now, Pooled) else name_of(now),
        difference=difference,
        answer=answer,
        mine=isinstance(now, Received) and desk.role in (now.by, now.sheet.entered_by),
        telephoned=told and isinstance(now, Received | Reserved),
        ruled=bool(due_dispute(state, contest, unit)),
        public=unit_path(speaker.language, instance, unit),
        photos=tuple(Photo.objects.filter(**here).order_by("-pk")),
    )


def check_section(state: State, unit: str, contest: str = "") -> None:
    """Raise ``Refused``: ``unit.unknown``, ``unit.online`` without paper, ``contest.unknown``."""
    if contest and contest not in state.rules.contest_by_id:
        raise Refused("contest.unknown", at="contest", contest=contest)
    if unit not in state.rules.tree.section_ids:
        raise Refused("unit.unknown", at="unit", unit=unit)
    if state.rules.tree.by_id[unit].channel != PAPER:
        raise Refused("unit.online", at="unit", unit=unit)


def _difference(desk: Desk, now: UnitState, contest: str, unit: str) -> tuple[str, str]:
    """``open``, ``paper`` or empty, of the sheet in force only; and what the section answered."""
    found = Difference.objects.filter(
        election=desk.election, unit=unit, contest=contest
    ).order_by("pk").last()  # fmt: skip
    if found is None or not isinstance(now, Received):
        return "", ""
    if found.resolved == "corrected" and now.payload != found.first_payload:
        return "", "corrected" + ("-phone" if kind_of(now.by) == "secretary" else "")
    if found.first_payload != now.payload or found.resolved not in ("", "paper"):
        return "", ""
    held = "held" if found.held_at else ""
    phone = "-phone" if found.held_by.startswith("secretary@") else ""
    return found.resolved or "open", held + phone
