"""The points of small order of Ed25519, and what they do to texts and pairs: plain integers."""

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P

Point = tuple[int, int]


def add(one: Point, other: Point) -> Point:
    """The sum of two points of the curve."""
    (x1, y1), (x2, y2) = one, other
    product = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + product, -1, P) % P
    return x, (y1 * y2 + x1 * x2) * pow(1 - product, -1, P) % P


def negated(point: Point) -> Point:
    """The opposite point."""
    return -point[0] % P, point[1]


def times(point: Point, number: int) -> Point:
    """The multiple of a point."""
    total = (0, 1)
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


def lifted(y: int) -> Point | None:
    """A point of the curve with this y."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    return (x, y) if x * x % P == square else None


def of_text(text: str) -> Point:
    """The point of a text."""
    number = int(text, 16)
    point = lifted(number % 2**255)
    assert point is not None
    return point if point[0] % 2 == number >> 255 else negated(point)


def to_text(point: Point) -> str:
    """Its text, whatever its order."""
    x, y = point
    return f"{y | (x & 1) << 255:064x}"


def of_pair(pair: bytes) -> Point:
    """The point of a pair of coordinates."""
    return int.from_bytes(pair[:32], "little"), int.from_bytes(pair[32:], "little")


def to_pair(point: Point) -> bytes:
    """Its pair of coordinates."""
    return point[0].to_bytes(32, "little") + point[1].to_bytes(32, "little")


def _of_order_eight() -> Point:
    for y in range(2, 100):
        point = lifted(y)
        if point is not None and times(torsion := times(point, ORDER), 4) != (0, 1):
            return torsion
    raise AssertionError


_EIGHTH = _of_order_eight()
SMALL: tuple[Point, ...] = tuple(times(_EIGHTH, number) for number in range(1, 8))
"""The seven points whose order divides 8, but the identity; number 6-i is opposite to number i."""


def shifted(text: str, small: Point) -> str:
    """The text of an element with a point of small order added."""
    return to_text(add(of_text(text), small))


def shifted_pair(pair: bytes, small: Point) -> bytes:
    """The same for a pair."""
    return to_pair(add(of_pair(pair), small))
