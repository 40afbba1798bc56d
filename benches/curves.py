"""Curves as SVG without a library: panels side by side, both axes logarithmic.

A module, not a bench. Text is text, so that a reader can select it and a screen reader speak it.

>>> draw("Growth", [Panel("Time", "s", [Curve("cold", [(10, 1), (100, 10)])])], "ballots")[:4]
'<svg'
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

__all__ = ["Curve", "Panel", "draw"]

WIDE, HIGH = 420, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 14, 58, 46
COLOURS = ("#1b5e8c", "#b3541e", "#3c7a3c")
MARKS = ("circle", "square", "diamond")


@dataclass(frozen=True, slots=True)
class Curve:
    """A named line through points (across, up), all positive."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture: what is shown, in which unit, and a limit with its name where there is one."""

    title: str
    unit: str
    curves: Sequence[Curve]
    limit: tuple[float, str] | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """A logarithmic axis over whole powers of ten, from one place on the page to another."""

    low: int
    high: int
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    @property
    def ticks(self) -> list[float]:
        """The powers of ten."""
        return [10.0**power for power in range(self.low, self.high + 1)]


def draw(title: str, panels: Sequence[Panel], across: str) -> str:
    """The panels side by side, under one title."""
    wide = WIDE * len(panels) + RIGHT
    parts = "".join(
        f'<g transform="translate({WIDE * index},0)">{"".join(_panel(panel, across))}</g>\n'
        for index, panel in enumerate(panels)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {HIGH}" role="img" '
        f'font-family="sans-serif" font-size="12" fill="#222">\n<title>{escape(title)}</title>\n'
        f'<rect width="{wide}" height="{HIGH}" fill="#fff"/>\n'
        f'<text x="{LEFT}" y="18" font-size="13" font-weight="bold">{escape(title)}</text>\n'
        f"{parts}</svg>\n"
    )


def _panel(panel: Panel, across: str) -> Iterator[str]:
    x = _scale([p for c in panel.curves for p, _ in c.points], LEFT, WIDE - RIGHT)
    values = [p for c in panel.curves for _, p in c.points]
    y = _scale(values + ([panel.limit[0]] if panel.limit else []), HIGH - BOTTOM, TOP)
    yield f'<text x="{LEFT}" y="40">{escape(panel.title)}, {escape(panel.unit)}</text>'
    for value in x.ticks:
        yield _line(x(value), y.start, x(value), y.end)
        yield _text(x(value), y.start + 16, _number(value), "middle")
    for value in y.ticks:
        yield _line(x.start, y(value), x.end, y(value))
        yield _text(x.start - 6, y(value) + 4, _number(value), "end")
    yield _text((x.start + x.end) / 2, HIGH - 10, across, "middle")
    if panel.limit is not None:
        value, name = panel.limit
        yield _line(x.start, y(value), x.end, y(value), 'stroke="#222" stroke-dasharray="5 4"')
        yield _text(x.start + 6, y(value) - 5, name, "start")
    for index, curve in enumerate(panel.curves):
        yield from _curve(curve, index, x, y)


def _curve(curve: Curve, index: int, x: Scale, y: Scale) -> Iterator[str]:
    colour, mark = COLOURS[index], MARKS[index]
    places = [(x(across), y(up)) for across, up in curve.points]
    way = " ".join(f"{a},{b}" for a, b in places)
    yield f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for a, b in places:
        yield _mark(mark, a, b, colour)
    # The key stands in the upper left, in the order of the curves.
    a, b = x.start + 14, y.end + 14 + 17 * index
    yield _mark(mark, a, b - 4, colour) + _text(a + 10, b, curve.name, "start")


def _mark(mark: str, a: float, b: float, colour: str) -> str:
    if mark == "circle":
        return f'<circle cx="{a}" cy="{b}" r="4" fill="{colour}"/>'
    turned = f' transform="rotate(45 {a} {b})"' if mark == "diamond" else ""
    return f'<rect x="{a - 3.5}" y="{b - 3.5}" width="7" height="7" fill="{colour}"{turned}/>'


def _scale(values: Sequence[float], start: float, end: float) -> Scale:
    low = math.floor(math.log10(min(values)))
    high = math.ceil(math.log10(max(values)))
    return Scale(low, max(high, low + 1), start, end)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def _line(x1: float, y1: float, x2: float, y2: float, style: str = 'stroke="#ddd"') -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {style}/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'
