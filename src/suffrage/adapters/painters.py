"""What draws cards and prints minutes, where their libraries are installed."""

from collections.abc import Callable
from functools import cache

__all__ = ["painter", "printer"]


@cache
def painter() -> Callable[..., bytes] | None:
    """What draws the pictures of links, where Pillow and its font are installed."""
    try:
        from suffrage.adapters.card_painter import has_font, paint_card  # noqa: PLC0415  (an extra)
    except ImportError:
        return None
    return paint_card if has_font() else None


@cache
def printer() -> Callable[..., bytes] | None:
    """What makes PDF, where WeasyPrint and Pango are installed."""
    try:
        from suffrage.adapters.pdf import render_pdf  # noqa: PLC0415  (an extra)
    except (ImportError, OSError):
        return None
    return render_pdf
