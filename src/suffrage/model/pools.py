"""Pools: sections too small to be published alone, grouped before anybody votes."""

from typing import Annotated, Literal

from msgspec import Meta

from suffrage.model.values import Ident, UnitId, Value

__all__ = ["Pool"]


class Pool(Value, frozen=True, rename={"joins": "next"}):
    """Sections whose sheets are sealed in every contest of a ``round`` and published as one sum.

    ``joins`` (``next`` in the definition) names the pool that this one is summed with when it is
    below the minimum or has a single sealed sheet; the last of a chain names none.
    """

    id: Ident
    units: tuple[UnitId, ...]
    round: Annotated[int, Meta(ge=1, le=9)] = 1
    joins: Ident | Literal[""] = ""
