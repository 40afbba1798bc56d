"""What sheets, sealed sheets and sums make of units (``sheet.md``, ``sealed-sheet.md``)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from tests.support.recompute.course import Course
from tests.support.recompute.differs import require
from tests.support.recompute.figures import (
    Figures,
    figures_of_sheet,
    figures_of_sum,
    require_possible,
)
from tests.support.recompute.rules import Plain
from tests.support.recompute.values import Dispute, Standing, Sum

__all__ = ["PAPER", "annul"]


def _brought(course: Course, size: int, record: Plain, state: str) -> None:
    """A sheet comes; one that counts adds up, and states the unit's roll."""
    contest, unit = record["contest"], record["unit"]
    figures = figures_of_sheet(course.body(record))
    if state == "received":
        instance = course.rules.instance_of(contest, unit)
        require_possible(figures, course.options_of(instance, size), record)
        roll = course.roll(contest, unit, size)
        require(figures["registered"] == roll, unit, "states another roll than", roll)
    course.sheets[size - 1] = figures
    standing = Standing(state, figures, size - 1, record["payload"])
    course.stand(contest, unit, size, standing)


def _received(course: Course, size: int, record: Plain) -> None:
    require(_before(course, size, record).state == "awaited", "received again", record)
    _brought(course, size, record, "received")


def _reserved(course: Course, size: int, record: Plain) -> None:
    require(_before(course, size, record).state == "awaited", "reserved again", record)
    _brought(course, size, record, "reserved")


def _corrected(course: Course, size: int, record: Plain) -> None:
    before = _before(course, size, record)
    require(before.payload == record["replaces"], "corrects what is not in force", record)
    if record.get("dispute"):
        course.disputes[record["dispute"]].status.set(size, "upheld")
    _brought(course, size, record, "received")


def _approved(course: Course, size: int, record: Plain) -> None:
    """A second entry has the figures of the first; an absent reason of void counts as 0."""
    first = _before(course, size, record)
    require((first.state, first.payload) == ("received", record["sheet"]), "approves", record)
    second = figures_of_sheet(course.body(record))
    require(_without_zeroes(second) == _without_zeroes(first.figures), "two entries", record)
    course.sheets[size - 1] = second
    course.stand(record["contest"], record["unit"], size, replace(first, state="approved"))


def _without_zeroes(figures: Figures | None) -> Figures:
    found = figures or {}
    return {name: number for name, number in found.items() if number or "void/" not in name}


def _ruled(course: Course, size: int, record: Plain) -> None:
    first = _before(course, size, record)
    require((first.state, first.payload) == ("received", record["sheet"]), "rules", record)
    course.stand(record["contest"], record["unit"], size, replace(first, state="approved"))


def _sealed(course: Course, size: int, record: Plain) -> None:
    standing = Standing("sealed", None, size - 1, record["payload"])
    course.stand(record["contest"], record["unit"], size, standing)


def _summed(course: Course, size: int, record: Plain) -> None:
    """The sum counts as one row; its sections stay sealed and give no figure of their own."""
    contest, body = record["contest"], course.body(record)
    units = tuple(body["units"])
    roll = sum(course.roll(contest, unit, size) for unit in units)
    figures = figures_of_sum(body["figures"], roll)
    options = course.options_of(course.rules.instance_of(contest, units[0]), size)
    require_possible(figures, options, record)
    for unit in units:
        before = course.unit(contest, unit, size)
        require(before.state == "sealed", "sums what is not sealed:", unit)
        course.stand(contest, unit, size, replace(before, state="pooled"))
    course.sums[contest].append(Sum(record["pool"], units, figures, size))


def _pool_excused(course: Course, size: int, record: Plain) -> None:
    for unit in course.body(record)["units"]:
        course.stand(record["contest"], unit, size, Standing("excused"))


def _excused(course: Course, size: int, record: Plain) -> None:
    """In every contest of the evening of which nothing has come."""
    for contest in course.rules.contests_of(record["round"]):
        if course.unit(contest, record["unit"], size).state == "awaited":
            course.stand(contest, record["unit"], size, Standing("excused"))


def annul(course: Course, size: int, dispute: Dispute) -> None:
    """A ruling sets a unit's figures aside; they stay on the board and count no more."""
    before = course.unit(dispute.contest, dispute.unit, size)
    annulled = replace(before, state="annulled")
    course.stand(dispute.contest, dispute.unit, size, annulled)


def _before(course: Course, size: int, record: Plain) -> Standing:
    return course.unit(record["contest"], record["unit"], size)


PAPER: Final[dict[str, Callable[[Course, int, Plain], None]]] = {
    "sheet.received/1": _received,
    "sheet.reserved/1": _reserved,
    "sheet.corrected/1": _corrected,
    "sheet.approved/1": _approved,
    "sheet.ruled/1": _ruled,
    "sheet.sealed/1": _sealed,
    "pool.summed/1": _summed,
    "pool.excused/1": _pool_excused,
    "unit.excused/1": _excused,
}
