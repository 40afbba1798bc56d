"""One-time codes of kits: drawn, read as typed, and kept only as a salted slow hash.

``docs/spec/kit.md`` gives the alphabet, the check symbol and what is kept. A code is seen twice:
by the printer, and by whoever types it; nothing kept opens a section.

>>> code = draw_code(entropy)                                            # doctest: +SKIP
>>> kept = keep_code(code, entropy)                                      # doctest: +SKIP
>>> check_code(kept, "k7m2 q9xw 4hrd")     # raises unless it is the one  # doctest: +SKIP
>>> group_code(parse_code("2345-6789-abc4"))
'2345 6789 ABC4'
"""

import hashlib
import hmac
import re
from collections.abc import Callable
from typing import Final

from suffrage.errors import Malformed, NotVerified

__all__ = ["ALPHABET", "LENGTH", "check_code", "draw_code", "group_code", "keep_code", "parse_code"]

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRTVWXYZ"
"""29 symbols, a prime number; none looks like another in print."""

LENGTH: Final = 12
_GROUP: Final = 4
_COST, _BLOCK, _LANES = 2**14, 8, 1
_SALT, _HASH = 16, 32
_FAIR: Final = 256 - 256 % len(ALPHABET)
_BETWEEN: Final = re.compile(r"[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}-]+")
_KEPT: Final = re.compile(r"scrypt:(\d{1,8}):(\d{1,3}):(\d{1,3}):([0-9a-f]{32}):([0-9a-f]{64})")

Entropy = Callable[[int], bytes]


def draw_code(entropy: Entropy) -> str:
    """A new code: eleven uniform symbols of ``entropy``, and the check symbol.

    Bytes that would make some symbols likelier than others are thrown away.
    """
    drawn: list[int] = []
    while len(drawn) < LENGTH - 1:
        fair = (byte for byte in entropy(LENGTH) if byte < _FAIR)
        drawn += [byte % len(ALPHABET) for byte in fair]
    values = drawn[: LENGTH - 1]
    check = -_weighted(values) * pow(LENGTH, -1, len(ALPHABET)) % len(ALPHABET)
    return "".join(ALPHABET[value] for value in (*values, check))


def parse_code(typed: str) -> str:
    """The twelve symbols of what was typed, in small letters or capitals, grouped or not.

    Raises ``Malformed``: ``kit.code-length``, ``kit.code-symbol`` or ``kit.code-check``. No error
    repeats what was typed.
    """
    code = _BETWEEN.sub("", typed).upper()
    if len(code) != LENGTH:
        raise Malformed("kit.code-length", number=len(code))
    if not set(code) <= set(ALPHABET):
        raise Malformed("kit.code-symbol")
    if _weighted([ALPHABET.index(symbol) for symbol in code]) % len(ALPHABET):
        raise Malformed("kit.code-check")
    return code


def group_code(code: str) -> str:
    """A code as it is printed."""
    return " ".join(code[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))


def keep_code(code: str, entropy: Entropy) -> str:
    """What is kept of a code; raises ``Malformed`` as ``parse_code`` does."""
    salt = entropy(_SALT)
    hashed = _slow(parse_code(code), salt, (_COST, _BLOCK, _LANES))
    return f"scrypt:{_COST}:{_BLOCK}:{_LANES}:{salt.hex()}:{hashed.hex()}"


def check_code(kept: str, typed: str) -> None:
    """Raise ``NotVerified("kit.code-wrong")`` unless what was typed is the code that was kept.

    Raises ``Malformed`` as ``parse_code`` does, and ``kit.code-kept`` when ``kept`` is no such
    text. Takes some thirty milliseconds, equal or not.
    """
    code = parse_code(typed)
    found = _KEPT.fullmatch(kept)
    if found is None:
        raise Malformed("kit.code-kept")
    cost, block, lanes, salt, expected = found.groups()
    hashed = _slow(code, bytes.fromhex(salt), (int(cost), int(block), int(lanes)))
    if not hmac.compare_digest(hashed, bytes.fromhex(expected)):
        raise NotVerified("kit.code-wrong")


def _slow(code: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    number, block, lanes = cost
    return hashlib.scrypt(code.encode("ascii"), salt=salt, n=number, r=block, p=lanes, dklen=_HASH)


def _weighted(values: list[int]) -> int:
    return sum(place * value for place, value in enumerate(values, 1))
