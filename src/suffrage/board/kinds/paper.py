"""Records of paper sections: sheets, open or sealed, sums of sealed ones, units excused."""

from typing import Annotated, Final, Literal

from msgspec import Meta

from suffrage.board.kinds.kind import Kind
from suffrage.model.values import Count, Digest, Ident, UnitId, Value
from suffrage.paper.sealed import PoolSum, PoolTooFew, SealedSheet
from suffrage.paper.sheet import Sheet

__all__ = [
    "FAMILY",
    "PoolExcused",
    "PoolSummed",
    "SheetApproved",
    "SheetCorrected",
    "SheetReceived",
    "SheetReserved",
    "SheetRuled",
    "SheetSealed",
    "UnitExcused",
]


class SheetReceived(Value, frozen=True):
    """The first entry of a sheet; it counts as provisional."""

    contest: Ident
    unit: UnitId


class SheetApproved(Value, frozen=True):
    """A second person's equal entry; ``sheet`` is the payload that it approves."""

    contest: Ident
    unit: UnitId
    sheet: Digest


class SheetReserved(Value, frozen=True):
    """A sheet that cannot be right as written; ``reason`` is the code of the failed check."""

    contest: Ident
    unit: UnitId
    reason: str


class SheetCorrected(Value, frozen=True):
    """A sheet that takes the place of an earlier one, named by its payload in ``replaces``.

    ``dispute`` names the ruled dispute that orders the correction; without one, the entry was
    wrong and the section or its federation says so.
    """

    contest: Ident
    unit: UnitId
    replaces: Digest
    dispute: str = ""


class SheetRuled(Value, frozen=True):
    """The commission approves a received sheet where no second entry can be had."""

    contest: Ident
    unit: UnitId
    sheet: Digest
    decision: Count


class SheetSealed(Value, frozen=True):
    """Commitments to the figures of a section in a pool.

    ``replaces`` names the payload that it takes the place of, if the section seals again.
    """

    contest: Ident
    unit: UnitId
    replaces: Digest | Literal[""] = ""


class PoolSummed(Value, frozen=True):
    """The sums of a pool, and of those that join it."""

    contest: Ident
    pool: Ident


class PoolExcused(Value, frozen=True):
    """The last pool of a chain has too few valid ballots to be summed; its sections are excused."""

    contest: Ident
    pool: Ident
    decision: Count


class UnitExcused(Value, frozen=True):
    """A section without a sheet for an evening, with the reason."""

    round: Annotated[int, Meta(ge=1, le=9)]
    unit: UnitId
    reason: Literal["not-held", "nobody-voted", "lost"]
    decision: Count


FAMILY: Final = (
    Kind("sheet.received/1", SheetReceived, Sheet),
    Kind("sheet.approved/1", SheetApproved, Sheet),
    Kind("sheet.reserved/1", SheetReserved, Sheet),
    Kind("sheet.corrected/1", SheetCorrected, Sheet),
    Kind("sheet.ruled/1", SheetRuled),
    Kind("sheet.sealed/1", SheetSealed, SealedSheet),
    Kind("pool.summed/1", PoolSummed, PoolSum),
    Kind("pool.excused/1", PoolExcused, PoolTooFew),
    Kind("unit.excused/1", UnitExcused),
)
