"""``results.json`` once more (``docs/spec/results.md``)."""

import json

from tests.support.recompute.differs import require
from tests.support.recompute.names import Names
from tests.support.recompute.outcome import outcome_of
from tests.support.recompute.rules import Plain
from tests.support.recompute.seats import ex_officio, seats_of

__all__ = ["check_results", "phase_of"]


def check_results(text: str, names: Names) -> int:
    """Raise ``Differs`` unless the file says what the records give; its contests are counted."""
    shown, course = json.loads(text), names.course
    right = {
        "bodies": {
            name: _body(names, name)
            for name, body in course.rules.bodies.items()
            if course.result("certified", body["contest"], course.size)
        },
        "contests": {instance: _contest(names, instance) for instance in names.held()},
        "format": "suffrage-results/1",
        "origin": f"{course.rules.plain['host']}/e/{course.rules.plain['slug']}",
        "root": course.roots[-1],
        "size": course.size,
        "status": _status(names),
    }
    for part, value in right.items():
        require(shown[part] == value, "results.json", part, shown[part], "should be", value)
    require(shown.keys() == right.keys(), "results.json has", *shown)
    return len(shown["contests"])


def _contest(names: Names, instance: str) -> Plain:
    size = names.course.size
    totals = names.totals(instance, size)
    sums = {name: totals.figures[name] for name in ("signatures", "ballots", "blank", "void")}
    return {
        **sums,
        "valid": totals.figures["valid"],
        "votes": totals.votes,
        "reserved": totals.reserved,
        "without_disputed": totals.undisputed,
        "outcome": outcome_of(names.course, instance, size),
        "registered": {"all": totals.members, "counted": totals.figures["registered"]},
        "units": {
            "expected": sum(row.state != "summed" for row in totals.rows),
            "counted": totals.units("received", "approved"),
            "excused": totals.units("excused"),
            "annulled": totals.units("annulled"),
            "pooled": totals.units("pooled"),
        },
    }


def _body(names: Names, body: str) -> Plain:
    course = names.course
    found = seats_of(course, body, course.size)
    ties = [{"options": list(found.tied), "seats": found.open}] if found.tied else []
    given = found.won if any(found.won.values()) or ties else {}
    return {"seats": given, "ties": ties, "ex_officio": ex_officio(course, body, course.size)}


def _status(names: Names) -> str:
    """That of the least advanced contest."""
    found = {_status_of(names, instance) for instance in names.held()}
    ranked = ("partial", "provisional", "corrected", "certified")
    return next((one for one in ranked if one in found), "certified")


def _status_of(names: Names, instance: str) -> str:
    course = names.course
    totals, contest = names.totals(instance, course.size), instance.partition("@")[0]
    closed = course.rules.round_of(contest) in course.closed
    if not closed or any(row.missing for row in totals.rows):
        return "partial"
    phase = phase_of(names, instance, course.size)
    if phase != "certified":
        return "provisional"
    certified = course.result("certified", instance, course.size) or {}
    announced = course.result("announced", instance, course.size)
    return "certified" if announced is None or _same(announced, certified) else "corrected"


def phase_of(names: Names, instance: str, size: int) -> str:
    """How far a complete count has come, by what was announced and certified of it."""
    course, totals = names.course, names.totals(instance, size)
    certified = course.result("certified", instance, size)
    announced = course.result("announced", instance, size)
    if certified is not None:
        if not _states(names, instance, certified, size):
            same = certified["outcome"] == outcome_of(course, instance, size)
            return "corrected" if same else "overturned"
        rests = any(row.disputed or row.state == "received" for row in totals.rows)
        return "reopened" if rests else "certified"
    if announced is None:
        return "provisional"
    tied = announced["outcome"].get("tie") and announced["votes"] == totals.votes
    return "announced" if tied or _states(names, instance, announced, size) else "amended"


def _states(names: Names, instance: str, result: Plain, size: int) -> bool:
    """Whether a result has the figures that stand on the board."""
    totals = names.totals(instance, size)
    figures = {name: totals.figures[name] for name in ("signatures", "ballots", "blank", "void")}
    same = all(result[name] == value for name, value in figures.items())
    outcome = outcome_of(names.course, instance, size)
    return same and (result["votes"], result["outcome"]) == (totals.votes, outcome)


def _same(announced: Plain, certified: Plain) -> bool:
    """A lot that ended the tie announced corrects nothing."""
    if announced["outcome"].get("tie"):
        announced = {**announced, "outcome": certified["outcome"]}
    return announced == certified
