"""The night board: every federation by how far its sections are, and what blocks the certificate.

It is one page of plain HTML, made anew at each look from the state in memory.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse

from suffrage.conduct.state import State
from suffrage.errors import SuffrageError
from suffrage.model.contests import instance_id
from suffrage.office.desks.commission.night_checkpoint import PublicCheckpoint, public_checkpoint
from suffrage.office.desks.commission.night_obstacles import (
    Obstacle,
    certificate_holds,
    obstacles,
)
from suffrage.office.desks.commission.night_stages import (
    STAGES,
    NightUnit,
    by_federation,
    night_units,
)
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.rights.desk import Desk, action
from suffrage.office.speech import reader
from suffrage.site.pages.people import contest_title, unit_name, unit_title
from suffrage.words import Language

__all__ = ["INSTANCES", "InstanceRow", "checkpoint_of", "instance_rows", "night", "page_of"]

LISTED: Final = 200
"""Sections on one page; whoever wants others narrows the choice, or turns the page."""

INSTANCES: Final = 40
"""Instances of one contest on one page: it may be held in every federation, or section."""

_FILTERS: Final = ("blocking", "disputed", "all", *STAGES)


@dataclass(frozen=True, slots=True)
class InstanceRow:
    """How far an instance is, and all that stands in the way of its certificate."""

    instance: str
    title: str
    status: str
    obstacles: tuple[Obstacle, ...]


@action(POLICY, "see")
def night(desk: Desk) -> HttpResponse:
    """Counts by federation, obstacles by instance, and the sections of one choice."""
    if not desk.election.convened:
        return desk.render("commission/night_before.html")
    state, asked = desk.state, desk.request.GET
    rules = state.rules
    contest = _one_of(asked.get("contest", ""), [one.id for one in rules.contests])
    contest = contest or _current(state)
    units = night_units(state, contest)
    federation = _one_of(asked.get("federation", ""), [one.id for one in rules.tree.federations])
    shown = _one_of(asked.get("state", ""), _FILTERS) or "blocking"
    listed = _chosen(state, units, federation, shown)
    page = page_of(asked.get("page", ""), len(listed), LISTED)
    choice = {"contest": contest, "federation": federation, "state": shown}
    places = [
        place
        for place in rules.places(rules.contest_by_id[contest])
        if not federation or not place or rules.tree.contains(federation, place)
    ]
    instances = [instance_id(contest, place) for place in places]
    federations = by_federation(units)
    used = [stage for stage in STAGES if any(row.counts[stage] for row in federations)]
    return desk.render(
        "commission/night.html",
        contest=contest,
        contests=[(one.id, contest_title(state, one.id, _language())) for one in rules.contests],
        federation=federation,
        shown=shown,
        filters=_FILTERS,
        stages=used,
        federations=federations,
        totals={stage: sum(row.counts[stage] for row in federations) for stage in used},
        sections=len(units),
        disputed=sum(row.disputed for row in federations),
        instances=instance_rows(desk, instances[:INSTANCES]),
        others=len(instances[INSTANCES:]),
        listed=[(one, unit_title(state, one.unit.id)) for one in listed[page]],
        found=len(listed),
        before=page.start and urlencode({**choice, "page": page.start // LISTED}),
        after=page.stop < len(listed) and urlencode({**choice, "page": page.stop // LISTED + 1}),
        last=min(page.stop, len(listed)),
        first=page.start + 1,
        named={one.id: unit_name(state, one.id) for one in rules.tree.federations},
    )


def instance_rows(desk: Desk, instances: Iterable[str]) -> list[InstanceRow]:
    """The instances given, with their status and what blocks them."""
    state, rows = desk.state, []
    checkpoint, fault = checkpoint_of(desk)
    for instance in instances:
        found = (fault,) if fault else obstacles(state, instance, checkpoint, desk.now)
        title = contest_title(state, instance, _language())
        rows.append(InstanceRow(instance, title, _status(state, instance), found))
    return rows


def checkpoint_of(desk: Desk) -> tuple[PublicCheckpoint | None, Obstacle | None]:
    """The public checkpoint; a folder that cannot be right is an obstacle of its own."""
    try:
        return public_checkpoint(desk.election.slug, desk.state), None
    except SuffrageError as error:
        return None, Obstacle(error.code, error.fields)


def _status(state: State, instance: str) -> str:
    if instance in state.ratified:
        return "ratified"
    if instance in state.certified:
        return "certified" if certificate_holds(state, instance) else "suspended"
    return "announced" if instance in state.announced else "open"


def _current(state: State) -> str:
    """The first contest of the latest round that was opened."""
    opened = [one for one in state.rules.rounds if state.evening(one).opened]
    return state.rules.contests_of(max(opened, default=state.rules.rounds[0]))[0].id


def _chosen(
    state: State, units: Sequence[NightUnit], federation: str, shown: str
) -> Sequence[NightUnit]:
    """Disputed sections first, then those from which least has come."""
    tree = state.rules.tree
    found = [
        one
        for one in units
        if (not federation or tree.contains(federation, one.unit.id)) and _is_shown(one, shown)
    ]
    return sorted(found, key=lambda one: (not one.disputed, STAGES.index(one.stage)))


def _is_shown(one: NightUnit, shown: str) -> bool:
    if shown == "blocking":
        return one.blocks
    if shown == "disputed":
        return one.disputed
    return shown in ("all", one.stage)


def page_of(asked: str, found: int, size: int) -> slice:
    """The rows of the page asked for, the first or the last one where there is none such."""
    pages = max(1, -(-found // size))
    number = min(int(asked), pages) if asked.isdecimal() and len(asked) < 6 and int(asked) else 1  # noqa: PLR2004
    return slice((number - 1) * size, number * size)


def _one_of(asked: str, known: Iterable[str]) -> str:
    return asked if asked in known else ""


def _language() -> Language:
    return reader().language
