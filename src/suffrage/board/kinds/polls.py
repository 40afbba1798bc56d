"""Records of an evening: polls opened, sections opened, hours, signatures, polls closed."""

from typing import Annotated, Final

from msgspec import Meta

from suffrage.board.kinds.kind import Kind
from suffrage.model.values import Count, Instant, Number, UnitId, Value

__all__ = [
    "FAMILY",
    "HoursExtended",
    "PollsClosed",
    "PollsOpened",
    "SectionOpened",
    "TurnoutReported",
]

Round = Annotated[int, Meta(ge=1, le=9)]


class PollsOpened(Value, frozen=True):
    """The evening of a round begins; from here on each section may open."""

    round: Round


class SectionOpened(Value, frozen=True):
    """A section declares that its box was shown empty, and opens."""

    round: Round
    unit: UnitId


class HoursExtended(Value, frozen=True):
    """One section may vote until a later hour."""

    round: Round
    unit: UnitId
    closes: Instant
    decision: Count


class TurnoutReported(Value, frozen=True):
    """How many signed a section's list, counted before the box is opened."""

    round: Round
    unit: UnitId
    signatures: Number


class PollsClosed(Value, frozen=True):
    """The evening of a round has ended everywhere; sheets are accepted from here on."""

    round: Round


FAMILY: Final = (
    Kind("polls.opened/1", PollsOpened),
    Kind("section.opened/1", SectionOpened),
    Kind("hours.extended/1", HoursExtended),
    Kind("turnout.reported/1", TurnoutReported),
    Kind("polls.closed/1", PollsClosed),
)
