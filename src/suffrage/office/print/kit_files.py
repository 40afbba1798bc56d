"""A federation's kits, one PDF a section, as they are made.

>>> from suffrage.adapters.pdf import render_pdf                        # doctest: +SKIP
>>> for unit, pdf in print_kits(kits, render_pdf, told): ...            # doctest: +SKIP
"""

from collections.abc import Callable, Iterator, Sequence

from suffrage.office.print.kit import Kit
from suffrage.office.print.kit_html import PARTS, Part, kit_html

__all__ = ["Progress", "Render", "print_kits"]

Render = Callable[[str], bytes]
"""From HTML to PDF."""

Progress = Callable[[int, int], None]
"""Kits made so far, and how many there are."""


def print_kits(
    kits: Sequence[Kit], render: Render, progress: Progress, parts: tuple[Part, ...] = PARTS
) -> Iterator[tuple[str, bytes]]:
    """(unit, PDF) of each kit in turn, none kept; ``progress`` is told after each."""
    for made, kit in enumerate(kits, 1):
        yield kit.unit, render(kit_html(kit, parts))
        progress(made, len(kits))
