"""The figures a rule computes with, refused unless they agree with each other.

>>> check_votes({"a": 1_023, "b": 258, "c": 253}, Figures(3_000, 1_532, 0, 0, 1_532))
Traceback (most recent call last):
suffrage.errors.Inconsistent: rule.valid valid=1532 votes=1534
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from suffrage.errors import Inconsistent, Malformed

__all__ = ["Exemption", "Figures", "check_votes"]

Exemption = Literal["ballots-beyond-roll"]
"""``ballots-beyond-roll``: a ruling accepted more ballots than members on the roll."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The totals of one contest, in ballots, except ``registered``: members on the roll.

    Raises ``Inconsistent``: ``rule.below-zero``, ``rule.ballots`` if ballots are not blank +
    void + valid, ``rule.registered`` if they exceed the roll and no exemption says why.
    """

    registered: int
    ballots: int
    blank: int
    void: int
    valid: int
    exemption: Exemption | None = None

    def __post_init__(self) -> None:
        for field in ("registered", "ballots", "blank", "void", "valid"):
            if getattr(self, field) < 0:
                raise Inconsistent("rule.below-zero", field=field, number=getattr(self, field))
        parts = self.blank + self.void + self.valid
        if self.ballots != parts:
            raise Inconsistent("rule.ballots", ballots=self.ballots, parts=parts)
        if self.ballots > self.registered and self.exemption is None:
            raise Inconsistent("rule.registered", ballots=self.ballots, registered=self.registered)


def check_votes(votes: Mapping[str, int], figures: Figures | None = None) -> None:
    """Raise unless there are options, none below zero, that sum to the valid votes.

    Codes: ``rule.no-option`` (``Malformed``), ``rule.below-zero`` and ``rule.valid``
    (``Inconsistent``).
    """
    if not votes:
        raise Malformed("rule.no-option")
    for option, number in votes.items():
        if number < 0:
            raise Inconsistent("rule.below-zero", field=option, number=number)
    total = sum(votes.values())
    if figures is not None and figures.valid != total:
        raise Inconsistent("rule.valid", valid=figures.valid, votes=total)
