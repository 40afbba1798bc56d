"""Tiles: which a tree of a given size has, and the one spelling of each path.

A tile holds up to 256 hashes of one level; level L+1 holds the root of each *full* tile of
level L. The entries lie in bundles of the same shape as level 0. Source: C2SP tlog-tiles 0.1.0.
Departure: a path is refused unless it is spelled as we would write it, so a stray file shows.

>>> [tile.path for tile in tiles_of(256)]
['tile/0/000', 'tile/entries/000', 'tile/1/000.p/1']
>>> parse_path("tile/0/x001/x234/067.p/9")
Tile(level=0, index=1234067, width=9)
"""

import re
from dataclasses import dataclass
from typing import Final

from suffrage.errors import Malformed

__all__ = ["ENTRIES", "WIDTH", "Tile", "new_tiles", "parse_path", "superseded", "tiles_of"]

WIDTH: Final = 256
# Bundles are indexed like level 0, but are no level of hashes.
ENTRIES: Final = -1
_LEVEL_LIMIT: Final = 63
_PATH = re.compile(
    r"tile/(entries|[0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/){0,6}[0-9]{3})"
    r"(?:\.p/([1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?"
)


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile or bundle.

    ``level`` is 0 to 63, or ``ENTRIES``; ``index`` counts tiles from the left; ``width`` is the
    number of hashes or entries, 256 when the tile is full. Raises ``Malformed("log.tile")``.
    """

    level: int
    index: int
    width: int = WIDTH

    def __post_init__(self) -> None:
        known = ENTRIES <= self.level <= _LEVEL_LIMIT
        if not known or self.index < 0 or not 1 <= self.width <= WIDTH:
            raise Malformed("log.tile", level=self.level, index=self.index, width=self.width)

    @property
    def path(self) -> str:
        """The path below the log's prefix."""
        level = "entries" if self.level == ENTRIES else str(self.level)
        number = f"{self.index % 1000:03d}"
        rest = self.index // 1000
        while rest:
            number = f"x{rest % 1000:03d}/{number}"
            rest //= 1000
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{level}/{number}{partial}"

    @property
    def end(self) -> int:
        """How many hashes of the tile's level (or entries) a tree needs to have this tile."""
        return self.index * WIDTH + self.width

    def hashes_in(self, size: int) -> int:
        """How many hashes of the tile's level (or entries) a tree of ``size`` leaves has."""
        return size >> (8 * max(self.level, 0))


def parse_path(path: str) -> Tile:
    """The tile that a path names; raises ``Malformed("log.path")`` for any other file."""
    found = _PATH.fullmatch(path)
    if found is None:
        raise Malformed("log.path", path=path)
    level = ENTRIES if found[1] == "entries" else int(found[1])
    index = int(found[2].replace("x", "").replace("/", ""))
    tile = Tile(level, index, int(found[3]) if found[3] else WIDTH)
    # Groups of zeroes in front name the same tile a second time.
    if tile.path != path:
        raise Malformed("log.path", path=path)
    return tile


def tiles_of(size: int) -> list[Tile]:
    """Every tile and bundle that a log of ``size`` entries must serve, full and partial."""
    return new_tiles(0, size)


def new_tiles(old: int, new: int) -> list[Tile]:
    """The tiles and bundles of size ``new`` that size ``old`` does not have.

    Raises ``Malformed("log.range")`` unless 0 <= old <= new.
    """
    if not 0 <= old <= new:
        raise Malformed("log.range", number=old, size=new)
    tiles = []
    level = 0
    while new >> (8 * level):
        before, now = old >> (8 * level), new >> (8 * level)
        kinds = (level, ENTRIES) if level == 0 else (level,)
        if now != before:
            tiles += [
                Tile(kind, index)
                for kind in kinds
                for index in range(before // WIDTH, now // WIDTH)
            ]
            if now % WIDTH:
                tiles += [Tile(kind, now // WIDTH, now % WIDTH) for kind in kinds]
        level += 1
    return tiles


def superseded(tile: Tile, size: int) -> bool:
    """Whether a partial tile may be removed, because a log of ``size`` has it in full."""
    return tile.width < WIDTH and Tile(tile.level, tile.index).end <= tile.hashes_in(size)
