"""A hemicycle: one dot a seat, each group in one wedge, from left to right.

Seats lie on half circles, in each row as many as its radius asks for. They are filled in the
order of their angle, so that the dots of a group are neighbours. All sums are in whole numbers,
sine and cosine included, so that the picture has the same bytes on every machine.

>>> picture = draw_hemicycle(
...     [SeatGroup("A", 3, 1), SeatGroup("B", 2, 2)], name="council", title="Council",
...     description="A 3, B 2"
... )
>>> picture.count("<circle"), picture[:34]
(5, Markup('<svg class="hemicycle" viewBox="0 '))
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from markupsafe import Markup

from suffrage.errors import Refused
from suffrage.site.pages.charts.svg import el

__all__ = ["MOST_SEATS", "SeatGroup", "draw_hemicycle"]

MOST_SEATS: Final = 1000
_WIDTH, _HEIGHT = 400, 222
_CENTRE: Final = 20_000
"""Where the half circles have their middle, from the left and from above, in hundredths."""
_OUTER, _INNER, _LARGEST = 17_600, 7_000, 2_000
"""Radii of the outermost and the innermost row, and of the largest dot, in hundredths."""
_MOST_ROWS: Final = 24
_UNIT: Final = 10**15
_PI: Final = 3_141_592_653_589_793
"""π in units of ``_UNIT``."""


@dataclass(frozen=True, slots=True)
class SeatGroup:
    """Seats of one colour: ``name`` is shown, ``colour`` is the number of a class, 0 for none."""

    name: str
    seats: int
    colour: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A half circle with its radius in hundredths and its number of seats."""

    radius: int
    seats: int


def draw_hemicycle(
    groups: Sequence[SeatGroup], *, name: str, title: str, description: str
) -> Markup:
    """The seats of all groups, in the order given.

    ``name`` makes the ids of title and description and must be unique on the page. Raises
    ``Refused("hemicycle.seats")`` for no seat or more than ``MOST_SEATS``.
    """
    number = sum(group.seats for group in groups)
    if not 1 <= number <= MOST_SEATS:
        raise Refused("hemicycle.seats", seats=number, most=MOST_SEATS)
    rows, dot = _best_rows(number)
    places = iter(_places(rows))
    drawn = [
        el(
            "g",
            el("title", f"{group.name}: {group.seats}"),
            *(_dot(next(places), dot) for _ in range(group.seats)),
            class_=f"c{group.colour}",
        )
        for group in groups
        if group.seats
    ]
    middle = _tenths(_CENTRE // 10)
    return el(
        "svg",
        el("title", title, id=f"{name}-title"),
        el("desc", description, id=f"{name}-desc"),
        *drawn,
        el("text", str(number), x=middle, y=middle, font_size=28, text_anchor="middle"),
        class_="hemicycle",
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
    )


def _best_rows(number: int) -> tuple[tuple[_Row, ...], int]:
    """The rows that leave room for the largest dots, and the radius of a dot in hundredths."""
    best: tuple[tuple[_Row, ...], int] = ((), 0)
    for count in range(1, min(number, _MOST_ROWS) + 1):
        rows = _rows(number, count)
        dot = min(_LARGEST, *(_room(row) for row in rows), _apart(count))
        if dot > best[1]:
            best = rows, dot
    return best


def _rows(number: int, count: int) -> tuple[_Row, ...]:
    """So many rows, with seats in proportion to their radii (largest remainders, outer first)."""
    if count == 1:
        return (_Row(min(_OUTER, max(_INNER, _needed(number))), number),)
    radii = [_OUTER - (_OUTER - _INNER) * place // (count - 1) for place in range(count)]
    shares = [Fraction(number * radius, sum(radii)) for radius in radii]
    seats = [int(share) for share in shares]
    by_rest = sorted(range(count), key=lambda place: seats[place] - shares[place])
    for place in by_rest[: number - sum(seats)]:
        seats[place] += 1
    return tuple(_Row(radius, own) for radius, own in zip(radii, seats, strict=True))


def _needed(number: int) -> int:
    """The radius of a row that has room for dots of the largest size."""
    return 5 * (number - 1) * _LARGEST * _UNIT // (2 * _PI) + 1


def _room(row: _Row) -> int:
    """The radius of dots that leave a little space between neighbours of a row."""
    gaps = row.seats - 1
    return 2 * row.radius * _PI // (5 * gaps * _UNIT) if gaps > 0 else _LARGEST


def _apart(count: int) -> int:
    """The same between neighbouring rows."""
    return 2 * (_OUTER - _INNER) // (5 * (count - 1)) if count > 1 else _LARGEST


def _places(rows: Sequence[_Row]) -> list[tuple[int, int]]:
    """Where the seats lie, from left to right by their angle, the outer row first."""
    found = []
    for depth, row in enumerate(rows):
        for seat in range(row.seats):
            angle = Fraction(seat, row.seats - 1) if row.seats > 1 else Fraction(1, 2)
            found.append((angle, depth, row.radius))
    return [_point(angle, radius) for angle, _, radius in sorted(found)]


def _point(angle: Fraction, radius: int) -> tuple[int, int]:
    """A point in tenths; the angle is a share of the half turn, from the left."""
    cosine, sine = _turned(angle)
    across, up = radius * cosine // _UNIT, radius * sine // _UNIT
    return (_CENTRE - across + 5) // 10, (_CENTRE - up + 5) // 10


def _turned(angle: Fraction) -> tuple[int, int]:
    """Cosine and sine of a share of the half turn, in units of ``_UNIT``."""
    if 2 * angle > 1:
        cosine, sine = _turned(1 - angle)
        return -cosine, sine
    turn = _PI * angle.numerator // angle.denominator
    return _series(turn, 0), _series(turn, 1)


def _series(turn: int, power: int) -> int:
    """The alternating series of cosine (from power 0) or sine (from power 1)."""
    term, total, sign = turn if power else _UNIT, 0, 1
    while term:
        total += sign * term
        term = term * turn // _UNIT * turn // _UNIT // ((power + 1) * (power + 2))
        power += 2
        sign = -sign
    return total


def _dot(place: tuple[int, int], dot: int) -> Markup:
    across, down = place
    return el("circle", cx=_tenths(across), cy=_tenths(down), r=_tenths(dot // 10))


def _tenths(number: int) -> str:
    return f"{number // 10}.{number % 10}" if number % 10 else str(number // 10)
