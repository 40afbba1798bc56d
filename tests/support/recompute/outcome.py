"""Who is elected or goes on, and how ties end (``docs/reference/rules.md``, ``lot.md``)."""

import hashlib
from fractions import Fraction
from math import ceil, floor

from tests.support.recompute.course import Course
from tests.support.recompute.rules import Plain
from tests.support.recompute.totals import Totals, count

__all__ = ["end_tie", "outcome_of", "votes_needed"]

Names = tuple[str, ...]


def votes_needed(quota: Fraction, total: int, *, exact: bool) -> int:
    """The fewest votes above a quota, or at it where that is enough."""
    return ceil(quota * total) if exact else floor(quota * total) + 1


def outcome_of(course: Course, instance: str, size: int) -> Plain:
    """As ``results.json`` has it: empty while a unit is missing, or nobody is elected."""
    totals = count(course, instance, size)
    if any(row.missing for row in totals.rows) or not any(totals.votes.values()):
        return {}
    contest = instance.partition("@")[0]
    rule = course.rules.contests[contest]["rule"]
    if rule["name"] == "majority":
        found = _majority(rule, totals)
        places = _runoff_places(course, contest)
        if found is None and places:
            return _ended(course, instance, rule, size, *_first(totals.votes, places), "qualified")
        return {} if found is None else _ended(course, instance, rule, size, *found, "elected")
    places, goal = (rule.get("places", 2), "qualified") if rule["name"] == "top" else (1, "elected")
    return _ended(course, instance, rule, size, *_first(totals.votes, places), goal)


def _runoff_places(course: Course, contest: str) -> int:
    links = (one["options"] for one in course.rules.contests.values())
    found = (one for one in links if isinstance(one, dict) and one["from"] == contest)
    return next((one.get("places", 2) for one in found), 0)


def _first(votes: dict[str, int], places: int) -> tuple[Names, Names, int]:
    """Who is surely among the first, who is tied for the rest, and how many places that is."""
    ranked = sorted(votes.values(), reverse=True)
    if places >= len(ranked):
        return tuple(votes), (), 0
    last = ranked[places - 1]
    sure = tuple(one for one, n in votes.items() if n > last)
    level = tuple(one for one, n in votes.items() if n == last)
    if len(sure) + len(level) == places:
        return tuple(one for one, n in votes.items() if n >= last), (), 0
    return sure, level, places - len(sure)


def _majority(rule: Plain, totals: Totals) -> tuple[Names, Names, int] | None:
    valid = totals.figures["valid"] + (totals.figures["blank"] if rule.get("blank_counts") else 0)
    whole = {"valid": valid, "voters": totals.figures["ballots"], "registered": totals.members}
    base, quota = whole[rule.get("of", "valid")], Fraction(rule.get("quota", "1/2"))
    of_roll = votes_needed(
        Fraction(rule.get("minimum_registered", "0")), totals.members, exact=True
    )
    needed = max(1, of_roll, votes_needed(quota, base, exact=bool(rule.get("quota_exact"))))
    reached = {one: n for one, n in totals.votes.items() if n >= needed}
    if reached:
        return _first(reached, 1)
    half = tuple(o for o, n in totals.votes.items() if n and n >= of_roll and n == quota * base)
    return ((), half, 1) if rule.get("tie") and len(half) > 1 else None


def _ended(  # noqa: PLR0917  (what an outcome is made of)
    course: Course,
    instance: str,
    rule: Plain,
    size: int,
    sure: Names,
    level: Names,
    places: int,
    goal: str,
) -> Plain:
    if level:
        chosen = end_tie(course, f"contest:{instance}", rule, size, level, places)
        if not chosen:
            return {"tie": list(level)}
        sure += chosen
    return {goal: sure[0] if goal == "elected" else list(sure)}


def end_tie(
    course: Course, subject: str, rule: Plain, size: int, level: Names, places: int
) -> Names:
    """Who takes the places by the declared rules; nobody while they do not end it."""
    chosen: Names = ()
    waiting = level
    instance = subject.removeprefix("contest:")
    if subject.startswith("body:"):
        instance = course.rules.bodies[subject.removeprefix("body:")]["contest"]
    ages = course.ages(instance, level)
    for name in rule.get("tie", ()):
        if name == "older" and all(ages.get(one) for one in level):
            last = sorted(ages[one] for one in level)[places - 1]
            older = tuple(sorted((o for o in level if ages[o] < last), key=ages.__getitem__))
            same = tuple(one for one in level if ages[one] == last)
            if len(older) + len(same) == places:
                return chosen + older + same
            chosen, level, places = chosen + older, same, places - len(older)
        elif name == "lot":
            lot = course.lots.get(subject)
            seed, thrown_for = lot.at(size) if lot else ("", ())
            if thrown_for != waiting:
                return ()
            return chosen + _draw(f"{seed},{subject}", level, places) if seed else ()
    return ()


def _draw(seed: str, names: Names, places: int) -> Names:
    left, counter = sorted(names), 0
    drawn: list[str] = []
    while len(drawn) < places:
        bits = (len(left) - 1).bit_length()
        digest = hashlib.sha256(f"{seed},{counter}".encode()).digest()
        counter += 1
        number = int.from_bytes(digest, "big") >> (256 - bits)
        if number < len(left):
            drawn.append(left.pop(number))
    return tuple(drawn)
