"""What has been counted of an instance at a size of the board (``docs/explanation/night.md``)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from tests.support.recompute.course import Course
from tests.support.recompute.figures import WHOLE, Figures

__all__ = ["Row", "Totals", "count", "rows_of", "total"]

_COUNTED = ("received", "approved", "summed")
_MISSING = ("awaited", "reserved", "sealed")


@dataclass(frozen=True)
class Row:
    """A section, or a summed pool, with its state and the figures that it has on the board.

    ``most`` are the ballots that it can still bring, ``signed`` who is known to have signed.
    ``apart`` are sections whose figures are in a sum beyond the federation that is asked for: there
    their members are outstanding for ever.
    """

    unit: str
    members: int
    state: str
    figures: Figures
    disputed: bool = False
    most: int = 0
    signed: int = 0
    apart: bool = False

    @property
    def counts(self) -> bool:
        return self.state in _COUNTED

    @property
    def missing(self) -> bool:
        return self.state in _MISSING


@dataclass(frozen=True)
class Totals:
    """Sums over rows; ``votes`` by option, ``figures`` by name."""

    rows: tuple[Row, ...]
    figures: Figures
    votes: dict[str, int]
    undisputed: dict[str, int]
    reserved: dict[str, int]
    members: int
    settled: int
    confirmed: int
    outstanding: int
    signed: int

    def units(self, *states: str) -> int:
        """How many sections are in one of these states."""
        return sum(row.state in states for row in self.rows)

    @property
    def coverage(self) -> Fraction:
        return Fraction(self.settled, self.members) if self.members else Fraction(1)

    @property
    def confirmed_share(self) -> Fraction:
        return Fraction(self.confirmed, max(self.figures["ballots"], 1))


def count(course: Course, instance: str, size: int, federation: str | None = None) -> Totals:
    """The figures of an instance, or of the sections of one federation; summed once a size."""
    key = ("totals", instance, size, federation)
    if key not in course.kept:
        rows = rows_of(course, instance, size, federation)
        course.kept[key] = total(rows, course.options_of(instance, size))
    found: Totals = course.kept[key]
    return found


def rows_of(
    course: Course, instance: str, size: int, federation: str | None = None
) -> tuple[Row, ...]:
    """Every section in its order, then the sums of pools; of one federation only, if given."""
    contest = instance.partition("@")[0]
    rows = [
        _section(course, contest, unit, size)
        for unit in course.sections_of(instance)
        if federation is None or course.rules.lies_in(unit, federation)
    ]
    summed: set[str] = set()
    for one in course.sums_of(instance, size):
        if federation is None or all(course.rules.lies_in(u, federation) for u in one.units):
            rows.append(Row(one.pool, 0, "summed", one.figures))
            summed |= set(one.units)
    return tuple(
        replace(row, apart=row.state == "pooled" and row.unit not in summed) for row in rows
    )


def _section(course: Course, contest: str, unit: str, size: int) -> Row:
    standing = course.unit(contest, unit, size)
    members = course.roll(contest, unit, size)
    figures = standing.figures or {}
    box = course.rules.box_of(contest, unit)
    most, signed = members, 0
    if standing.state == "reserved":
        signed = figures["signatures"]
    elif box:
        run = course.run_of(box, size)
        most = max(members, run.credentials) if run.phase != "convened" else members
        signed = run.ballots if run.phase in ("ended", "tallied") else 0
    else:
        reported = course.turnout.get((course.rules.round_of(contest), unit))
        signed = (reported.at(size) or 0) if reported else 0
    return Row(
        unit=unit,
        members=members,
        state=standing.state,
        figures=figures,
        disputed=course.is_disputed(contest, unit, size),
        most=most,
        signed=signed,
    )


def total(rows: tuple[Row, ...], options: tuple[str, ...]) -> Totals:
    """The sums over rows."""
    counted = [row for row in rows if row.counts]
    aside = sum(row.members for row in rows if row.state in ("excused", "annulled"))
    missing = [row for row in rows if row.missing]
    figures = {name: sum(row.figures[name] for row in counted) for name in WHOLE}
    registered = sum(row.figures["registered"] for row in counted)
    return Totals(
        rows=rows,
        figures={**figures, "registered": registered},
        votes=_votes(counted, options),
        undisputed=_votes((row for row in counted if not row.disputed), options),
        reserved=_votes((row for row in rows if row.state == "reserved"), options),
        members=sum(row.members for row in rows),
        settled=registered + aside,
        confirmed=sum(row.figures["ballots"] for row in rows if row.state == "approved"),
        outstanding=sum(row.most for row in rows if row.missing or row.apart),
        signed=figures["signatures"] + sum(row.signed for row in missing),
    )


def _votes(rows: Iterable[Row], options: tuple[str, ...]) -> dict[str, int]:
    held = tuple(rows)
    return {
        option: sum(row.figures.get(f"votes/{option}", 0) for row in held) for option in options
    }
