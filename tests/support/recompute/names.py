"""The value of each name that a page gives to a figure (``docs/spec/site.md``).

A name that is not known here raises ``KeyError``: nothing is shown that nobody recomputes.
"""

import re
from fractions import Fraction
from typing import Any, Final

from tests.support.recompute.agreements import agreement_value
from tests.support.recompute.body_names import body_value
from tests.support.recompute.bounds import share_bounds
from tests.support.recompute.course import Course
from tests.support.recompute.figures import WHOLE, Figures
from tests.support.recompute.rules import Plain
from tests.support.recompute.second_round import second_round_value
from tests.support.recompute.totals import Totals, count

__all__ = ["Names", "Value", "is_estimate"]

Value = int | Fraction

_UNITS: Final = {
    "units/counted": ("received", "approved"),
    "units/missing": ("awaited", "reserved", "sealed"),
}
_CERTAIN: Final = re.compile("certain/(.+)/(low|high)")


def is_estimate(name: str) -> bool:
    """Whether a name is exempt: nobody can compute it from the records alone."""
    return "/projected/" in name


class Names:
    """The figures of a course by name and size; totals of one size are summed once."""

    def __init__(self, course: Course) -> None:
        self.course = course

    def value(self, name: str, size: int) -> Value:  # noqa: PLR0911  (a kind a line)
        """What a name stands for on the board of a size."""
        subject, _, rest = name.partition("/")
        if subject == "body":
            body, _, figure = rest.partition("/")
            return body_value(self.course, body, figure, size)
        if subject == "agreement":
            return agreement_value(self.course, rest, size)
        if subject not in self.course.rules.instances:
            raise KeyError(name)
        part, _, more = rest.partition("/")
        place, _, figure = more.partition("/")
        if part == "at":
            return self.value(f"{subject}/{figure}", int(place))
        if part == "unit":
            return self._unit(subject, place, figure, size)
        if part == "record":
            return self._record(subject, int(place), figure)
        if part == "second-round":
            return second_round_value(self.course, subject, more, size)
        if part == "federation":
            inner, _, late = figure.partition("/")
            if inner == "second-round":
                return second_round_value(self.course, subject, late, size, place)
            direct = "" if place == "nation" else place or "?"
            return _of(self.totals(subject, size, direct), figure)
        return _of(self.totals(subject, size), rest)

    def totals(self, instance: str, size: int, federation: str | None = None) -> Totals:
        """The sums of an instance, or of a federation."""
        return count(self.course, instance, size, federation)

    def held(self, contest: str = "") -> list[str]:
        """The instances that are held or may still be: of one contest, or of all."""
        course = self.course
        found = (one for one in course.rules.instances if course.stands(one, course.size))
        return [one for one in found if contest in ("", one.partition("@")[0])]

    def may_show(self, instance: str, size: int) -> bool:
        """Whether sums may be shown: after the polls, the declared hour, the declared coverage."""
        rules = self.course.rules
        closed = self.course.closed.get(rules.round_of(instance.partition("@")[0]), size + 1)
        wanted = rules.plain.get("publication", {})
        totals = self.totals(instance, size)
        return (
            closed <= size
            and self.course.instant(size) >= wanted.get("not_before", "")
            and totals.coverage >= Fraction(wanted.get("coverage", "0"))
        )

    def _unit(self, instance: str, unit: str, figure: str, size: int) -> Value:
        contest = instance.partition("@")[0]
        if figure == "roll":
            return self.course.roll(contest, unit, size)
        if figure == "signatures-reported":
            reported = self.course.turnout[self.course.rules.round_of(contest), unit].at(size)
            if reported is None:
                raise KeyError(figure)
            return reported
        if unit in self.course.rules.pools:
            sums = {one.pool: one for one in self.course.sums_of(instance, size)}
            return _in(sums[unit].figures, figure)
        return _in(self.course.unit(contest, unit, size).figures or {}, figure)

    def _record(self, instance: str, index: int, figure: str) -> Value:
        """A figure of the sheet that a record brought, or how a total grew by a record."""
        changed, _, name = figure.partition("/")
        if index in self.course.claims:
            return said_by(self.course.claims[index], figure)
        if changed != "change":
            return _in(self.course.sheets[index], figure)
        before, after = (self.totals(instance, size) for size in (index, index + 1))
        return int(_of(after, name)) - int(_of(before, name))


def said_by(claim: Plain, name: str) -> Value:
    """A figure that somebody said, as the record of the claim has it."""
    found: Any = claim
    for part in name.split("/"):
        found = found[part]
    return Fraction(found) if isinstance(found, str) else int(found)


def _in(figures: Figures, name: str) -> Value:
    """A figure, or the share that the votes of an option have of the valid ones."""
    option = name.removeprefix("share/")
    if option != name:
        return Fraction(figures[f"votes/{option}"], figures["valid"])
    return figures[name]


def _of(totals: Totals, name: str) -> Value:
    """A figure of a sum over units."""
    kind, _, option = name.partition("/")
    if name in _UNITS:
        return totals.units(*_UNITS[name])
    if name in WHOLE:
        return totals.figures[name]
    if found := _CERTAIN.fullmatch(name):
        return share_bounds(totals.votes, totals.outstanding, found[1])[found[2] == "high"]
    if kind == "share":
        return Fraction(totals.votes[option], totals.figures["valid"])
    by_option = {
        "votes": totals.votes,
        "reserved": totals.reserved,
        "without-disputed": totals.undisputed,
    }
    if kind in by_option:
        return by_option[kind][option]
    whole: dict[str, Value] = {
        "units/expected": sum(row.state != "summed" for row in totals.rows),
        "coverage": totals.coverage,
        "confirmed-share": totals.confirmed_share,
        "signatures-known": totals.signed,
    }
    return whole[name]
