"""Sealed sheets: what stands for a sheet whose figures must not be published alone.

The board carries a commitment to each figure (``SealedSheet``) and later the sums of a pool
(``PoolSum``); agents keep what opens one sheet (``Opening``). Format and meaning:
``docs/spec/sealed-sheet.md``; the arithmetic is in ``board.seal``.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Final, Literal

from msgspec import Meta

from suffrage.model.values import CampId, Ident, Number, RoleName, UnitId, Value
from suffrage.paper.sheet import AgentState, Sheet

__all__ = [
    "Element",
    "Exponent",
    "FigureName",
    "Opening",
    "PoolSum",
    "PoolTooFew",
    "SealedSheet",
    "figure_names",
    "figures_on",
    "sheet_with",
]

FigureName = Annotated[
    str, Meta(pattern=r"^(?:[a-z]+|votes\.[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?)\Z")
]
"""``valid``, or ``votes.to2``."""

Element = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""An element of the group, as Belenios writes it."""

Exponent = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""A number below the group's order, in hexadecimal, the most significant digit first."""

_NAMES: Final = ("ballots", "blank", "signatures", "valid", "void")
_VOTES: Final = "votes."
_VOID_REASON: Final = "hidden"


class SealedSheet(Value, frozen=True):
    """The commitments to the figures of one section in one contest."""

    contest: Ident
    unit: UnitId
    entered_by: RoleName
    commitments: dict[FigureName, Element]
    agents: dict[CampId, AgentState] = {}  # noqa: RUF012  (the library copies the default)


class PoolSum(Value, frozen=True):
    """The sums of figures and of blindings over ``units``; ``pools`` names all that they are of."""

    contest: Ident
    pool: Ident
    pools: tuple[Ident, ...]
    units: tuple[UnitId, ...]
    figures: dict[FigureName, Number]
    blindings: dict[FigureName, Exponent]


class PoolTooFew(Value, frozen=True):
    """The sections of a pool that cannot be summed, and how many valid ballots they have together.

    With a single sealed sheet there is nothing to prove, and nothing is shown of it: ``valid``
    is 0 then and ``blinding`` empty.
    """

    contest: Ident
    pool: Ident
    pools: tuple[Ident, ...]
    units: tuple[UnitId, ...]
    valid: Number = 0
    blinding: Exponent | Literal[""] = ""


class Opening(Value, frozen=True):
    """What opens one sealed sheet; it shows a section's votes, so no message or repr does."""

    format: Literal["suffrage-opening/1"]
    origin: str
    contest: Ident
    unit: UnitId
    figures: dict[FigureName, Number]
    blindings: dict[FigureName, Exponent]

    def __repr__(self) -> str:
        """The section, without its figures."""
        return f"Opening(contest={self.contest!r}, unit={self.unit!r})"


def figure_names(options: Iterable[str]) -> tuple[str, ...]:
    """The figures that are committed to where these options stand."""
    return (*_NAMES, *(f"{_VOTES}{option}" for option in options))


def figures_on(sheet: Sheet) -> dict[str, int]:
    """The figures of a sheet by the names of ``figure_names``."""
    return {
        "ballots": sheet.ballots,
        "blank": sheet.blank,
        "signatures": sheet.signatures,
        "valid": sheet.valid,
        "void": sheet.void_total,
        **{f"{_VOTES}{option}": votes for option, votes in sheet.votes.items()},
    }


def sheet_with(
    contest: str, unit: str, by: str, registered: int, figures: Mapping[str, int]
) -> Sheet:
    """A sheet with these figures, so that ``paper.checks`` can judge an opening or a sum.

    ``figures`` has every name of ``figure_names``; ``unit`` may be a pool.
    """
    void = figures["void"]
    return Sheet(
        ballots=figures["ballots"],
        blank=figures["blank"],
        contest=contest,
        entered_by=by,
        proxies=0,
        registered=registered,
        signatures=figures["signatures"],
        unit=unit,
        valid=figures["valid"],
        void={_VOID_REASON: void} if void else {},
        votes={
            name.removeprefix(_VOTES): number
            for name, number in figures.items()
            if name.startswith(_VOTES)
        },
    )
