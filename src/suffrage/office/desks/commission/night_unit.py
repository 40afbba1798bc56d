"""A section's whole history: every record that concerns it, who signed it, when, and where it lies.

Besides the section's own records there are those of its officers, the decisions on which its
records rest, and the erasure of its texts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse

from suffrage.board.kinds.opening import OfficersAppointed
from suffrage.conduct.state import State
from suffrage.count.unit_state import Awaited, Received
from suffrage.model.roles import role_place
from suffrage.night.history import Entry, History
from suffrage.office.desks.commission.disputes_effects import Vote, votes_of
from suffrage.office.desks.commission.incidents import TYPES
from suffrage.office.desks.commission.incidents_texts import WHY, Told, told_texts
from suffrage.office.desks.commission.night_stages import night_units
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.desks.commission.rulings import EXCUSES
from suffrage.office.histories import history_of
from suffrage.office.models import Grant
from suffrage.office.publishing.publisher import public_folder
from suffrage.office.rights.desk import Desk, action
from suffrage.office.speech import reader
from suffrage.site.pages.addresses import unit_path
from suffrage.site.pages.people import contest_title, unit_name, unit_title
from suffrage.site.pages.roles import role_name
from suffrage.site.pages.sheet_view import SheetView, sheet_view
from suffrage.site.pages.standing_of import why_counted
from suffrage.site.pages.steps import Step, steps_of

__all__ = ["HistoryRow", "night_unit"]

_TEXTS = ("incident.reported/1", "dispute.filed/1")
_OFFICERS = ("officer.appointed/1", "officer.replaced/1")


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One record: its sentence, signer and bytes; its text and its votes, where it has them."""

    index: int
    at: str
    kind: str
    told: str
    by: str
    role: str
    record: str
    dispute: str
    step: Step | None
    text: Told | None
    votes: tuple[Vote, ...]


@dataclass(frozen=True, slots=True)
class _ContestRow:
    """What the section is in one contest; ``public`` is its page in the public folder, if made."""

    contest: str
    title: str
    stage: str
    standing: str
    sheet: SheetView | None
    can_rule: bool
    public: str


@action(POLICY, "see", unit="unit")
def night_unit(desk: Desk, unit: str) -> HttpResponse:
    """The section in each contest, then its records in the order of the board."""
    if not desk.election.convened or unit not in desk.state.rules.tree.section_ids:
        raise Http404
    state, history = desk.state, history_of(desk.election.slug)
    rules = state.rules
    above = rules.tree.ancestors(unit)
    return desk.render(
        "commission/night_unit.html",
        unit=unit,
        title=unit_title(state, unit),
        federation=(above[0], unit_name(state, above[0])) if above else None,
        phones=_phones(desk, unit),
        contests=[_contest(desk, history, one.id, unit) for one in rules.contests],
        rows=_rows(desk, history, unit),
        rounds=[
            (number, state.evening(number), _is_awaited(state, number, unit))
            for number in rules.rounds
        ],
        types=TYPES,
        excuses=EXCUSES,
        whys=WHY,
    )


def _contest(desk: Desk, history: History, contest: str, unit: str) -> _ContestRow:
    state, speaker = desk.state, reader(desk.definition.time_zone)
    instance = state.rules.instance_of(contest, unit)
    entries = history.entries.get((contest, unit), ())
    sheet = sheet_view(entries, state, instance, unit, speaker)
    stage = next(one.stage for one in night_units(state, contest) if one.unit.id == unit)
    return _ContestRow(
        contest=contest,
        title=contest_title(state, instance, speaker.language),
        stage=stage,
        standing=why_counted(
            state, instance, unit, speaker, ruled=sheet is not None and sheet.ruled
        ),
        sheet=sheet,
        can_rule=isinstance(state.unit(contest, unit), Received),
        public=_public(desk, unit_path(speaker.language, instance, unit)),
    )


def _public(desk: Desk, path: str) -> str:
    """The address of a file of the public folder; empty while it is not made."""
    slug = desk.election.slug
    there = (public_folder(slug) / path).is_file()
    return reverse("public", args=(slug, path)) if there else ""


def _phones(desk: Desk, unit: str) -> list[tuple[str, str]]:
    """Whom to call: the section's people and its federation's officers."""
    places = (unit, *desk.state.rules.tree.ancestors(unit))
    grants = Grant.objects.filter(election=desk.election).exclude(phone="").order_by("role")
    speaker = reader(desk.definition.time_zone)
    return [
        (role_name(desk.state, grant.role, speaker), grant.phone)
        for grant in grants
        if grant.role.partition("@")[2] in places
    ]


def _is_awaited(state: State, round_: int, unit: str) -> bool:
    contests = state.rules.contests_of(round_)
    return any(isinstance(state.unit(one.id, unit), Awaited) for one in contests)


def _rows(desk: Desk, history: History, unit: str) -> list[HistoryRow]:
    found = {entry.index: (contest, entry) for contest, entry in _own(desk.state, history, unit)}
    steps = _steps(desk, history, unit)
    texts = {e.record.payload for _, e in found.values() if e.record.kind in _TEXTS}
    for entry in history.acts("blob.erased/1"):
        if getattr(entry.record.head, "blob", "") in texts:
            found[entry.index] = ("", entry)
    named = {getattr(e.record.head, "decision", -1) for _, e in found.values()}
    for entry in history.acts("commission.decided/1"):
        if entry.index in named:
            found[entry.index] = ("", entry)
    told = told_texts(desk, sorted(texts))
    return [_row(desk, found[index][1], steps.get(index), told) for index in sorted(found)]


def _own(state: State, history: History, unit: str) -> Iterator[tuple[str, Entry]]:
    """The records of the section in any contest, and those of its officers."""
    for contest in state.rules.contests:
        for entry in history.entries.get((contest.id, unit), ()):
            yield contest.id, entry
    for kind in _OFFICERS:
        for entry in history.acts(kind):
            if any(role_place(role) == unit for role in _roles(entry)):
                yield "", entry


def _roles(entry: Entry) -> Sequence[str]:
    if isinstance(entry.body, OfficersAppointed):
        return [one.role for one in entry.body.officers]
    return [getattr(entry.record.head, "role", "")]


def _steps(desk: Desk, history: History, unit: str) -> dict[int, Step]:
    """The sentence of each record in the first contest that it concerns."""
    state, speaker = desk.state, reader(desk.definition.time_zone)
    found: dict[int, Step] = {}
    for contest in reversed(state.rules.contests):
        entries = history.entries.get((contest.id, unit), ())
        instance = state.rules.instance_of(contest.id, unit)
        steps = steps_of(entries, state, instance, unit, speaker)
        found |= {one.index: one for one in steps}
    return found


def _row(desk: Desk, entry: Entry, step: Step | None, told: dict[str, Told]) -> HistoryRow:
    state, record, speaker = desk.state, entry.record, reader(desk.definition.time_zone)
    decided = record.kind == "commission.decided/1"
    return HistoryRow(
        index=entry.index,
        at=entry.at,
        kind=record.kind,
        told=step.told if step else "",
        by=role_name(state, record.by, speaker) if record.by else "",
        role=record.by,
        record=record.encoded.decode(),
        dispute=getattr(record.head, "dispute", ""),
        step=step,
        text=told.get(record.payload) if record.kind in _TEXTS else None,
        votes=tuple(votes_of(desk, entry.index)) if decided else (),
    )
