"""What the commission sees before a later round."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = [
    "Finalist",
    "InTheWay",
    "PlannedAct",
    "RollChange",
    "RoundPlan",
    "Standing",
]


@dataclass(frozen=True, slots=True)
class Finalist:
    """Who goes on, with the place and the votes of the earlier round."""

    option: str
    label: str
    rank: int
    votes: int
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands in one instance; ``reason`` is a code with ``fields``, empty while unknown.

    ``tie_rules`` are those that chose between equal votes, in their order; mostly none.
    """

    instance: str
    source: str
    reason: str
    fields: Mapping[str, str | int]
    finalists: tuple[Finalist, ...]
    tie_rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RollChange:
    """A section whose roll is no longer what it was when the earlier evening ended."""

    unit: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class InTheWay:
    """What stands against the round; ``stops`` the opening, or else only its certificate."""

    code: str
    fields: Mapping[str, str | int]
    stops: bool


@dataclass(frozen=True, slots=True)
class PlannedAct:
    """An act that somebody signs: its kind, subject, who may, and from or until when.

    ``decided`` says that the commission votes on it first; ``optional`` that the round can be
    held without it.
    """

    kind: str
    subject: str
    roles: tuple[str, ...]
    decided: bool
    optional: bool = False
    not_before: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """All that the commission has to know before a later round.

    ``held`` is false once the earlier round has left nothing to vote on; ``units`` are all
    sections, the same as before. Withdrawals are possible before ``withdraw_until``: the hour at
    which the round's polls, or the first of its boxes, open.
    """

    round: int
    held: bool
    opens: str
    closes: str
    units: tuple[str, ...]
    standing: tuple[Standing, ...]
    withdraw_until: str
    roll_changes: tuple[RollChange, ...]
    in_the_way: tuple[InTheWay, ...]
    acts: tuple[PlannedAct, ...]
