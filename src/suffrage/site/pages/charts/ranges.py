"""One strip an option: what is counted, between what it must end, and where it is expected to.

Drawn for eyes only: the table beside it holds the same figures for everybody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from suffrage.site.pages.charts.svg import Share, el

__all__ = ["Strip", "draw_ranges"]

_WIDTH, _LEFT, _RIGHT = 640, 8, 632
_ROW, _TOP = 58, 26
_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Strip:
    """Shares from 0 to 1, ``None`` where there is none; ``told`` is the share in words.

    Where nothing is open any more, a share stands alone and is drawn as a bar from 0.
    """

    label: str
    told: str
    share: Share | None
    certain: tuple[Share, Share] | None
    projected: tuple[Share, Share] | None


def draw_ranges(strips: Sequence[Strip], *, half: bool, title: str) -> Markup:
    """The strips below each other; ``half`` draws the line at one half."""
    height = _TOP + _ROW * len(strips) + 4
    drawn = [*_axis(height, half=half)]
    for number, strip in enumerate(strips):
        drawn += _strip(strip, number)
    box = f"0 0 {_WIDTH} {height}"
    return el(
        "figure", el("svg", *drawn, viewBox=box, role="img", aria_label=title), class_="ranges"
    )


def _x(share: Share) -> Share:
    return _LEFT + (_RIGHT - _LEFT) * share


def _axis(height: int, *, half: bool) -> list[Markup]:
    lines = []
    for tenth in range(0, 11, 2):
        x = _x(Fraction(tenth, 10))
        anchor = {0: "start", 10: "end"}.get(tenth, "middle")
        lines += [
            el("line", class_="axis", x1=x, x2=x, y1=18, y2=height),
            el("text", f"{10 * tenth}", class_="soft", x=x, y=12, font_size=12, text_anchor=anchor),
        ]
    if half:
        lines.append(el("line", class_="half", x1=_x(_HALF), x2=_x(_HALF), y1=18, y2=height))
    return lines


def _strip(strip: Strip, number: int) -> list[Markup]:
    top = _TOP + number * _ROW
    colour = f"c{number % 8 + 1}"
    drawn = [
        el("text", strip.label, x=_LEFT, y=top + 14, font_size=16, font_weight=600),
        el("text", strip.told, x=_RIGHT, y=top + 14, font_size=16, text_anchor="end"),
    ]
    if strip.certain:
        drawn.append(_bar(strip.certain, top + 22, 24, f"{colour} possible"))
    if strip.projected:
        drawn.append(_bar(strip.projected, top + 26, 16, f"{colour} likely"))
    if strip.share is not None and strip.certain is None:
        drawn.append(_bar((Fraction(0), strip.share), top + 22, 24, f"{colour} likely"))
    if strip.share is not None:
        x = _x(strip.share)
        drawn.append(el("line", class_="now", x1=x, x2=x, y1=top + 18, y2=top + 50, stroke_width=3))
    return drawn


def _bar(ends: tuple[Share, Share], y: int, height: int, names: str) -> Markup:
    low, high = ends
    width = max((_RIGHT - _LEFT) * (high - low), 1)
    return el("rect", class_=names, x=_x(low), y=y, width=width, height=height, rx=3)
