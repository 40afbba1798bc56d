"""Hashing to the group of Ed25519: an element whose logarithm nobody knows.

The suite ``edwards25519_XMD:SHA-512_ELL2_RO_`` of RFC 9380, sections 5 to 8: two field elements
from the message, Elligator 2 on curve25519 for each, their sum on edwards25519, times the
cofactor. Departure: none in the value; its time depends on the message, which must be public.

>>> hash_to_curve(b"", b"QUUX-V01-CS02-with-edwards25519_XMD:SHA-512_ELL2_RO_")[:16]
'09a6c8561a0b22be'
"""

import hashlib
from functools import lru_cache
from typing import Final, TypeAlias

__all__ = ["hash_to_curve"]

_P: Final = 2**255 - 19
_D: Final = -121665 * pow(121666, -1, _P) % _P
_ROOT_OF_MINUS_1: Final = pow(2, (_P - 1) // 4, _P)
_J: Final = 486662
_COFACTOR_DOUBLINGS: Final = 3
# Of SHA-512, and of one field element with 128 bits to spare.
_DIGEST: Final = 64
_BLOCK: Final = 128
_WIDE: Final = 48

_Pair: TypeAlias = tuple[int, int]


@lru_cache(maxsize=4096)
def hash_to_curve(message: bytes, tag: bytes) -> str:
    """The element of a public message, as the canonical text that ``Group.decode`` reads.

    ``tag`` separates domains (DST, 1 to 255 bytes): each use of this function has its own.
    """
    u0, u1 = _hash_to_field(message, tag)
    x, y = _add(_map(u0), _map(u1))
    for _ in range(_COFACTOR_DOUBLINGS):
        x, y = _add((x, y), (x, y))
    return f"{y | (x & 1) << 255:064x}"


def _hash_to_field(message: bytes, tag: bytes) -> _Pair:
    uniform = _expand(message, tag, 2 * _WIDE)
    return (
        int.from_bytes(uniform[:_WIDE], "big") % _P,
        int.from_bytes(uniform[_WIDE:], "big") % _P,
    )


def _expand(message: bytes, tag: bytes, length: int) -> bytes:
    """``expand_message_xmd`` with SHA-512 (section 5.3.1)."""
    suffix = tag + len(tag).to_bytes(1, "big")
    head = bytes(_BLOCK) + message + length.to_bytes(2, "big") + b"\0" + suffix
    first = hashlib.sha512(head).digest()
    block = hashlib.sha512(first + b"\1" + suffix).digest()
    blocks = [block]
    for number in range(2, -(-length // _DIGEST) + 1):
        mixed = bytes(a ^ b for a, b in zip(first, block, strict=True))
        block = hashlib.sha512(mixed + bytes([number]) + suffix).digest()
        blocks.append(block)
    return b"".join(blocks)[:length]


def _map(u: int) -> _Pair:
    """Elligator 2 on curve25519 (section 6.7.1), then to edwards25519 (section 6.8.2, D.1).

    No u makes a divisor 0 on the first curve, since -1/2 is no square; the second has two points
    that go to the identity.
    """
    s = -_J * pow(1 + 2 * u * u, -1, _P) % _P
    t = _root(_montgomery(s))
    if t is None:
        s = (-s - _J) % _P
        t = _root(_montgomery(s))
        odd = 0
    else:
        odd = 1
    if t is None:
        raise AssertionError(u)
    if t % 2 != odd:
        t = -t % _P
    if t == 0 or s == _P - 1:
        return 0, 1
    return _SQRT_486664 * s * pow(t, -1, _P) % _P, (s - 1) * pow(s + 1, -1, _P) % _P


def _montgomery(s: int) -> int:
    return (s * s * s + _J * s * s + s) % _P


def _root(square: int) -> int | None:
    """A square root in the field, or ``None``."""
    root = pow(square, (_P + 3) // 8, _P)
    if root * root % _P != square % _P:
        root = root * _ROOT_OF_MINUS_1 % _P
    return root if root * root % _P == square % _P else None


def _even_root(square: int) -> int:
    root = _root(square)
    if root is None:
        raise AssertionError(square)
    return root if root % 2 == 0 else _P - root


_SQRT_486664: Final = _even_root(-(_J + 2) % _P)


def _add(p: _Pair, q: _Pair) -> _Pair:
    """The complete addition of edwards25519."""
    (x1, y1), (x2, y2) = p, q
    cross = _D * x1 * x2 * y1 * y2 % _P
    x = (x1 * y2 + x2 * y1) * pow(1 + cross, -1, _P)
    y = (y1 * y2 + x1 * x2) * pow(1 - cross, -1, _P)
    return x % _P, y % _P
