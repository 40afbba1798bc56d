"""What a section's phone is told of its evening: ``GET /section/state``."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, JsonResponse

from suffrage.conduct.state import State
from suffrage.count.unit_state import Awaited, Received, Sealed, UnitState, name_of
from suffrage.model.contests import Contest
from suffrage.office.desks.federation.rereading import (
    figures_of_form,
    names_again,
    open_difference,
)
from suffrage.office.desks.section.asked import SMALL, camps_of
from suffrage.office.desks.section.phone import Phone, section_action
from suffrage.office.officers import federation_phone
from suffrage.office.speech import reader
from suffrage.paper.sheet import Sheet
from suffrage.site.pages.people import contest_title, options_of, unit_name

__all__ = ["state"]


@section_action("see")
def state(phone: Phone) -> HttpResponse:
    """The evening as the board has it now."""
    now, round_, unit = phone.state, phone.round, phone.unit
    evening = now.evening(round_)
    polls = "closed" if evening.closed else "open" if evening.opened else "before"
    said = {
        "origin": now.origin,
        "role": phone.role,
        "unit": unit,
        "unit_name": unit_name(now, unit),
        "federation_phone": federation_phone(phone.kit.election, now, unit),
        "round": round_,
        "key": phone.key_state,
        "polls": polls,
        "opened": (round_, unit) in now.opened_sections,
        "signatures": now.turnout.get((round_, unit)),
        "registered": now.roll(round_, unit),
        "now": phone.now,
        "contests": list(_contests(phone)),
        "camps": [{"id": camp, "label": label} for camp, label in camps_of(now)],
        "void_reasons": [],
    }
    if phone.key is not None:
        said["public_key"] = phone.key.key
    return JsonResponse(said)


def _contests(phone: Phone) -> Iterator[dict[str, Any]]:
    """The contests that are held here, as the phone shows them."""
    state, unit = phone.state, phone.unit
    small = state.roll(phone.round, unit) <= SMALL
    for contest in state.rules.contests_of(phone.round):
        options = options_of(state, state.rules.instance_of(contest.id, unit))
        if options:
            yield {
                "id": contest.id,
                "label": _title(state, contest, unit),
                "options": [{"id": one.id, "label": one.label} for one in options],
                "sheet": _sheet(state.unit(contest.id, unit)),
                "small": small,
                "difference": _difference(phone, contest.id),
            }


def _title(state: State, contest: Contest, unit: str) -> str:
    return contest_title(state, state.rules.instance_of(contest.id, unit), reader().language)


def _sheet(unit: UnitState) -> dict[str, str] | None:
    if isinstance(unit, Awaited):
        return None
    known = isinstance(getattr(unit, "sheet", None), Sheet) or isinstance(unit, Sealed)
    return {"status": name_of(unit), "payload": getattr(unit, "payload", "") if known else ""}


def _difference(phone: Phone, contest: str) -> dict[str, Any] | None:
    """What another person has read otherwise, by name, and of the sheet in force all the rest.

    Neither reading of a line that differs is in it, so that no page can show one.
    """
    first = phone.state.unit(contest, phone.unit)
    if not isinstance(first, Received):
        return None
    row = open_difference(phone.kit.election, first)
    names = names_again(phone.state, row, first.sheet) if row else ()
    if row is None or not names:
        return None
    return {
        "names": list(names),
        "rest": _rest(phone.state, first.sheet, names),
        "held": row.held_at is not None,
    }


def _rest(state: State, sheet: Sheet, names: tuple[str, ...]) -> dict[str, Any]:
    figures = figures_of_form(state, sheet)
    kept = {name: value for name, value in figures.items() if name not in names}
    voids = any(name.startswith("void") for name in names)
    return {
        "figures": {name: v for name, v in kept.items() if not name.startswith(("void", "votes."))},
        "votes": {n.removeprefix("votes."): v for n, v in kept.items() if n.startswith("votes.")},
        "void": {} if voids else dict(sheet.void),
        "agents": dict(sheet.agents),
        "scan": sheet.scan if isinstance(sheet.scan, str) else "",
    }
