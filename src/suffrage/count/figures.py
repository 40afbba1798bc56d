"""The figures of one unit in one contest, from its sheet or from its online box."""

from collections.abc import Mapping
from dataclasses import dataclass

from suffrage.paper.sheet import Sheet

__all__ = ["Figures", "figures_of"]


@dataclass(frozen=True, slots=True)
class Figures:
    """Registered, signatures, ballots, blank, void, valid, and the votes of each option."""

    registered: int
    signatures: int
    ballots: int
    blank: int
    void: int
    valid: int
    votes: Mapping[str, int]


def figures_of(sheet: Sheet) -> Figures:
    """The figures that a tally sheet states."""
    return Figures(
        registered=sheet.registered,
        signatures=sheet.signatures,
        ballots=sheet.ballots,
        blank=sheet.blank,
        void=sum(sheet.void.values()),
        valid=sheet.valid,
        votes=sheet.votes,
    )
