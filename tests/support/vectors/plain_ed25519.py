"""Ed25519 by Python's integers alone, from RFC 8032 and docs/spec: slow, short, independent.

An element is (x, y); it serves the vectors as the judge of the product's own arithmetic.
"""

import hashlib
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Final, TypeAlias

__all__ = [
    "FIELD",
    "GENERATOR",
    "IDENTITY",
    "ORDER",
    "Element",
    "add",
    "challenge",
    "embed",
    "exponent_of",
    "extract",
    "independent",
    "lift",
    "product",
    "text",
    "times",
]

Element: TypeAlias = tuple[int, int]

FIELD: Final = 2**255 - 19
ORDER: Final = 2**252 + 27742317777372353535851937790883648493
IDENTITY: Final[Element] = (0, 1)
_D: Final = -121665 * pow(121666, -1, FIELD) % FIELD


def lift(y: int, odd: int = 0) -> Element | None:
    """The point of the curve with this y, and an x that is odd or even; None where none is."""
    if not 0 <= y < FIELD:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, FIELD) % FIELD
    x = pow(square, (FIELD + 3) // 8, FIELD)
    if x * x % FIELD != square:
        x = x * pow(2, (FIELD - 1) // 4, FIELD) % FIELD
    if x * x % FIELD != square or (x == 0 and odd):
        return None
    return (x if x % 2 == odd else FIELD - x), y


def add(p: Element, q: Element) -> Element:
    """p·q, in the notation of the protocol; the law of RFC 8032, section 5.1.4, with divisions."""
    (x1, y1), (x2, y2) = p, q
    shared = _D * x1 * x2 * y1 * y2 % FIELD
    x = (x1 * y2 + x2 * y1) * pow(1 + shared, -1, FIELD)
    y = (y1 * y2 + x1 * x2) * pow(1 - shared, -1, FIELD)
    return x % FIELD, y % FIELD


def times(p: Element, exponent: int) -> Element:
    """p^exponent, by squaring."""
    power, result = p, IDENTITY
    exponent %= 8 * ORDER
    while exponent:
        if exponent % 2:
            result = add(result, power)
        power, exponent = add(power, power), exponent // 2
    return result


def product(points: Iterable[Element]) -> Element:
    """The product of all."""
    return reduce(add, points, IDENTITY)


def text(p: Element) -> str:
    """y and the parity of x as one number, in 64 hexadecimal digits."""
    return f"{p[1] | (p[0] & 1) << 255:064x}"


def challenge(prefix: str, elements: Sequence[str]) -> int:
    """The hash of prefix and elements, modulo q."""
    return int(hashlib.sha256((prefix + ",".join(elements)).encode()).hexdigest(), 16) % ORDER


def exponent_of(uuid: str, private: str) -> int:
    """The secret exponent of a credential."""
    halves = [f"derive_credential|{uuid}|{half}|{private}" for half in (0, 1)]
    digits = "".join(hashlib.sha256(half.encode()).hexdigest() for half in halves)
    return int(digits, 16) % ORDER


def independent(index: int) -> Element:
    """The generator h_i of a shuffle."""
    y = int(hashlib.sha256(f"ggen|{index}".encode()).hexdigest(), 16) >> 2
    while (point := lift(y)) is None:
        y += 1
    return times(point, 8)


def embed(vector: Sequence[int]) -> Element:
    """The element that holds these numbers below 256."""
    y = sum(number << 8 * place for place, number in enumerate(reversed(vector))) << 14
    while (point := lift(y)) is None or times(point, ORDER) != IDENTITY:
        y += 1
    return point


def extract(p: Element, width: int) -> list[int]:
    """The numbers that an element holds."""
    number = int(text(p), 16) >> 14
    return [number >> 8 * place & 255 for place in reversed(range(width))]


GENERATOR: Final = lift(4 * pow(5, -1, FIELD) % FIELD) or IDENTITY
