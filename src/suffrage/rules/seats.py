"""Seats shared out, and the trace that shows every step of it.

``SeatAward.seats`` holds undisputed seats only. A seat that equal figures claim is a
``SeatTie`` until ``suffrage.rules.tie`` resolves it: seats plus tied seats are all seats.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

__all__ = [
    "Average",
    "AveragesTrace",
    "Excluded",
    "LastSeat",
    "Remainder",
    "RemaindersTrace",
    "SeatAward",
    "SeatStep",
    "SeatTie",
    "ThresholdTrace",
    "VotesApart",
]


@dataclass(frozen=True, slots=True)
class SeatTie:
    """``options`` with an equal claim to fewer ``seats``; none gets more than one of them."""

    options: tuple[str, ...]
    seats: int


@dataclass(frozen=True, slots=True)
class Excluded:
    """An option below the threshold, with its votes where the threshold is measured."""

    option: str
    votes: int


@dataclass(frozen=True, slots=True)
class ThresholdTrace:
    """``needed`` votes out of ``total`` reach the ``share``; the options that did not."""

    share: Fraction
    level: str
    total: int
    needed: int
    excluded: tuple[Excluded, ...]


@dataclass(frozen=True, slots=True)
class Average:
    """An option's votes divided by its next divisor."""

    option: str
    quotient: Fraction


@dataclass(frozen=True, slots=True)
class SeatStep:
    """The seats from number ``seat`` on, one to each of ``options``: they have one quotient.

    ``next_best`` are the options that come closest among the others at that moment.
    """

    seat: int
    options: tuple[str, ...]
    quotient: Fraction
    next_best: tuple[Average, ...]


@dataclass(frozen=True, slots=True)
class VotesApart:
    """How many votes an option would have to lose, or to gain, for a seat to move."""

    option: str
    votes: int


@dataclass(frozen=True, slots=True)
class LastSeat:
    """How firm the last seat is, in votes, if nothing else changes.

    ``holders`` would lose their last seat by losing that many votes; ``rivals`` would take it
    by gaining that many, fewest first. One vote less either way may bring a tie.
    """

    holders: tuple[VotesApart, ...]
    rivals: tuple[VotesApart, ...]


@dataclass(frozen=True, slots=True)
class AveragesTrace:
    """Highest averages: seat by seat; then ``tied`` options, which claim what is left.

    Either ``tied`` is empty or ``last_seat`` is.
    """

    threshold: ThresholdTrace
    steps: tuple[SeatStep, ...]
    tied: tuple[Average, ...]
    last_seat: LastSeat


@dataclass(frozen=True, slots=True)
class Remainder:
    """An option's whole quotas, what remains (in votes), and whether that won a seat."""

    option: str
    votes: int
    whole: int
    remainder: Fraction
    seat: bool


@dataclass(frozen=True, slots=True)
class RemaindersTrace:
    """Largest remainders: the quota (in votes), and the options by remainder, largest first.

    ``votes`` are those of the options that reached the threshold; ``left`` seats go to the
    largest remainders.
    """

    threshold: ThresholdTrace
    votes: int
    quota: Fraction
    left: int
    remainders: tuple[Remainder, ...]


@dataclass(frozen=True, slots=True)
class SeatAward:
    """Undisputed seats of every option in declared order, the tied seats, and the trace."""

    seats: Mapping[str, int]
    ties: tuple[SeatTie, ...]
    trace: AveragesTrace | RemaindersTrace
