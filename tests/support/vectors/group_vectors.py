"""``group-ed25519.json``: arithmetic that another language can replay, value by value.

Every expected value is computed by plain integers; the product takes no part in it.
"""

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from tests.support.vectors import plain_ed25519 as plain
from tests.support.vectors.plain_ed25519 import FIELD, GENERATOR, IDENTITY, ORDER, Element, text

__all__ = ["group_vectors"]

_PRIVATE: Final = (
    "5aZAc-7EzFLY-nKdVs-8dbWJr",
    "11111-111111-11111-111111",
    "zzzzz-ZZZZZZ-kkkkk-KKKKKK",
)


def group_vectors() -> dict[str, Any]:
    """The contents of the file."""
    some = [plain.times(GENERATOR, _number(f"point {i}")) for i in range(4)]
    return {
        "format": "suffrage-group-vectors/1",
        "group": "Ed25519",
        "order": str(ORDER),
        "generator": text(GENERATOR),
        "decode": list(_decode()),
        "base": [{"s": str(s), "result": text(plain.times(GENERATOR, s))} for s in _exponents()],
        "times": [
            {"p": text(p), "s": str(s), "result": text(plain.times(p, s))}
            for p, s in [(some[0], s) for s in _exponents()] + [(IDENTITY, 5)]
        ],
        "add": [
            {"p": text(p), "q": text(q), "result": text(plain.add(p, q))}
            for p, q in (
                (some[0], some[1]),
                (some[0], some[0]),
                (some[0], plain.times(some[0], -1)),
                (some[0], IDENTITY),
                (IDENTITY, IDENTITY),
            )
        ],
        "product": [
            {"p": [text(p) for p in some[:size]], "result": text(plain.product(some[:size]))}
            for size in range(4)
        ],
        "commit": list(_commit(some)),
        "challenge": list(_challenge(some)),
        "sorted": sorted(
            (text(p) for p in [*some, IDENTITY]), key=lambda t: bytes.fromhex(t)[::-1]
        ),
        "independent": [
            {"index": index, "result": text(plain.independent(index))}
            for index in (-1, 0, 1, 9, 10)
        ],
        "embed": [
            {"vector": vector, "result": text(plain.embed(vector))}
            for vector in ([0], [1], [255], [1, 2, 3], [255, 0, 255], list(range(30)), [255] * 30)
        ],
        "extract": [
            {"p": text(p), "width": width, "result": plain.extract(p, width)}
            for p in (IDENTITY, some[0], some[1])
            for width in (1, 3, 30)
        ],
        "credential": [
            {
                "uuid": uuid,
                "private": private,
                "exponent": str(exponent := plain.exponent_of(uuid, private)),
                "public": text(plain.times(GENERATOR, exponent)),
            }
            for uuid in ("BoxForTests123", "ornymkeNgEVDgz")
            for private in _PRIVATE
        ],
    }


def _number(seed: str) -> int:
    digest = hashlib.shake_256(f"group vectors {seed}".encode()).digest(64)
    return int.from_bytes(digest) % ORDER


def _exponents() -> list[int]:
    """Small, large, at the order and above it."""
    edges = [0, 1, 2, 15, 16, 2**128, ORDER // 2, ORDER - 1, ORDER, ORDER + 1, 2**256 - 1]
    return [*edges, _number("exponent")]


def _decode() -> Iterator[dict[str, Any]]:
    generator = text(GENERATOR)
    sound = {
        "the generator": generator,
        "the identity": text(IDENTITY),
        "an element with an odd x": text(next(p for p in _powers() if p[0] % 2)),
        "an element with an even x": text(next(p for p in _powers() if p[0] % 2 == 0)),
    }
    bad = {
        "empty": "",
        "a digit too few": generator[1:],
        "a digit too many": "0" + generator,
        "an element in capital letters": text(next(_powers())).upper(),
        "a sign": "+" + generator[1:],
        "a line feed at the end": generator[:-1] + "\n",
        "no hexadecimal digit": "g" + generator[1:],
        "the identity as y = p + 1": f"{FIELD + 1:064x}",
        "the identity with an odd x, which is 0": f"{2**255 + 1:064x}",
        "y = p": f"{FIELD:064x}",
        "y = 2^255 - 1": f"{2**255 - 1:064x}",
        "no point of the curve": f"{2:064x}",
        "all ones": "f" * 64,
        "the bytes of RFC 8032 in their order": bytes.fromhex(generator)[::-1].hex(),
    }
    for note, given in sound.items():
        yield {"text": given, "ok": True, "note": note}
    for note, given in bad.items():
        yield {"text": given, "ok": False, "note": note}
    for place, torsion in enumerate(_torsion(), 1):
        yield {"text": text(torsion), "ok": False, "note": f"a point of small order, {place} of 7"}
        mixed = text(plain.add(GENERATOR, torsion))
        note = f"the generator times a point of small order, {place} of 7"
        yield {"text": mixed, "ok": False, "note": note}


def _powers() -> Iterator[Element]:
    return (plain.times(GENERATOR, exponent) for exponent in range(2, 40))


def _torsion() -> list[Element]:
    """The seven points other than the identity whose order divides 8."""
    y = 2
    while True:
        point = plain.lift(y)
        small = IDENTITY if point is None else plain.times(point, ORDER)
        if plain.times(small, 4) != IDENTITY:
            return [plain.times(small, multiple) for multiple in range(1, 8)]
        y += 1


def _commit(some: list[Element]) -> Iterator[dict[str, Any]]:
    """base^r · p^c · g^s; base and s may be left out."""
    numbers = [_number(f"commit {i}") for i in range(3)]
    for r, c, s in (tuple(numbers), (0, *numbers[1:]), (numbers[0], 0, 0), (0, 0, 0)):
        for base in (None, some[0]):
            for own in (None, s):
                parts = [
                    plain.times(base or GENERATOR, r),
                    plain.times(some[1], c),
                    plain.times(GENERATOR, own or 0),
                ]
                yield {
                    "r": str(r),
                    "base": base and text(base),
                    "c": str(c),
                    "p": text(some[1]),
                    "s": None if own is None else str(own),
                    "result": text(plain.product(parts)),
                }


def _challenge(some: list[Element]) -> Iterator[dict[str, Any]]:
    texts = [text(p) for p in some]
    for prefix, elements in (
        ("pok|Ed25519|" + texts[0] + "|", texts[1:2]),
        ("prove|φ|é|", texts),
        ("", []),
    ):
        result = str(plain.challenge(prefix, elements))
        yield {"prefix": prefix, "elements": elements, "result": result}
