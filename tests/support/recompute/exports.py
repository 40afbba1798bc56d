"""The tables and files for programs, figure by figure (``docs/spec/results.md``, ``export.md``)."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from tests.support.recompute.differs import require
from tests.support.recompute.names import Names
from tests.support.recompute.nist import check_nist
from tests.support.recompute.public import Public
from tests.support.recompute.results import check_results
from tests.support.recompute.totals import Row

__all__ = ["check_exports", "exports_in"]

_NAMES = ("registered", "signatures", "ballots", "blank", "void", "valid")
Cells = dict[str, str]


def exports_in(public: Public) -> list[str]:
    """The files with figures that are no pages."""
    ends = ("-tidy.csv", "-wide.csv", "-nist.json")
    data = [path for path in public.paths if path.startswith("site/data/")]
    return ["results.json", "sheets.csv", *(path for path in data if path.endswith(ends))]


def check_exports(public: Public, names: Names) -> Counter[str]:
    """Raise ``Differs`` unless every export has the figures of the records; they are counted."""
    seen: Counter[str] = Counter()
    for path in exports_in(public):
        text = public.read(path).decode("utf-8-sig")
        contest = path.rpartition("/")[2].rpartition("-")[0]
        if path == "results.json":
            seen[path] += check_results(text, names)
        elif path == "sheets.csv":
            seen[path] += _check_sheets(text, names)
        elif path.endswith("-tidy.csv"):
            seen[path] += _check_tidy(text, names, contest)
        elif path.endswith("-wide.csv"):
            seen[path] += _check_wide(text, names, contest)
        else:
            seen[path] += check_nist(text, names, contest)
    return seen


def _rows(names: Names, instance: str) -> Iterator[tuple[Row, str, tuple[str, ...]]]:
    """Each section and sum, with its federation and the options that stand."""
    course = names.course
    options = course.options_of(instance, course.size)
    sums = {one.pool: one.units for one in course.sums_of(instance, course.size)}
    for row in names.totals(instance, course.size).rows:
        above = {course.rules.parent(unit) for unit in sums.get(row.unit, (row.unit,))}
        yield row, above.pop() if len(above) == 1 else "", options


def _check_sheets(text: str, names: Names) -> int:
    """Every byte: the rows in their order, nothing after a roll without figures."""
    lines = [
        "contest,unit,federation,state,registered,signatures,ballots,blank,void,valid,option,votes"
    ]
    for instance in names.held():
        for row, federation, options in _rows(names, instance):
            state = {"summed": "pooled", "pooled": "sealed"}.get(row.state, row.state)
            head = f"{instance},{row.unit},{federation},{state}"
            if not row.figures:
                lines.append(f"{head},{row.members},,,,,,,")
                continue
            numbers = ",".join(str(row.figures[name]) for name in _NAMES)
            named = {n.removeprefix("votes/") for n in row.figures if n.startswith("votes/")}
            for option in (*options, *sorted(named - {*options})):
                votes = row.figures.get(f"votes/{option}", "")
                lines.append(f"{head},{numbers},{option},{votes}")
    shown = text.splitlines()
    for line, right in zip(shown, lines, strict=False):
        require(line == right, "sheets.csv", line, "should be", right)
    require(len(shown) == len(lines), "sheets.csv has", len(shown), "lines, not", len(lines))
    return len(lines)


def _check_tidy(text: str, names: Names, contest: str) -> int:
    """Each row of a unit and option; a unit without figures in the totals has its roll alone."""
    rows = iter(csv.DictReader(io.StringIO(text)))
    number = 0
    for instance in names.held(contest):
        shown = names.may_show(instance, names.course.size)
        for row, federation, options in _rows(names, instance):
            for option in options if shown and row.counts else ("",):
                cells = next(rows)
                place = (cells["unit"], cells["federation"], cells["place"])
                require(place == (row.unit, federation if row.state != "summed" else "",
                                  instance.partition("@")[2]), "tidy", cells)  # fmt: skip
                require(cells["disputed"] == str(row.disputed).lower(), "tidy", cells)
                right = _tidy_cells(row, option)
                found = {name: cells[name] for name in right}
                require(found == right, "tidy", found, "should be", right)
                number += 1
    require(next(rows, None) is None, "tidy has a row too many")
    return number


def _tidy_cells(row: Row, option: str) -> Cells:
    if not option:
        blank = dict.fromkeys((*_NAMES, "option", "votes", "share"), "")
        return {**blank, "registered": str(row.members)}
    votes = row.figures[f"votes/{option}"]
    numbers = {name: str(row.figures[name]) for name in _NAMES}
    share = _rounded(votes, row.figures["valid"], 6)
    return {**numbers, "option": option, "votes": str(votes), "share": share}


def _rounded(part: int, whole: int, places: int) -> str:
    """A share in so many places, the last one rounded half up; empty for a share of nothing."""
    if not whole:
        return ""
    digits = f"{(2 * part * 10**places + whole) // (2 * whole):0{places + 1}}"
    return f"{digits[:-places]}.{digits[-places:]}"


def _percent(part: int, whole: int) -> str:
    return f"{_rounded(100 * part, whole, 2).replace('.', ',')}%" if whole else ""


def _check_wide(text: str, names: Names, contest: str) -> int:
    """The ministry's columns, of a contest of the nation."""
    rows = iter(csv.DictReader(io.StringIO(text), delimiter=";"))
    shown = names.may_show(contest, names.course.size)
    number = 0
    for row, _, options in _rows(names, contest):
        cells = next(rows)
        require(cells["Code BV"] == row.unit, "wide", cells)
        right = (
            _wide_cells(row, options) if shown and row.counts else {"Inscrits": str(row.members)}
        )
        for name, value in right.items():
            require(cells[name] == value, "wide", row.unit, name, cells[name], "should be", value)
        number += 1
    require(next(rows, None) is None, "wide has a row too many")
    return number


def _wide_cells(row: Row, options: tuple[str, ...]) -> Cells:
    figures = row.figures
    all_, voters = figures["registered"], figures["ballots"]
    cells = {
        "Inscrits": str(all_),
        "Votants": str(voters),
        "% Votants": _percent(voters, all_),
        "Abstentions": str(all_ - voters),
        "% Abstentions": _percent(all_ - voters, all_),
    }
    for column, name in (("Exprimés", "valid"), ("Blancs", "blank"), ("Nuls", "void")):
        cells[column] = str(figures[name])
        cells[f"% {column}/inscrits"] = _percent(figures[name], all_)
        cells[f"% {column}/votants"] = _percent(figures[name], voters)
    for place, option in enumerate(options, 1):
        votes = figures[f"votes/{option}"]
        cells[f"Nuance candidat {place}"] = option
        cells[f"Voix {place}"] = str(votes)
        cells[f"% Voix/inscrits {place}"] = _percent(votes, all_)
        cells[f"% Voix/exprimés {place}"] = _percent(votes, figures["valid"])
    return cells
