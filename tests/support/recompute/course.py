"""The course of the board: what each record made of units, disputes, rolls and results.

Everything is kept by the size of the board, so that each figure can be asked for at any.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tests.support.recompute.differs import require
from tests.support.recompute.log import read_entries, roots_of
from tests.support.recompute.public import Public
from tests.support.recompute.rules import Plain, Rules
from tests.support.recompute.timeline import Timeline
from tests.support.recompute.values import Dispute, Run, Standing, Sum

if TYPE_CHECKING:
    from tests.support.recompute.figures import Figures

__all__ = ["Course"]


class Course:
    """The fold of a public folder; ``tests.support.recompute.fold`` fills it."""

    def __init__(self, public: Public) -> None:
        self.public = public
        entries = read_entries(public)
        self.roots = roots_of(entries)
        self.records: list[Plain] = [json.loads(entry) for entry in entries]
        self.size = len(entries)
        self.rules = Rules(self._definition())
        self.units: dict[tuple[str, str], Timeline[Standing]] = {}
        self.sums: dict[str, list[Sum]] = defaultdict(list)
        self.sheets: dict[int, Figures] = {}
        self.disputes: dict[str, Dispute] = {}
        self.disputes_of: dict[tuple[str, str], list[Dispute]] = defaultdict(list)
        self._sections: dict[str, list[str]] = {}
        self.members: dict[str, Timeline[int]] = {
            unit: Timeline(self.rules.units[unit].get("registered", 0))
            for unit in self.rules.sections
        }
        self.rolls: dict[tuple[int, str], tuple[int, int]] = {}
        self.turnout: dict[tuple[int, str], Timeline[int | None]] = {}
        self.closed: dict[int, int] = {}
        self.options: dict[str, Timeline[tuple[str, ...] | None]] = {}
        self.withdrawn: set[tuple[str, str]] = set()
        self.runs: dict[str, Timeline[Run]] = {}
        self.stated: dict[tuple[str, str], Timeline[Plain | None]] = {}
        self.lots: dict[str, Timeline[tuple[str, tuple[str, ...]]]] = {}
        self.seated: dict[str, Timeline[Plain | None]] = {}
        self.claims: dict[int, Plain] = {}
        self.kept: dict[tuple[Any, ...], Any] = {}

    def _definition(self) -> Plain:
        """The frozen definition, or the draft with what was admitted to it."""
        named = {record["kind"]: record["payload"] for record in self.records if _defines(record)}
        found: Plain = self.public.json(named.get("rules.fixed/1") or named["election.convened/1"])
        if "rules.fixed/1" not in named:
            for record in self.records:
                if record["kind"] == "option.admitted/1":
                    option = self.public.json(record["payload"])
                    contest = next(c for c in found["contests"] if c["id"] == record["contest"])
                    contest["options"].append(option)
        return found

    def body(self, record: Plain) -> Any:
        """The payload of a record; what stands in both says the same."""
        found = self.public.json(record["payload"])
        for name in ("contest", "unit", "pool", "body"):
            same = name not in record or name not in found or record[name] == found[name]
            require(same, "record and payload differ in", name)
        return found

    def unit(self, contest: str, unit: str, size: int) -> Standing:
        """A section in a contest at a size of the board."""
        found = self.units.get((contest, unit))
        return found.at(size) if found else Standing()

    def stand(self, contest: str, unit: str, size: int, standing: Standing) -> None:
        """From a size on a section stands otherwise."""
        self.units.setdefault((contest, unit), Timeline(Standing())).set(size, standing)

    def roll(self, contest: str, unit: str, size: int) -> int:
        """The members of a section on an evening: fixed when its polls close."""
        closed = self.rolls.get((self.rules.round_of(contest), unit))
        if closed is not None and size >= closed[0]:
            return closed[1]
        return self.members[unit].at(size)

    def options_of(self, instance: str, size: int) -> tuple[str, ...]:
        """The options that stand; none before they are frozen."""
        found = self.options.get(instance)
        return (found.at(size) or ()) if found else ()

    def freeze(self, size: int, instance: str) -> None:
        """The options of an instance as they stand now: declared, or given by the earlier round."""
        contest, at, place = instance.partition("@")
        link = self.rules.contests[contest]["options"]
        ids = tuple(option["id"] for option in self.rules.declared(instance))
        if isinstance(link, dict):
            source = f"{link['from']}{at}{place}"
            result = self.result("certified", source, size) or self.result(
                "announced", source, size
            )
            ids = tuple(result["outcome"].get("qualified", ())) if result else ()
        standing = tuple(one for one in ids if (instance, one) not in self.withdrawn)
        self.options.setdefault(instance, Timeline(None)).set(size, standing)

    def stands(self, instance: str, size: int) -> bool:
        """Whether an instance is held or may still be; not if the round before made it needless."""
        found = self.options.get(instance)
        frozen = found.at(size) if found else None
        if frozen is not None:
            return bool(frozen)
        contest, at, place = instance.partition("@")
        link = self.rules.contests[contest]["options"]
        if not isinstance(link, dict):
            return True
        source = f"{link['from']}{at}{place}"
        result = self.result("certified", source, size) or self.result("announced", source, size)
        if result is None:
            return self.stands(source, size)
        return bool(result["outcome"].get("qualified") or result["outcome"].get("tie"))

    def instant(self, size: int) -> str:
        """The time that the last record with one states."""
        found = (self.records[index].get("at") for index in range(size - 1, -1, -1))
        return next((one for one in found if one), "")

    def options_declared(self, instance: str, ids: Iterable[str]) -> list[Plain]:
        """Options of an instance as the first of its rounds declares them."""
        contest, at, place = instance.partition("@")
        while isinstance(link := self.rules.contests[contest]["options"], dict):
            contest = link["from"]
        declared = {one["id"]: one for one in self.rules.declared(f"{contest}{at}{place}")}
        return [declared[one] for one in ids]

    def ages(self, instance: str, ids: Iterable[str]) -> dict[str, int]:
        """The age rank of each option, 0 where it has none."""
        options = self.options_declared(instance, ids)
        return {option["id"]: option.get("age_rank", 0) for option in options}

    def result(self, word: str, instance: str, size: int) -> Plain | None:
        """The result that was ``announced`` or ``certified`` last."""
        found = self.stated.get((word, instance))
        return found.at(size) if found else None

    def sections_of(self, instance: str) -> list[str]:
        """The sections of an instance, looked up once."""
        if instance not in self._sections:
            self._sections[instance] = self.rules.sections_of(instance)
        return self._sections[instance]

    def run_of(self, box: str, size: int) -> Run:
        """The live run of a box."""
        found = self.runs.get(box)
        return found.at(size) if found else Run()

    def is_disputed(self, contest: str, unit: str, size: int) -> bool:
        """Whether a dispute of a section waits for its ruling, or for the correction ruled."""
        if self.unit(contest, unit, size).state == "annulled":
            return False
        return any(
            one.status.at(size) in ("open", "correction-due")
            for one in self.disputes_of.get((contest, unit), ())
        )

    def sums_of(self, instance: str, size: int) -> list[Sum]:
        """The pools of an instance that were summed, in the order of the definition."""
        contest = instance.partition("@")[0]
        found = {
            one.pool: one
            for one in self.sums[contest]
            if one.size <= size and self.rules.instance_of(contest, one.units[0]) == instance
        }
        return [found[pool] for pool in self.rules.pools if pool in found]


def _defines(record: Plain) -> bool:
    return record["kind"] in ("election.convened/1", "rules.fixed/1")
