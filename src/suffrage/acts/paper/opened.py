"""The openings of the sealed sheets that a pool brings together, each set against the board."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from suffrage.board.seal import check_opening
from suffrage.conduct.pools import pools_with, sealed_units
from suffrage.conduct.state import State
from suffrage.errors import Malformed, NotVerified
from suffrage.model import canonical
from suffrage.paper.sealed import Opening

__all__ = ["OpenedPool", "open_pool", "read_opening"]


@dataclass(frozen=True, slots=True)
class OpenedPool:
    """The pools that go together, their sealed sections, and what opens each of them."""

    pools: tuple[str, ...]
    units: tuple[str, ...]
    openings: tuple[Opening, ...] = field(repr=False)


def read_opening(data: bytes) -> Opening:
    """The opening in a file; raises ``Malformed("opening.unreadable")``, which repeats nothing."""
    try:
        return canonical.decode(data, Opening)
    except Malformed:
        pass
    # Raised here, because what was caught may quote the file.
    raise Malformed("opening.unreadable")


def open_pool(state: State, contest: str, pool: str, openings: Iterable[bytes]) -> OpenedPool:
    """A pool with its openings, in the order of the definition.

    ``openings`` are files of what ``make_opening`` made, in any order; those of other sections are
    passed over. Raises as ``pools_with`` and ``sealed_units`` do; ``NotVerified``:
    ``opening.missing``, ``opening.origin``, ``opening.differs``; ``Malformed`` for other files.
    """
    pools = pools_with(state, contest, pool)
    sheets = sealed_units(state, contest, pools)
    held = {(one.contest, one.unit): one for one in map(read_opening, openings)}
    found: list[Opening] = []
    for unit, sheet in sheets.items():
        one = held.get((contest, unit))
        if one is None:
            raise NotVerified("opening.missing", unit=unit)
        if one.origin != state.origin:
            raise NotVerified("opening.origin", at="origin", origin=state.origin)
        check_opening(state.origin, contest, sheet.commitments, one.figures, one.blindings)
        found.append(one)
    return OpenedPool(tuple(one.id for one in pools), tuple(sheets), tuple(found))
