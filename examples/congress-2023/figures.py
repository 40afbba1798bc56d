"""All figures of the demo from one seed, and the committed files that hold them.

Only totals and dates are real (README.md); every section's figures are synthetic.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from arrival import CORRECTED_AT, RESERVED_AT, Arrivals, arrival_of_round1, arrival_of_round2
from disputes import Ruling, make_rulings
from draw import Draw
from facts import write_facts
from round1 import Round1, make_round1, wrong_sheet
from round2 import RollChange, make_roll_changes, make_round2, roll_after
from spread import Sheet
from territory import Department, Section, make_sections

__all__ = ["SEED", "Figures", "make_figures", "read_departments", "write_files"]

SEED = 20_230_112
_TEXTS = ("to1", "to2", "to3")
_FINALISTS = ("to1", "to2")
_SHEET = ("signatures", "ballots", "blank", "void", "valid")
_MEMBERS = ("chair", "secretary", "dean", "to1", "to2", "to3")

Cell = str | int
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the demo plays, in local times."""

    departments: tuple[Department, ...]
    sections: tuple[Section, ...]
    round1: Round1
    reserved: Sheet
    arrival1: Arrivals
    changes: tuple[RollChange, ...]
    round2: tuple[Sheet, ...]
    excused2: Mapping[str, str]
    arrival2: Arrivals
    rulings: tuple[Ruling, ...]


def make_figures(departments: Sequence[Department], seed: int = SEED) -> Figures:
    """The whole congress; the same seed gives the same figures."""
    draw = Draw(seed)
    sections = make_sections(departments, draw)
    first = make_round1(sections, draw)
    reserved = wrong_sheet(first.sheets, draw)
    arrival1 = arrival_of_round1(first.sheets, reserved.code, draw)
    changes = make_roll_changes(sections, draw)
    second, excused2 = make_round2(roll_after(sections, changes), first, draw)
    return Figures(
        departments=tuple(departments),
        sections=sections,
        round1=first,
        reserved=reserved,
        arrival1=arrival1,
        changes=changes,
        round2=second,
        excused2=excused2,
        arrival2=arrival_of_round2(second, draw),
        rulings=make_rulings(second, draw),
    )


def read_departments(text: str) -> tuple[Department, ...]:
    """The federations from the text of ``departments.csv``."""
    rows = csv.DictReader(io.StringIO(text))
    return tuple(Department(row["code"], row["name"], int(row["weight"])) for row in rows)


def write_files(figures: Figures) -> dict[str, bytes]:
    """The committed files: name and bytes (UTF-8, comma, line feed)."""
    tables = {
        "units.csv": _units(figures),
        "round1.csv": _sheets(figures.round1.sheets, _TEXTS),
        "arrival1.csv": _arrivals(figures.arrival1),
        "excused.csv": _excused(figures),
        "reserved.csv": _reserved(figures.reserved),
        "roll_changes.csv": _changes(figures.changes),
        "round2.csv": _sheets(figures.round2, _FINALISTS),
        "arrival2.csv": _arrivals(figures.arrival2),
        "rulings.csv": _rulings(figures.rulings),
    }
    files = {name: _csv(rows) for name, rows in tables.items()}
    facts = write_facts(
        (figures.round1.sheets, figures.arrival1, figures.reserved.code),
        (figures.round2, figures.changes, figures.rulings),
    )
    return files | {"facts.toml": facts}


def _csv(rows: Iterable[Row]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _units(figures: Figures) -> list[Row]:
    rows: list[Row] = [("code", "parent", "name", "registered", "channel")]
    rows += [(federation.code, "", federation.name, "", "") for federation in figures.departments]
    rows += [(s.code, s.parent, s.name, s.registered, s.channel) for s in figures.sections]
    return rows


def _cells(sheet: Sheet) -> tuple[int, ...]:
    f = sheet.figures
    return (f.signatures, f.ballots, f.blank, f.void, f.valid, *f.votes)


def _sheets(sheets: Sequence[Sheet], options: Sequence[str]) -> list[Row]:
    rows: list[Row] = [("code", *_SHEET, *options)]
    rows += [(sheet.code, *_cells(sheet)) for sheet in sheets]
    return rows


def _arrivals(arrivals: Arrivals) -> list[Row]:
    rows: list[Row] = [("code", "at")]
    rows += arrivals.items()
    return rows


def _excused(figures: Figures) -> list[Row]:
    rows: list[Row] = [("round", "code", "at", "reason")]
    rows += [
        (1, code, f"2023-01-13T09:{10 + 5 * n}:00", reason)
        for n, (code, reason) in enumerate(figures.round1.excused.items())
    ]
    rows += [
        (2, code, f"2023-01-20T09:{10 + 5 * n}:00", reason)
        for n, (code, reason) in enumerate(figures.excused2.items())
    ]
    return rows


def _reserved(sheet: Sheet) -> list[Row]:
    head = ("code", "at", "corrected_at", *_SHEET, *_TEXTS)
    return [head, (sheet.code, RESERVED_AT, CORRECTED_AT, *_cells(sheet))]


def _changes(changes: Sequence[RollChange]) -> list[Row]:
    rows: list[Row] = [("at", "code", "added", "removed", "ground")]
    rows += [(c.at, c.code, c.added, c.removed, c.ground) for c in changes]
    return rows


def _rulings(rulings: Sequence[Ruling]) -> list[Row]:
    asked = ("id", "code", "ground", "effect", "filed_by", "filed_at", "ruled_at", "decision")
    rows: list[Row] = [(*asked, *(f"vote_{m}" for m in _MEMBERS), *_SHEET, *_FINALISTS)]
    for number, ruling in enumerate(rulings, start=1):
        decision = "upheld" if ruling.upheld else "rejected"
        who = (ruling.filed_by, ruling.filed_at, ruling.ruled_at, decision)
        fixed: Row = ("",) * (len(_SHEET) + len(_FINALISTS))
        if ruling.corrected:
            fixed = _cells(Sheet(ruling.code, ruling.corrected))
        head = (f"d{number:02}", ruling.code, ruling.ground, ruling.effect, *who)
        rows.append((*head, *ruling.votes, *fixed))
    return rows
