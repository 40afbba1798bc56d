"""What a section's phone is told of its evening: ``GET /section/state``."""

from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpResponse, JsonResponse

from suffrage.conduct.state import State
from suffrage.count.unit_state import Awaited, Sealed, UnitState, name_of
from suffrage.model.contests import Contest
from suffrage.model.roles import role_kind, role_place
from suffrage.office.desks.section.phone import Phone, section_action
from suffrage.office.officers import federation_phone
from suffrage.office.speech import reader
from suffrage.paper.sheet import Sheet
from suffrage.site.pages.people import contest_title, options_of, unit_name

__all__ = ["SMALL", "camps_of", "state"]

SMALL: Final = 100
"""A section with no more members is asked for the mandatory figures alone."""


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
        "contests": list(_contests(now, round_, unit)),
        "camps": [{"id": camp, "label": label} for camp, label in camps_of(now)],
        "void_reasons": [],
    }
    if phone.key is not None:
        said["public_key"] = phone.key.key
    return JsonResponse(said)


def camps_of(state: State) -> Iterator[tuple[str, str]]:
    """The camps that have an agent: id and the label of their option, where they have one."""
    labels = {one.id: one.label for options in state.options.values() for one in options}
    for role in sorted(state.keys):
        if role_kind(role) == "agent":
            yield role_place(role), labels.get(role_place(role), role_place(role))


def _contests(state: State, round_: int, unit: str) -> Iterator[dict[str, Any]]:
    """The contests that are held here, as the phone shows them."""
    small = state.roll(round_, unit) <= SMALL
    for contest in state.rules.contests_of(round_):
        options = options_of(state, state.rules.instance_of(contest.id, unit))
        if options:
            yield {
                "id": contest.id,
                "label": _title(state, contest, unit),
                "options": [{"id": one.id, "label": one.label} for one in options],
                "sheet": _sheet(state.unit(contest.id, unit)),
                "small": small,
            }


def _title(state: State, contest: Contest, unit: str) -> str:
    return contest_title(state, state.rules.instance_of(contest.id, unit), reader().language)


def _sheet(unit: UnitState) -> dict[str, str] | None:
    if isinstance(unit, Awaited):
        return None
    known = isinstance(getattr(unit, "sheet", None), Sheet) or isinstance(unit, Sealed)
    return {"status": name_of(unit), "payload": getattr(unit, "payload", "") if known else ""}
