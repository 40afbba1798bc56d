"""What the picture of a link shows: texts and shares, ready to be drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Card", "CardRow", "DrawCard"]


@dataclass(frozen=True, slots=True)
class CardRow:
    """An option: its name, its share in words, and from 0 to 1; the share may still be low–high."""

    label: str
    told: str
    share: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Card:
    """A contest at a moment. ``coverage`` is shown large: a share never travels without it.

    ``rows`` are empty while no figure may be shown; ``sentence`` then says what is awaited.
    """

    election: str
    title: str
    moment: str
    coverage: str
    sentence: str
    rows: tuple[CardRow, ...]


DrawCard = Callable[[Card], bytes]
"""Draws a card as PNG, 1,200 by 630 points."""
