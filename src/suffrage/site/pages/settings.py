"""What whoever publishes chooses; everything else follows from the board."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from suffrage.site.card import DrawCard
from suffrage.site.exports.minutes_files import Render

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a site is made.

    ``moments`` are the sizes of the board whose figures have a permanent page, by instance;
    ``follow`` is how many seconds an open page waits before it asks for a newer board, 0 for a
    site that will not grow; ``scripted`` whether ``night.js`` is published beside the pages;
    ``draw_card`` draws the pictures of links and ``render_pdf`` makes minutes of their HTML, where
    something can.
    """

    moments: Mapping[str, frozenset[int]] = field(default_factory=dict)
    follow: int = 20
    scripted: bool = False
    draw_card: DrawCard | None = None
    render_pdf: Render | None = None
