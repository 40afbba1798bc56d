"""A square for each federation: who leads what is counted there, and how much that is.

The table of federations below it holds the same figures for everybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from suffrage.site.pages.charts.france import DEPARTMENTS
from suffrage.site.pages.charts.svg import el

__all__ = ["Tile", "draw_tiles", "places_of"]

_STEP, _SIDE = 44, 42
_COLUMNS = 12
_KNOWN = Fraction(9, 10)


@dataclass(frozen=True, slots=True)
class Tile:
    """A federation, the number of the option ahead in it, and how far it is counted.

    ``leader`` is ``None`` where nothing is counted or several are level; ``covered`` the share of
    its members; ``told`` the words shown on pointing at it.
    """

    code: str
    leader: int | None
    covered: Fraction
    told: str


def places_of(codes: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """Column and row of each federation.

    As on the map where nine in ten are codes of French departments; the others follow below. Else
    row by row in their own order.
    """
    known = [code for code in codes if code in DEPARTMENTS]
    if not codes or Fraction(len(known), len(codes)) < _KNOWN:
        return {code: (n % _COLUMNS, n // _COLUMNS) for n, code in enumerate(codes)}
    below = max(DEPARTMENTS[code][1] for code in known) + 1
    places = {code: DEPARTMENTS[code] for code in known}
    for number, code in enumerate(code for code in codes if code not in places):
        places[code] = (number % _COLUMNS, below + number // _COLUMNS)
    return places


def draw_tiles(tiles: Sequence[Tile], *, title: str) -> Markup:
    """The map; a tile is the stronger coloured the more is counted."""
    places = places_of([tile.code for tile in tiles])
    width = _STEP * (1 + max((column for column, _ in places.values()), default=0))
    height = _STEP * (1 + max((row for _, row in places.values()), default=0))
    drawn = [_tile(tile, *places[tile.code]) for tile in tiles]
    return el(
        "figure",
        el("svg", *drawn, viewBox=f"0 0 {width} {height}", role="img", aria_label=title),
        class_="map",
    )


def _tile(tile: Tile, column: int, row: int) -> Markup:
    x, y = column * _STEP + 1, row * _STEP + 1
    strength = "none" if tile.leader is None else f"o{_step(tile.covered)}"
    colour = "blank" if tile.leader is None else f"c{tile.leader % 8 + 1}"
    box = {"x": x, "y": y, "width": _SIDE, "height": _SIDE, "rx": 4}
    return el(
        "g",
        el("title", tile.told),
        el("rect", class_="tile", **box),
        el("rect", class_=f"{colour} {strength}", **box),
        el("text", tile.code, x=x + _SIDE / 2, y=y + _SIDE / 2 + 5, font_size=14,
           text_anchor="middle"),
    )  # fmt: skip


def _step(covered: Fraction) -> int:
    """From 1 to 4: the quarter of the members that has been reached; 4 is all of them."""
    return max(1, covered.numerator * 4 // covered.denominator)
