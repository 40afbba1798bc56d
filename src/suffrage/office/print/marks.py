"""The QR codes of a kit: their texts, and their drawing.

``docs/spec/kit.md`` is the format. A drawing is SVG in the document itself: nothing is fetched.

>>> text = sheet_mark("https://vote.example.org/confirm", SheetMark("vote.example.org/e/c", 1, "text", "75-001"))
>>> read_sheet_mark(text).unit
'75-001'
"""  # noqa: E501  (an address is one word)

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

import segno

from suffrage.errors import Malformed

__all__ = ["SIGNING_LIST", "SheetMark", "draw_mark", "read_sheet_mark", "sheet_mark"]

SIGNING_LIST: Final = "SUFFRAGE:SIGNING-LIST:1"
"""On every page of every signing list: no phone sends a photo that shows it."""

_FIELDS: Final = ["v", "origin", "round", "contest", "unit"]
_QUIET: Final = 4


@dataclass(frozen=True, slots=True)
class SheetMark:
    """Which sheet a paper is; it holds no figure and no secret."""

    origin: str
    round: int
    contest: str
    unit: str


def sheet_mark(address: str, mark: SheetMark) -> str:
    """The text of a sheet's QR code: the office's address for agents, and the sheet."""
    values = ["1", mark.origin, str(mark.round), mark.contest, mark.unit]
    return f"{address}?{urlencode(list(zip(_FIELDS, values, strict=True)), safe='/')}"


def read_sheet_mark(text: str) -> SheetMark:
    """The sheet that a QR code names; raises ``Malformed("kit.mark")`` for any other text."""
    try:
        pairs = parse_qsl(urlsplit(text).query, strict_parsing=True, max_num_fields=len(_FIELDS))
    except ValueError:
        pairs = []
    found = dict(pairs)
    if [name for name, _ in pairs] != _FIELDS or found["v"] != "1":
        raise Malformed("kit.mark")
    if found["round"] not in set("123456789"):
        raise Malformed("kit.mark")
    return SheetMark(found["origin"], int(found["round"]), found["contest"], found["unit"])


@lru_cache(maxsize=256)
def draw_mark(text: str, told: str = "") -> str:
    """The QR code of a text as SVG without a size, error correction Q, quiet zone included.

    ``told`` is what a screen reader says in its place.
    """
    drawn = io.BytesIO()
    code = segno.make(text, error="q", boost_error=False, micro=False)
    code.save(
        drawn, kind="svg", border=_QUIET, xmldecl=False, svgns=True, omitsize=True, nl=False,
        svgclass=None, lineclass=None, title=told or None,
    )  # fmt: skip
    return drawn.getvalue().decode()
