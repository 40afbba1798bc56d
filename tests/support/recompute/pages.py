"""Pages as bytes: the figures that they show, with their names and as a reader sees them.

A figure is an element of its own: ``<data value="11277" data-name="text/votes/to1">11,277</data>``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from html import unescape
from typing import Final

from tests.support.recompute.differs import require

__all__ = ["Shown", "board_of", "figures_in", "naked", "reads_as", "summaries"]

_DATA: Final = re.compile(
    r'<data value="([^"]*)" data-name="([^"]*)"(?: data-field="[^"]*")?>([^<]*)</data>'
)
_META: Final = re.compile(r'<meta name="suffrage:(size|root)" content="([^"]*)">')
_OPENING: Final = re.compile(r'<p class="opening[^"]*">(.*?)</p>')
_SUMMARY: Final = re.compile(r'<meta (?:name|property)="(?:og:)?description" content="([^"]*)">')
_CELL: Final = re.compile(r'<td class="n"[^>]*>(.*?)</td>', re.DOTALL)
_TAG: Final = re.compile("<[^>]*>")


@dataclass(frozen=True)
class Shown:
    """A figure on a page: its name, its exact value, and its text."""

    name: str
    value: str
    text: str


def figures_in(page: str) -> Iterator[Shown]:
    """Every figure; ``Differs`` where one is written in a form that is not read here."""
    found = _DATA.findall(page)
    require(len(found) == page.count("<data"), "a figure in another form")
    for value, name, text in found:
        yield Shown(unescape(name), unescape(value), unescape(text))


def board_of(page: str) -> tuple[int, str] | None:
    """The size and the root on which a page says that it rests; a small box for others has none."""
    said = dict(_META.findall(page))
    return (int(said["size"]), unescape(said["root"])) if said else None


def reads_as(shown: Shown, *, share: bool) -> bool:
    """Whether what a reader sees is the value: digits in groups, a share in per cent.

    A share has two decimals, bounds on transfers none, an estimate as many as its page gives it;
    one that is not the whole is never written as 100 %, nor one beside the half as 50.00 %. A
    change shows its sign.
    """
    text = shown.text.replace("\N{MINUS SIGN}", "-")
    if "/remainder/" in shown.name:
        return text == shown.value
    value = Fraction(shown.value)
    signed = "/change/" in shown.name or "swing" in shown.name
    plain = re.sub(r"[\s,.%]", "", text.removeprefix("+") if signed and value > 0 else text)
    if signed and value > 0 and not text.startswith("+"):
        return False
    if not share:
        return plain == str(value)
    parts = 100 if "/transfer/" in shown.name else 10_000
    rounded = (abs(value) * 2 * parts + 1) // 2
    if rounded == parts and abs(value) < 1:
        rounded -= 1
    if parts > 100 and 2 * rounded == parts and 2 * abs(value) != 1:
        rounded += 1 if 2 * abs(value) > 1 else -1
    return int(plain) == (-rounded if value < 0 else rounded)


def summaries(page: str) -> list[str]:
    """What others show of a link to a page, where it is not the sentence with which it opens."""
    openings = _OPENING.findall(page)
    return [one for one in _SUMMARY.findall(page) if openings and one not in openings]


def naked(page: str) -> list[str]:
    """Cells of numbers with a digit outside a figure's element."""
    cells = (_TAG.sub("", _DATA.sub("", cell)) for cell in _CELL.findall(page))
    return [cell for cell in cells if re.search(r"\d", cell)]
