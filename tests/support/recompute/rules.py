"""What the definition fixes: units, contests and where they stand (``docs/spec/definition.md``)."""

from typing import Any

__all__ = ["Plain", "Rules"]

Plain = dict[str, Any]


class Rules:
    """The payload of ``rules.fixed``, with its defaults filled in and its tree at hand."""

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self.units: dict[str, Plain] = {unit["id"]: unit for unit in plain["units"]}
        above = {unit.get("parent", "") for unit in plain["units"]} - {""}
        self.sections = [unit for unit in self.units if unit not in above]
        self.federations = [
            unit for unit in self.units if unit in {self.parent(one) for one in self.sections}
        ]
        self.contests: dict[str, Plain] = {one["id"]: one for one in plain["contests"]}
        self.bodies: dict[str, Plain] = {one["id"]: one for one in plain.get("bodies", ())}
        self.boxes: dict[str, Plain] = {one["id"]: one for one in plain.get("boxes", ())}
        self.grounds: dict[str, Plain] = {one["id"]: one for one in plain.get("grounds", ())}
        self.pools: dict[str, Plain] = {one["id"]: one for one in plain.get("pools", ())}
        self.instances = [name for contest in self.contests for name in self._instances(contest)]

    def parent(self, unit: str) -> str:
        """The unit right above one; empty below the nation."""
        return str(self.units[unit].get("parent", ""))

    def lies_in(self, section: str, federation: str) -> bool:
        """Whether a section lies in a federation: right below, or below what lies below it.

        The empty name is that of the sections right below the nation.
        """
        above = self.parent(section)
        if federation in self.federations or not federation:
            return above == federation
        while above and above != federation:
            above = self.parent(above)
        return above == federation

    def round_of(self, contest: str) -> int:
        """The evening of a contest."""
        return int(self.contests[contest].get("round", 1))

    def contests_of(self, round_: int) -> list[str]:
        """The contests of an evening."""
        return [one for one in self.contests if self.round_of(one) == round_]

    def _instances(self, contest: str) -> list[str]:
        scope = self.contests[contest].get("scope", "nation")
        if scope == "nation":
            return [contest]
        places = self.sections if scope == "section" else self.federations
        return [f"{contest}@{place}" for place in places]

    def instance_of(self, contest: str, section: str) -> str:
        """The instance that counts a section's ballots."""
        scope = self.contests[contest].get("scope", "nation")
        if scope == "nation":
            return contest
        return f"{contest}@{section if scope == 'section' else self.parent(section)}"

    def sections_of(self, instance: str) -> list[str]:
        """The sections that an instance counts."""
        contest = instance.partition("@")[0]
        return [one for one in self.sections if self.instance_of(contest, one) == instance]

    def box_of(self, contest: str, section: str) -> str:
        """The box in which a section votes; empty for paper."""
        channel = self.units[section].get("channel", "paper")
        for name, box in self.boxes.items():
            if box["contest"] == contest and box.get("channel", name) == channel:
                return name
        return ""

    def box_section(self, box: str) -> str:
        """The one section that votes in a box."""
        contest = self.boxes[box]["contest"]
        return next(one for one in self.sections if self.box_of(contest, one) == box)

    def declared(self, instance: str) -> list[Plain]:
        """The options written in the definition; none where an earlier round gives them."""
        contest, _, place = instance.partition("@")
        options = self.contests[contest]["options"]
        if isinstance(options, dict):
            return []
        return [one for one in options if one.get("within", "") == place]
