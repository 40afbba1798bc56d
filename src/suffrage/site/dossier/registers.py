"""The registers of the dossier: ceremonies, incidents, corrections, lots, ratifications.

Events of an online archive carry no time: they stand where the log has them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from suffrage.board.kinds.closing import LotDrawn, ResultRatified
from suffrage.board.kinds.opening import RollAmended
from suffrage.board.kinds.words import IncidentReported
from suffrage.conduct.standing import stands
from suffrage.night.history import Entry
from suffrage.site.dossier.source import Account, Rows, Source
from suffrage.site.exports.minutes_acts import Corrected, corrections_of
from suffrage.site.pages.people import contest_title, unit_title
from suffrage.site.pages.steps import steps_of

__all__ = [
    "Incident",
    "ceremonies_of",
    "corrections_all",
    "incident_of",
    "incidents_of",
    "lots_of",
    "ratifications_of",
    "roll_changes",
]

_CEREMONIES: Final = (
    "credentials.committed",
    "trustees.setup",
    "online.event",
    "box.suspended",
    "box.resumed",
    "box.annulled",
    "box.replaced",
    "share.vouched",
    "keys.destroyed",
)


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident: when, by which role, where, of which type, and the account that was given."""

    index: int
    at: str
    by: str
    unit: str
    type: str
    account: Account


def ceremonies_of(source: Source) -> Rows:
    """What was done with boxes and their keys: (record, when, box, sentence)."""
    return tuple(_ceremony(source, entry) for entry in source.acts(*_CEREMONIES))


def _ceremony(source: Source, entry: Entry) -> tuple[str, ...]:
    (step,) = steps_of([entry], source.state, "", "", source.reader)
    moment = source.reader.when(entry.at) if entry.at else "–"
    box = getattr(entry.record.head, "box", "")
    return source.reader.num(entry.index), moment, box, step.told


def incidents_of(source: Source) -> Iterator[Incident]:
    """Every incident, in the order of the log."""
    return (incident_of(source, entry) for entry in source.acts("incident.reported"))


def incident_of(source: Source, entry: Entry) -> Incident:
    """An incident by its record."""
    head = entry.record.head
    assert isinstance(head, IncidentReported)  # noqa: S101  (whoever calls has its kind)
    place = unit_title(source.state, head.unit)
    by = source.role(entry.record.by)
    return Incident(entry.index, entry.at, by, place, head.type, source.account(entry))


def corrections_all(source: Source) -> Iterator[tuple[str, tuple[Corrected, ...]]]:
    """The corrections of each instance that has any, under its title."""
    state, history = source.state, source.board.history
    for instance in state.rules.instances():
        if not stands(state, instance):
            continue
        found = tuple(corrections_of(history, source.reader, instance, history.size))
        if found:
            yield contest_title(state, instance, source.language), found


def roll_changes(source: Source) -> Rows:
    """Signed changes of the roll: (record, when, unit, added, removed, ground, by)."""
    return tuple(
        (
            source.reader.num(entry.index),
            source.reader.when(entry.at),
            unit_title(source.state, head.unit),
            source.reader.num(head.added),
            source.reader.num(head.removed),
            head.ground,
            source.role(entry.record.by),
        )
        for entry in source.acts("roll.amended")
        if isinstance(head := entry.record.head, RollAmended)
    )


def lots_of(source: Source) -> Rows:
    """Dice thrown in public: (record, when, for what, seed)."""
    return tuple(
        (source.reader.num(entry.index), source.reader.when(entry.at), head.subject, head.seed)
        for entry in source.acts("lot.drawn")
        if isinstance(head := entry.record.head, LotDrawn)
    )


def ratifications_of(source: Source) -> Rows:
    """Votes of delegates: (when, contest, by, delegates, for, against, abstained)."""
    return tuple(
        (
            source.reader.when(entry.at),
            contest_title(source.state, head.contest, source.language),
            source.role(entry.record.by),
            *map(
                source.reader.num,
                (head.delegates, head.votes_for, head.votes_against, head.abstained),
            ),
        )
        for entry in source.acts("result.ratified")
        if isinstance(head := entry.record.head, ResultRatified)
    )
