"""From a checked board to the two documents, as HTML that becomes tagged PDF (``adapters.pdf``).

A template per language holds the prose; ``parts.html`` holds the form, which they share. What
people typed is escaped, and cleaned of characters that turn the direction of writing.

>>> html = dossier_html(source, asked, files)                       # doctest: +SKIP
>>> render_pdf(html)                                                # doctest: +SKIP
b'%PDF-1.7…'
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from suffrage.site.dossier.disputes import disputes_told
from suffrage.site.dossier.officers import officers_of
from suffrage.site.dossier.one_dispute import OneDispute
from suffrage.site.dossier.registers import (
    ceremonies_of,
    corrections_all,
    incidents_of,
    lots_of,
    ratifications_of,
    roll_changes,
)
from suffrage.site.dossier.results_told import results_told, seats_told
from suffrage.site.dossier.retention import Retention, retention_clock
from suffrage.site.dossier.rules_told import rules_told
from suffrage.site.dossier.rulings import rulings_of
from suffrage.site.dossier.sbom import Program
from suffrage.site.dossier.source import Rows, Source
from suffrage.site.exports.cells import clean
from suffrage.site.pages.people import election_title
from suffrage.site.pages.render import spaced
from suffrage.site.printed import templates_of

__all__ = ["Asked", "dispute_html", "dossier_html"]


_PROPOSED: Final = Retention()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the one who asks states: days of retention, and when a person reviewed the pages.

    ``declared`` is whether the days come from the organisation; ``reviewed`` is a day
    (``2026-11-22``) or empty; ``checked`` are counts of the verification as (code, number).
    """

    program: Program
    checked: Mapping[str, int]
    cosigned: tuple[str, ...] = ()
    retention: Retention = _PROPOSED
    declared: bool = False
    reviewed: str = ""


def dossier_html(source: Source, asked: Asked, files: Mapping[str, str]) -> str:
    """The election's dossier; ``files`` are the SHA-256 of the files beside it, by their names."""
    return _render(
        f"dossier.{source.language}.html",
        source,
        asked,
        files,
        rules=rules_told(source),
        officers=officers_of(source),
        ceremonies=ceremonies_of(source),
        rulings=tuple(rulings_of(source)),
        incidents=tuple(incidents_of(source)),
        disputes=tuple(disputes_told(source)),
        corrections=tuple(corrections_all(source)),
        roll=roll_changes(source),
        lots=lots_of(source),
        results=tuple(results_told(source)),
        seats=tuple(seats_told(source)),
        ratified=ratifications_of(source),
        clock=retention_clock(source, asked.retention, declared=asked.declared),
        votes_online=bool(source.state.rules.boxes),
    )


def dispute_html(source: Source, asked: Asked, view: OneDispute, files: Mapping[str, str]) -> str:
    """The dossier of one dispute; ``files`` as for ``dossier_html``."""
    num = source.reader.num
    return _render(
        f"dispute.{source.language}.html",
        source,
        asked,
        files,
        view=view,
        records=tuple(_records(source, view)),
        runs=tuple((num(r.number), r.phase, num(r.ballots), r.archive) for r in view.unit.runs),
        box=tuple((row.label, num(row.value)) for row in view.unit.box),
    )


def _records(source: Source, view: OneDispute) -> Iterator[tuple[str, ...]]:
    """(name of its files, when, who signed, kind of payload or the hash that is left of it)."""
    for one in view.records:
        record = one.entry.record
        moment = source.reader.when(record.at) if record.at else "–"
        name = one.proof.rpartition("/")[2].removesuffix(".tlog-proof")
        kept = one.payload.rpartition(".")[2] or "–"
        yield name, moment, record.by or "–", record.payload if one.erased else kept


def _render(
    template: str, source: Source, asked: Asked, files: Mapping[str, str], **parts: object
) -> str:
    reader = source.reader
    listed: Rows = tuple(sorted(files.items()))
    text = templates_of("suffrage.site.dossier").get_template(template).render(
        election=clean(election_title(source.state, source.language)),
        stamp=source.stamp,
        rehearsal=source.state.rules.rehearsal,
        language=source.language,
        zone=reader.zone,
        asked=asked,
        files=listed,
        t=reader.t,
        num=reader.num,
        pct=reader.pct,
        when=reader.when,
        **parts,
    )  # fmt: skip
    return spaced(text) if source.language == "fr" else text
