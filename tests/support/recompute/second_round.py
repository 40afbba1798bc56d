"""Two rounds side by side: swings and bounds on transfers (``docs/explanation/second-round.md``).

Only sections whose own figures are in force in both rounds take part.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tests.support.recompute.course import Course
from tests.support.recompute.figures import Figures

__all__ = ["second_round_value"]

BLANK_VOID: Final = ":blank-void"
ABSTAINED: Final = ":abstained"
_FEWEST: Final = 10


@dataclass(frozen=True)
class Pair:
    """A section in both rounds, and how many members are new to its roll at the most."""

    federation: str
    before: Figures
    after: Figures
    joined: int

    def did(self, choice: str, figures: Figures) -> int:
        """How many members did one thing in a round."""
        if choice == ABSTAINED:
            return _roll(figures) - figures["ballots"]
        if choice == BLANK_VOID:
            return figures["blank"] + figures["void"]
        return figures[f"votes/{choice}"]

    @property
    def people(self) -> int:
        """Whoever was on either roll."""
        return max(_roll(self.before) + self.joined, _roll(self.after))


def _roll(figures: Figures) -> int:
    return max(figures["registered"], figures["ballots"])


def second_round_value(
    course: Course, instance: str, name: str, size: int, federation: str | None = None
) -> int | Fraction:
    """A figure of the page on the second round; of one federation, where it is given."""
    key = ("pairs", instance, size)
    if key not in course.kept:
        course.kept[key] = _grouped(_pairs(course, instance, size))
    pairs: list[Pair] = course.kept[key][federation]
    kind, _, rest = name.partition("/")
    if kind == "members":
        return sum(one.did(rest, one.before) for one in pairs)
    if kind == "transfer":
        origin, destination, end = rest.split("/")
        members = sum(one.did(origin, one.before) for one in pairs)
        return Fraction(sum(_moved(one, origin, destination, end) for one in pairs), members)
    then, now = ([one.before for one in pairs], [one.after for one in pairs])
    if min(_sum(then, "valid"), _sum(now, "valid")) < _FEWEST:
        raise KeyError(name)
    if kind == "swing":
        votes = f"votes/{rest}"
        return Fraction(_sum(now, votes), _sum(now, "valid")) - Fraction(
            _sum(then, votes), _sum(then, "valid")
        )
    if name == "turnout-swing":
        return _turnout(now) - _turnout(then)
    raise KeyError(name)


def _grouped(pairs: list[Pair]) -> dict[str | None, list[Pair]]:
    """The pairs of each federation, and under ``None`` all of them."""
    found: dict[str | None, list[Pair]] = {None: pairs}
    for pair in pairs:
        found.setdefault(pair.federation, []).append(pair)
    return found


def _moved(pair: Pair, origin: str, destination: str, end: str) -> int:
    """The fewest or the most members of a section who can have done both (Duncan and Davis)."""
    here, there = pair.did(origin, pair.before), pair.did(destination, pair.after)
    return max(0, here + there - pair.people) if end == "low" else min(here, there)


def _sum(rows: Iterable[Figures], name: str) -> int:
    return sum(row[name] for row in rows)


def _turnout(rows: list[Figures]) -> Fraction:
    return Fraction(_sum(rows, "ballots"), sum(_roll(row) for row in rows))


def _pairs(course: Course, instance: str, size: int) -> list[Pair]:
    contest = instance.partition("@")[0]
    source = course.rules.contests[contest]["options"]["from"]
    new = _joined(course, source, contest, size)
    found = []
    for unit in course.sections_of(instance):
        before, after = course.unit(source, unit, size), course.unit(contest, unit, size)
        if {before.state, after.state} <= {"received", "approved"}:
            then, now = before.figures or {}, after.figures or {}
            more = max(now["registered"] - then["registered"], new.get(unit, 0), 0)
            found.append(Pair(course.rules.parent(unit) or "nation", then, now, more))
    return found


def _joined(course: Course, source: str, contest: str, size: int) -> dict[str, int]:
    """Members added by signed changes between the closing of both evenings."""
    first = course.closed[course.rules.round_of(source)]
    last = course.closed[course.rules.round_of(contest)]
    joined: dict[str, int] = {}
    for record in course.records[first : min(last, size)]:
        if record["kind"] == "roll.amended/1":
            joined[record["unit"]] = joined.get(record["unit"], 0) + record["added"]
    return joined
