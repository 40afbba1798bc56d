"""Who is entitled, by a dated rule that is declared before, with the evidence for each member.

* The rule is a frozen value with one canonical form, so that its hash says which rule decided.
* A decision looks at every condition, and at nothing else; it names the fact and its day, the day
  that the rule set, and the first condition that fails.
* A fact that nobody knows entitles nobody: its own reason says so, and an appeal can bring it.

Format, and the arithmetic of months: ``docs/spec/eligibility.md``.

>>> rule = EligibilityRule(1, at="2023-01-12", months=6, dues_by="2022-12-31")
>>> late = decide(rule, Facts(joined_on=date(2022, 7, 13), dues_paid_on=date(2022, 9, 1)))
>>> late.entitled, late.reason.code, dict(late.reason.fields)["complete"]
(False, 'eligibility.joined-late', '2023-01-13')
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Annotated, Literal

from msgspec import Meta

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.model.values import Day, Value
from suffrage.roll.days import months_after
from suffrage.roll.told import Told, told

__all__ = [
    "Condition",
    "Decision",
    "EligibilityRule",
    "Evidence",
    "Facts",
    "check_rule",
    "decide",
    "read_rule",
]

Condition = Literal["seniority", "presentation", "dues"]


class EligibilityRule(Value, frozen=True, rename={"version": "suffrage-eligibility"}):
    """The conditions, each with its day; an empty day makes no condition.

    ``months`` of membership must be complete at ``at``. A member must have been presented to the
    section by ``presented_by``, and have last paid dues from ``dues_from`` to ``dues_by``.
    """

    version: Literal[1]
    at: Day
    months: Annotated[int, Meta(ge=0, le=1200)] = 0
    presented_by: Day = ""
    dues_from: Day = ""
    dues_by: Day = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the office knows of a member, None where it does not know."""

    joined_on: date | None = field(default=None, repr=False)
    presented_on: date | None = field(default=None, repr=False)
    dues_paid_on: date | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One condition looked at: the day of the fact or None, and why it fails or None."""

    condition: Condition
    fact: date | None = field(repr=False)
    failure: Told | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Decision:
    """Entitled or not under the rule with this hash, with the evidence for each condition."""

    rule: str
    evidence: tuple[Evidence, ...]

    @property
    def reason(self) -> Told | None:
        """Why the member is not entitled: the first condition that fails."""
        return next((one.failure for one in self.evidence if one.failure), None)

    @property
    def entitled(self) -> bool:
        """Whether every condition holds."""
        return self.reason is None


def read_rule(data: bytes) -> EligibilityRule:
    """The rule of canonical bytes; raises ``Malformed`` (``canonical.*``, ``eligibility.dues``)."""
    rule = canonical.decode(data, EligibilityRule)
    check_rule(rule)
    return rule


def check_rule(rule: EligibilityRule) -> None:
    """Raises ``Malformed("eligibility.dues")`` when the days for dues leave none."""
    if rule.dues_from and (not rule.dues_by or rule.dues_from > rule.dues_by):
        raise Malformed("eligibility.dues", at="dues_from")


def decide(rule: EligibilityRule, facts: Facts) -> Decision:
    """Whether a member of these facts is entitled, and why; the rule has been checked."""
    return Decision(_hash(rule), tuple(_evidence(rule, facts)))


@lru_cache(maxsize=8)
def _hash(rule: EligibilityRule) -> str:
    # A roll has many members and one rule.
    return canonical.digest(rule)


def _evidence(rule: EligibilityRule, facts: Facts) -> Iterator[Evidence]:
    yield Evidence("seniority", facts.joined_on, _seniority(rule, facts.joined_on))
    if rule.presented_by:
        found = _presentation(rule, facts.presented_on)
        yield Evidence("presentation", facts.presented_on, found)
    if rule.dues_by:
        yield Evidence("dues", facts.dues_paid_on, _dues(rule, facts.dues_paid_on))


def _seniority(rule: EligibilityRule, joined: date | None) -> Told | None:
    if joined is None:
        return told("eligibility.joined-unknown", day=rule.at, months=rule.months)
    complete = months_after(joined, rule.months).isoformat()
    if complete <= rule.at:
        return None
    return told(
        "eligibility.joined-late",
        joined=joined.isoformat(),
        months=rule.months,
        complete=complete,
        day=rule.at,
    )


def _presentation(rule: EligibilityRule, presented: date | None) -> Told | None:
    if presented is None:
        return told("eligibility.presented-unknown", by=rule.presented_by)
    day = presented.isoformat()
    if day <= rule.presented_by:
        return None
    return told("eligibility.presented-late", presented=day, by=rule.presented_by)


def _dues(rule: EligibilityRule, paid: date | None) -> Told | None:
    if paid is None:
        return told("eligibility.dues-unknown", by=rule.dues_by)
    day = paid.isoformat()
    if day > rule.dues_by:
        return told("eligibility.dues-late", paid=day, by=rule.dues_by)
    if day < rule.dues_from:
        return told("eligibility.dues-old", paid=day, since=rule.dues_from)
    return None
