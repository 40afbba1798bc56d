"""The figures of a body's page by name: ``body/BODY/…``."""

import re
from fractions import Fraction
from typing import Final

from tests.support.recompute.agreements import parties_of
from tests.support.recompute.bounds import seat_bounds
from tests.support.recompute.course import Course
from tests.support.recompute.seats import ex_officio, quotas_of, seats_of
from tests.support.recompute.totals import count

__all__ = ["body_value"]

_CERTAIN: Final = re.compile("certain/(.+)/(low|high)")


def body_value(course: Course, body: str, name: str, size: int) -> int | Fraction:
    """A figure of a body at a size of the board; ``KeyError`` if there is none of that name."""
    declared = course.rules.bodies[body]
    totals = count(course, declared["contest"], size)
    if found := _CERTAIN.fullmatch(name):
        bounds = seat_bounds(
            declared["rule"], totals.votes, totals.outstanding, found[1], declared["seats"]
        )
        return bounds[found[2] == "high"]
    kind, _, rest = name.partition("/")
    if kind == "party":
        return parties_of(course, body, size)[rest]
    if kind in ("whole", "remainder"):
        return quotas_of(declared["rule"], totals.votes, declared["seats"])[rest][kind != "whole"]
    shared = seats_of(course, body, size)
    if kind in ("votes", "seats"):
        numbers: dict[str, int] = totals.votes if kind == "votes" else shared.won
        return numbers[rest]
    whole: dict[str, int] = {
        "seats-open": declared["seats"] - sum(shared.won.values()),
        "ex-officio": ex_officio(course, body, size),
    }
    return whole[name]
