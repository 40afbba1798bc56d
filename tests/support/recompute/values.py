"""What a unit, a pool, a box and a dispute are at one size of the board."""

from dataclasses import dataclass, field

from tests.support.recompute.figures import Figures
from tests.support.recompute.timeline import Timeline

__all__ = ["Dispute", "Run", "Standing", "Sum"]


@dataclass(frozen=True)
class Standing:
    """A unit in a contest: its state as in ``sheets.csv``, and the figures it has on the board.

    ``index`` is the record that brought the figures, ``payload`` their blob.
    """

    state: str = "awaited"
    figures: Figures | None = None
    index: int = -1
    payload: str = ""


@dataclass(frozen=True)
class Sum:
    """A pool that was summed, with the sections whose figures it has."""

    pool: str
    units: tuple[str, ...]
    figures: Figures
    size: int


@dataclass(frozen=True)
class Run:
    """One run of a box: its phase, its ballots and its credentials so far."""

    number: int = 1
    phase: str = "convened"
    ballots: int = 0
    credentials: int = 0


@dataclass
class Dispute:
    """A dispute of a unit, and how it stood."""

    contest: str
    unit: str
    ground: str
    status: Timeline[str] = field(default_factory=lambda: Timeline(""))
