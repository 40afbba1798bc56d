"""The figures of a NIST report: votes, ballots, blank and void ones, rolls, seats."""

import json
from collections.abc import Iterator

from tests.support.recompute.differs import require
from tests.support.recompute.names import Names, Value
from tests.support.recompute.rules import Plain
from tests.support.recompute.seats import seats_of

__all__ = ["check_nist"]


def check_nist(text: str, names: Names, contest: str) -> int:
    """Raise ``Differs`` unless every number of the report is what the records give."""
    report = json.loads(text)
    number = 0
    (election,) = report["Election"]
    for one in election["Contest"]:
        instance = one["ExternalIdentifier"][0]["Value"]
        for unit, name, shown in _figures(one):
            right = _value(names, instance, unit, name)
            require(shown == right, "nist", instance, unit, name, shown, "should be", right)
            number += 1
        expected = names.value(f"{instance}/units/expected", names.course.size)
        require(one["TotalSubUnits"] == expected, "nist", one["@id"])
    instances = names.held(contest)
    for one in election.get("BallotCounts", ()):
        place = _place(one["GpUnitId"])
        instance = _instance_of(names, instances, place)
        for name, field in (("ballots", "BallotsCast"), ("void", "BallotsRejected")):
            right = _value(names, instance, place, name)
            require(one[field] == right, "nist", place, field, one[field], "should be", right)
            number += 1
    return number + _check_units(report["GpUnit"], names, contest)


def _figures(contest: Plain) -> Iterator[tuple[str, str, int]]:
    """Unit, name and value of every count of a contest."""
    for selection in contest["ContestSelection"]:
        option = selection["CandidateIds"][0].removeprefix(
            contest["@id"].replace("contest-", "candidate-", 1) + "-"
        )
        for one in selection.get("VoteCounts", ()):
            kind = f"seats/{one['OtherType']}" if one["Type"] == "seats" else "votes"
            yield _place(one["GpUnitId"]), f"{kind}/{option}", one["Count"]
    for one in contest.get("OtherCounts", ()):
        yield _place(one["GpUnitId"]), "blank", one["Undervotes"]


def _place(unit: str) -> str:
    return "" if unit == "nation" else unit.removeprefix("unit-")


def _value(names: Names, instance: str, place: str, name: str) -> Value:
    """A figure of the instance's own place, of a federation, a section or a pool."""
    size = names.course.size
    if name.startswith("seats/"):
        _, body, option = name.split("/")
        return seats_of(names.course, body, size).won[option]
    if place == instance.partition("@")[2]:
        return names.value(f"{instance}/{name}", size)
    kind = "federation" if place in names.course.rules.federations else "unit"
    return names.value(f"{instance}/{kind}/{place}/{name}", size)


def _instance_of(names: Names, instances: list[str], place: str) -> str:
    """The instance that a unit's ballots belong to."""
    if len(instances) == 1:
        return instances[0]
    rules = names.course.rules
    for instance in instances:
        units = rules.sections_of(instance)
        if place == instance.partition("@")[2] or place in units:
            return instance
    return instances[0]


def _check_units(units: list[Plain], names: Names, contest: str) -> int:
    """Rolls, and signatures of the units whose figures are in the totals."""
    size, number = names.course.size, 0
    rows = {row.unit: row for one in names.held(contest) for row in names.totals(one, size).rows}
    for unit in units:
        place = _place(unit["@id"])
        if "VotersRegistered" in unit:
            members = rows[place].members if place else sum(row.members for row in rows.values())
            require(unit["VotersRegistered"] == members, "nist", place, "roll")
            number += 1
        if "VotersParticipated" in unit:
            signed = rows[place].figures["signatures"]
            require(rows[place].counts and unit["VotersParticipated"] == signed, "nist", place)
            number += 1
    return number
