"""The dossier of one dispute for a judge: the unit's whole history, and what proves it.

>>> view = one_dispute(source, "d-3")                               # doctest: +SKIP
>>> view.sheets.heads                                               # doctest: +SKIP
('412', '415', '431')
"""

from collections.abc import Iterator
from dataclasses import dataclass

from suffrage.board.kinds.opening import OfficerReplaced, OfficersAppointed
from suffrage.board.kinds.words import IncidentReported
from suffrage.errors import Refused
from suffrage.model.contests import instance_place
from suffrage.night.history import Entry
from suffrage.paper.sheet import Sheet
from suffrage.site.dossier.disputes import DisputeTold, dispute_told
from suffrage.site.dossier.proofs import Cited, cited
from suffrage.site.dossier.registers import Incident, incident_of
from suffrage.site.dossier.results_told import certificate_entry
from suffrage.site.dossier.source import Rows, Source
from suffrage.site.exports.told import told_unit
from suffrage.site.pages.figure_rows import FigureRow, sheet_rows
from suffrage.site.pages.roles import camp_name
from suffrage.site.pages.unit import UnitView, unit_view

__all__ = ["OneDispute", "Sheets", "one_dispute"]


@dataclass(frozen=True, slots=True)
class Sheets:
    """Every entry of the unit's sheet side by side: a column an entry, a row a figure.

    ``hands`` are (record, when, what kind of record, typed by, sent by, photo's hash), and
    ``agents`` are rows of (camp, what its agent did by the word of each entry).
    """

    heads: tuple[str, ...]
    figures: Rows
    hands: Rows
    agents: Rows


@dataclass(frozen=True, slots=True)
class OneDispute:
    """Everything that the document says, and the ``certificate`` on whose checkpoint it rests."""

    told: DisputeTold
    unit: UnitView
    name: str
    sheets: Sheets
    incidents: tuple[Incident, ...]
    records: tuple[Cited, ...]
    certificate: Entry | None


def one_dispute(source: Source, dispute: str) -> OneDispute:
    """The dossier of a dispute; raises ``Refused("dossier.no-dispute")`` where there is none."""
    told = dispute_told(source, dispute)
    if told is None:
        names = ", ".join(sorted(source.state.disputes)) or "–"
        raise Refused("dossier.no-dispute", dispute=dispute, names=names)
    contest, unit = instance_place(told.instance)[0], told.view.unit
    entries = tuple(source.board.history.entries.get((contest, unit), ()))
    incidents = tuple(_incidents(source, unit))
    certificate = certificate_entry(source, told.instance)
    records = (*entries, *incidents, *_around(source, told, certificate))
    return OneDispute(
        told=told,
        unit=unit_view(source.board, told.instance, unit, source.board.size, source.reader),
        name=told_unit(source.state, unit),
        sheets=_sheets(source, told.instance, entries),
        incidents=tuple(incident_of(source, entry) for entry in incidents),
        records=cited((*records, *_appointments(source, records))),
        certificate=certificate,
    )


def _incidents(source: Source, unit: str) -> Iterator[Entry]:
    for entry in source.acts("incident.reported"):
        head = entry.record.head
        if isinstance(head, IncidentReported) and head.unit == unit:
            yield entry


def _around(source: Source, told: DisputeTold, certificate: Entry | None) -> Iterator[Entry]:
    """The rules, the dispute with its ruling and the decision on it, and the certificate."""
    yield from source.acts("election.convened", "rules.fixed")
    mine = {told.view.index, told.view.ruled, told.ruling.view.index if told.ruling else None}
    acts = source.acts("dispute.filed", "dispute.ruled", "commission.decided")
    yield from (entry for entry in acts if entry.index in mine)
    if certificate is not None:
        yield certificate


def _appointments(source: Source, records: tuple[Entry, ...]) -> Iterator[Entry]:
    """Where the roles that signed these records got their keys."""
    roles = {entry.record.by for entry in records}
    for entry in source.acts("officer.appointed", "officer.replaced"):
        head, body = entry.record.head, entry.body
        if isinstance(body, OfficersAppointed):
            named = {one.role for one in body.officers}
        else:
            named = {head.role} if isinstance(head, OfficerReplaced) else set()
        if named & roles:
            yield entry


def _sheets(source: Source, instance: str, entries: tuple[Entry, ...]) -> Sheets:
    found = [(entry, entry.body) for entry in entries if isinstance(entry.body, Sheet)]
    columns = [
        sheet_rows(sheet, source.state, instance, str(entry.index), source.reader)
        for entry, sheet in found
    ]
    camps = sorted({camp for _, sheet in found for camp in sheet.agents})
    return Sheets(
        heads=tuple(source.reader.num(entry.index) for entry, _ in found),
        figures=tuple(_figures(source, columns)),
        hands=tuple(_hand(source, entry, sheet) for entry, sheet in found),
        agents=tuple(
            (camp_name(source.state, camp), *(_agent(source, sheet, camp) for _, sheet in found))
            for camp in camps
        ),
    )


def _figures(source: Source, columns: list[tuple[FigureRow, ...]]) -> Iterator[tuple[str, ...]]:
    """A figure that an entry does not have is a dash there."""
    labels = {row.field: row.label for column in columns for row in column}
    values = [{row.field: row.value for row in column} for column in columns]
    for field, label in labels.items():
        told = (source.reader.num(one[field]) if field in one else "–" for one in values)
        yield label, *told


def _hand(source: Source, entry: Entry, sheet: Sheet) -> tuple[str, ...]:
    return (
        source.reader.num(entry.index),
        source.reader.when(entry.at),
        entry.record.kind.partition("/")[0],
        source.role(sheet.entered_by),
        source.role(entry.record.by),
        sheet.scan if isinstance(sheet.scan, str) else "–",
    )


def _agent(source: Source, sheet: Sheet, camp: str) -> str:
    done = sheet.agents.get(camp)
    return source.reader.t(f"page.agent.{done}") if done else "–"
