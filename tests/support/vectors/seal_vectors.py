"""Writes ``vectors/sealed-sheets.json``: generators, commitments and a sum, for any language.

    python -m tests.support.vectors.seal_vectors

Everything comes from fixed seeds. Commitments are computed with Python's integers
(``plain_ed25519``), not by the code that they judge; the hash to the group is the product's,
which has the published vectors of its own.
"""

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from tests.support.vectors.plain_ed25519 import GENERATOR, ORDER, Element, add, lift, text, times

from suffrage.belenios.hash_to_curve import hash_to_curve

__all__ = ["TARGET", "content"]

TARGET: Final = Path(__file__).resolve().parents[3] / "vectors" / "sealed-sheets.json"
_TAG: Final = "SUFFRAGE-SEALED-SHEET-V1-with-edwards25519_XMD:SHA-512_ELL2_RO_"
_ORIGIN: Final = "vote.example.org/e/congress"
_CONTEST: Final = "text"
_NAMES: Final = ("ballots", "blank", "signatures", "valid", "void", "votes.to1", "votes.to2")
_SHEETS: Final = ((9, 1, 9, 7, 1, 4, 3), (0, 0, 0, 0, 0, 0, 0), (6, 0, 7, 6, 0, 0, 6))


def content() -> bytes:
    """The bytes of the file."""
    sheets = [_sheet(number, figures) for number, figures in enumerate(_SHEETS)]
    value = {
        "format": "suffrage-seal-vectors/1",
        "source": "tests/support/vectors/seal_vectors.py",
        "origin": _ORIGIN,
        "contest": _CONTEST,
        "dst": _TAG,
        "generators": {name: _generator(name) for name in _NAMES},
        "sheets": sheets,
        "sum": {
            "figures": {name: sum(one["figures"][name] for one in sheets) for name in _NAMES},
            "blindings": {
                name: f"{sum(int(one['blindings'][name], 16) for one in sheets) % ORDER:064x}"
                for name in _NAMES
            },
        },
    }
    return (json.dumps(value, indent=1) + "\n").encode()


def _sheet(number: int, figures: tuple[int, ...]) -> dict[str, Any]:
    named = dict(zip(_NAMES, figures, strict=True))
    blindings = {name: _blinding(number, name) for name in _NAMES}
    return {
        "figures": named,
        "blindings": {name: f"{blinding:064x}" for name, blinding in blindings.items()},
        "commitments": {
            name: text(add(times(_point(name), named[name]), times(GENERATOR, blindings[name])))
            for name in _NAMES
        },
    }


def _blinding(number: int, name: str) -> int:
    return int(hashlib.sha512(f"blinding {number} {name}".encode()).hexdigest(), 16) % ORDER


def _generator(name: str) -> str:
    return hash_to_curve(f"{_ORIGIN}\n{_CONTEST}\n{name}".encode(), _TAG.encode())


def _point(name: str) -> Element:
    number = int(_generator(name), 16)
    point = lift(number % 2**255, number >> 255)
    if point is None:
        raise AssertionError(name)
    return point


if __name__ == "__main__":
    TARGET.write_bytes(content())
