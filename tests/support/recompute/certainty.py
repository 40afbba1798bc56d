"""What no completion can change, by the conditions of ``docs/explanation/night.md#certain``."""

from dataclasses import dataclass
from fractions import Fraction

from tests.support.recompute.course import Course
from tests.support.recompute.outcome import votes_needed
from tests.support.recompute.rules import Plain
from tests.support.recompute.totals import Totals, count

__all__ = ["Certainty", "certainty_of"]

MAJORITY = {"name": "majority"}


@dataclass(frozen=True)
class Certainty:
    """The counted votes, the most ballots that may still come, and the rule they are put to."""

    totals: Totals
    rule: Plain
    places: int

    @property
    def votes(self) -> dict[str, int]:
        return self.totals.votes

    @property
    def more(self) -> int:
        return self.totals.outstanding

    def ahead(self, one: str, other: str) -> bool:
        """Whether one ends ahead of another whatever comes."""
        return self.votes[one] - self.votes[other] > self.more

    def place(self, option: str, places: int) -> str:
        """``in``, ``out`` or ``open``: whether an option takes one of the first places."""
        own = self.votes[option]
        others = [n for one, n in self.votes.items() if one != option]
        if sum(n > own + self.more for n in others) >= places:
            return "out"
        cheapest = sorted(max(0, own - n) for n in others)[:places]
        dear = len(cheapest) < places or sum(cheapest) > self.more
        return "in" if dear and any(self.votes.values()) else "open"

    def half(self, option: str) -> str:
        """``reached``, ``impossible`` or ``open``: the majority of the rule, or more than half."""
        alone = len(self.votes) == 1 and self._base() == self.totals.figures["valid"]
        against = 0 if alone and self.rule.get("of", "valid") == "valid" else self.more
        if self.votes[option] >= self._needed(against):
            return "reached"
        return "open" if self.votes[option] + self.more >= self._needed(self.more) else "impossible"

    def elected(self) -> str:
        """Who is elected whatever comes; empty if nobody is for sure."""
        if self.rule["name"] == "plurality":
            return next((one for one in self.votes if self.place(one, 1) == "in"), "")
        if self.rule["name"] == "majority":
            for option in self.votes:
                rivals = (o for o in self.votes if o != option and self.half(o) != "impossible")
                if self.half(option) == "reached" and all(self.ahead(option, o) for o in rivals):
                    return option
        return ""

    def nobody(self) -> bool:
        """Whether no completion gives the majority, nor two the very quota that a tie rule ends."""
        if self.rule["name"] != "majority" or any(self.half(o) != "impossible" for o in self.votes):
            return False
        quota = Fraction(self.rule.get("quota", "1/2"))
        base = self._base() + self.more * (self.rule.get("of", "valid") != "registered")
        at_quota = [n for n in self.votes.values() if n + self.more >= quota * base]
        return not self.rule.get("tie") or len(at_quota) < 2

    def _base(self) -> int:
        """What the majority is a majority of, as far as it is counted."""
        blank = self.totals.figures["blank"] if self.rule.get("blank_counts") else 0
        found = {
            "valid": self.totals.figures["valid"] + blank,
            "voters": self.totals.figures["ballots"],
            "registered": self.totals.members,
        }
        return found[self.rule.get("of", "valid")]

    def _needed(self, more: int) -> int:
        """The votes that make a majority when so many ballots more are in what it is of."""
        base = self._base() + more * (self.rule.get("of", "valid") != "registered")
        quota, exact = Fraction(self.rule.get("quota", "1/2")), bool(self.rule.get("quota_exact"))
        share = Fraction(self.rule.get("minimum_registered", "0"))
        of_roll = votes_needed(share, self.totals.members, exact=True)
        return max(1, votes_needed(quota, base, exact=exact), of_roll)


def certainty_of(course: Course, instance: str, size: int, *, plain: bool = False) -> Certainty:
    """What is certain of an instance by its rule, or, if ``plain``, of more than half at least."""
    contest = instance.partition("@")[0]
    rule = course.rules.contests[contest]["rule"]
    places = rule.get("places", 2) if rule["name"] == "top" else 1
    for later in course.rules.contests.values():
        link = later["options"]
        if rule["name"] != "top" and isinstance(link, dict) and link["from"] == contest:
            places = link.get("places", 2)
    if plain and rule["name"] != "majority":
        rule = MAJORITY
    return Certainty(count(course, instance, size), rule, places)
