"""A camp's own figures beside the board's, section by section, and what they would change.

Of each section only the figures that the camp has are compared, with those on the board at one
size. Nothing is derived, estimated or summed but the effect: the votes over the sections compared,
by the board and by the camp, and who leads the contest with the camp's figures instead. A section
whose figures are sealed for its pool cannot be compared, by anybody; the pool's sum can.
``web/core/src/compare.ts`` compares alike; ``vectors/compare.json`` judges both.

>>> compare_sections(listed_sections(state, "text"), options, rows).differing    # doctest: +SKIP
(Line(unit='62-041', line=7, outcome='differs', differences=(Difference(...),)),)
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from suffrage.conduct.state import State
from suffrage.conduct.tables import unit_counts
from suffrage.count.figures import Figures
from suffrage.count.unit_state import figures_on_board, name_of
from suffrage.paper.read_camp import Given

__all__ = [
    "Comparison",
    "Difference",
    "Effect",
    "Line",
    "Listed",
    "Outcome",
    "compare_sections",
    "listed_sections",
]

Outcome = Literal[
    "equal", "differs", "reserved", "annulled", "excused", "awaited", "hidden", "absent"
]
"""``awaited``: not on the board yet; ``hidden``: sealed for a pool; ``absent``: not in the file.

What is reserved or annulled has differences too, where its figures are on the board, but counts
in no total and in no effect.
"""

_IN_FORCE: Final = frozenset(("received", "approved", "pooled"))
_OTHERS: Final[Mapping[str, Outcome]] = {
    "reserved": "reserved",
    "annulled": "annulled",
    "excused": "excused",
    "awaited": "awaited",
    "sealed": "hidden",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A section, or the sum of a pool, as ``sheets.csv`` lists it: state by its public name."""

    unit: str
    state: str
    figures: Figures | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that is another: its field, the camp's, the board's if it has one."""

    field: str
    mine: int
    board: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One section: what came of comparing it; ``line`` is the file's, 0 where it is absent."""

    unit: str
    line: int
    outcome: Outcome
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What the camp's figures would change, by exact sums.

    ``board`` and ``mine`` are the votes over the compared sections alone; ``ahead`` has whoever
    leads the whole contest by the board's totals, ``ahead_with`` by these with the camp's figures
    in the sections that differ. Two that are level both lead; without a vote nobody does.
    """

    board: Mapping[str, int]
    mine: Mapping[str, int]
    ahead: tuple[str, ...]
    ahead_with: tuple[str, ...]

    @property
    def changes(self) -> bool:
        """Whether another would lead."""
        return self.ahead != self.ahead_with


@dataclass(frozen=True)
class Comparison:
    """All sections of a contest in the board's order, and the effect of the differences."""

    lines: tuple[Line, ...]
    effect: Effect

    def of(self, outcome: Outcome) -> tuple[Line, ...]:
        """The sections with this outcome."""
        return self._by_outcome.get(outcome, ())

    @property
    def differing(self) -> tuple[Line, ...]:
        """The sections in force of which a figure is another."""
        return self.of("differs")

    @property
    def compared(self) -> int:
        """How many sections were compared with figures in force."""
        return len(self.of("equal")) + len(self.of("differs"))

    @cached_property
    def _by_outcome(self) -> Mapping[Outcome, tuple[Line, ...]]:
        found: dict[Outcome, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.outcome, []).append(line)
        return {outcome: tuple(lines) for outcome, lines in found.items()}


def listed_sections(state: State, instance: str) -> tuple[Listed, ...]:
    """The rows of an instance as everybody sees them at this size of the board."""
    return tuple(
        Listed(row.unit, name_of(row.state), figures_on_board(row.state))
        for row in unit_counts(state, instance)
    )


def compare_sections(
    board: Iterable[Listed], options: Sequence[str], mine: Iterable[Given]
) -> Comparison:
    """The comparison of one contest instance; each section comes once in ``mine``."""
    rows = tuple(board)
    given = {one.unit: one for one in mine if one.figures}
    # The sum of a pool is compared if the file has it; its sections are those that may be absent.
    shown = (row for row in rows if row.state != "pooled" or row.unit in given)
    lines = tuple(_line(row, given.get(row.unit)) for row in shown)
    return Comparison(lines, _effect(rows, options, given))


def _line(row: Listed, given: Given | None) -> Line:
    if given is None:
        return Line(row.unit, 0, "absent")
    found = tuple(_differences(row.figures, given)) if row.figures else ()
    outcome = _OTHERS.get(row.state) or ("differs" if found else "equal")
    return Line(row.unit, given.line, outcome, found)


def _differences(figures: Figures, given: Given) -> Iterator[Difference]:
    """In the order of the fields, whatever the order of the file's columns."""
    for field, value in sorted(given.figures.items()):
        ours = _figure(figures, field)
        if ours != value:
            yield Difference(field, value, ours)


def _figure(figures: Figures, field: str) -> int | None:
    kind, _, option = field.partition(".")
    if option:
        return figures.votes.get(option)
    found: int = getattr(figures, kind)
    return found


def _effect(rows: Iterable[Listed], options: Sequence[str], given: Mapping[str, Given]) -> Effect:
    board, mine, total, other = (dict.fromkeys(options, 0) for _ in range(4))
    for row in rows:
        if row.figures is None or row.state not in _IN_FORCE:
            continue
        camp = given.get(row.unit)
        for option in options:
            ours = row.figures.votes.get(option, 0)
            theirs = camp.figures.get(f"votes.{option}", ours) if camp else ours
            total[option] += ours
            other[option] += theirs
            if camp:
                board[option] += ours
                mine[option] += theirs
    return Effect(board, mine, _ahead(total), _ahead(other))


def _ahead(votes: Mapping[str, int]) -> tuple[str, ...]:
    most = max(votes.values(), default=0)
    return tuple(option for option, number in votes.items() if number == most and most)
