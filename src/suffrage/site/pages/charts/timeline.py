"""The night as it went: what was counted, projected and still possible, moment by moment.

The table of the same moments stands beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from suffrage.site.pages.charts.svg import Share, el, place

__all__ = ["Point", "Track", "draw_timeline"]

_HEIGHT = 330
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 560, 14, 296
_FEWEST = 2
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Point:
    """Shares of one option at a place from 0 to 1 of the night; ``None`` where there were none."""

    place: Share
    share: Share | None
    certain: tuple[Share, Share] | None
    projected: tuple[Share, Share] | None


@dataclass(frozen=True, slots=True)
class Track:
    """An option's way through the night."""

    label: str
    points: tuple[Point, ...]


def draw_timeline(
    tracks: Sequence[Track], hours: Sequence[tuple[Share, str]], *, title: str
) -> Markup:
    """The tracks over each other; ``hours`` are places and texts of the axis.

    Empty for fewer than two moments: one alone is no course.
    """
    if not tracks or len(tracks[0].points) < _FEWEST:
        return Markup()
    drawn = _axes(hours)
    drawn += [_band(track, n, "certain") for n, track in enumerate(tracks)]
    drawn += [_band(track, n, "projected") for n, track in enumerate(tracks)]
    for number, track in enumerate(tracks):
        drawn += _line(track, number)
    drawn += _labels(tracks)
    longest = max(len(_short(track.label)) for track in tracks)
    box = f"0 0 {_RIGHT + 24 + 8 * longest} {_HEIGHT}"
    return el(
        "figure", el("svg", *drawn, viewBox=box, role="img", aria_label=title), class_="timeline"
    )


def _x(part: Share) -> Share:
    return _LEFT + (_RIGHT - _LEFT) * part


def _y(share: Share) -> Share:
    return _BOTTOM - (_BOTTOM - _TOP) * share


def _axes(hours: Sequence[tuple[Share, str]]) -> list[Markup]:
    drawn = []
    for tenth in range(0, 11, 2):
        y = _y(Fraction(tenth, 10))
        drawn += [
            el("line", class_="axis", x1=_LEFT, x2=_RIGHT, y1=y, y2=y),
            el("text", str(10 * tenth), class_="soft", x=_LEFT - 6, y=y + 4, font_size=12,
               text_anchor="end"),
        ]  # fmt: skip
    drawn.append(
        el("line", class_="half", x1=_LEFT, x2=_RIGHT, y1=_y(Fraction(1, 2)), y2=_y(Fraction(1, 2)))
    )
    for part, text in hours:
        x = _x(part)
        drawn += [
            el("line", class_="axis", x1=x, x2=x, y1=_BOTTOM, y2=_BOTTOM + 5),
            el("text", text, class_="soft", x=x, y=_BOTTOM + 20, font_size=12,
               text_anchor="middle"),
        ]  # fmt: skip
    return drawn


def _band(track: Track, number: int, which: str) -> Markup:
    """The area between two ends, as far as they are known: one polygon a stretch."""
    stretches: list[list[tuple[Share, tuple[Share, Share]]]] = [[]]
    for point in track.points:
        ends = point.certain if which == "certain" else point.projected
        if ends is None:
            stretches.append([])
        else:
            stretches[-1].append((point.place, ends))
    names = f"c{number % 8 + 1} {'possible' if which == 'certain' else 'likely'}"
    return Markup("").join(_area(one, names) for one in stretches if len(one) >= _FEWEST)


def _area(stretch: Sequence[tuple[Share, tuple[Share, Share]]], names: str) -> Markup:
    there = [f"{place(_x(part))},{place(_y(ends[1]))}" for part, ends in stretch]
    back = [f"{place(_x(part))},{place(_y(ends[0]))}" for part, ends in reversed(stretch)]
    return el("polygon", class_=names, points=" ".join(there + back))


def _line(track: Track, number: int) -> list[Markup]:
    told = [(p.place, p.share) for p in track.points if p.share is not None]
    if not told:
        return []
    points = " ".join(f"{place(_x(part))},{place(_y(share))}" for part, share in told)
    colour = number % 8 + 1
    last = told[-1]
    return [
        el("polyline", class_=f"s{colour}", points=points, fill="none", stroke_width="2.5"),
        el("circle", class_=f"c{colour}", cx=_x(last[0]), cy=_y(last[1]), r=4),
    ]


def _short(label: str) -> str:
    """A label that leaves the drawing its room."""
    return label if len(label) <= _LONGEST else label[: _LONGEST - 1].rstrip() + "…"


def _labels(tracks: Sequence[Track]) -> list[Markup]:
    """Names at the end of their lines, moved apart where they would touch."""
    ends = []
    for number, track in enumerate(tracks):
        told = [point.share for point in track.points if point.share is not None]
        if told:
            ends.append((_y(told[-1]), number, track.label))
    drawn: list[Markup] = []
    free: Share = 0
    for y, number, label in sorted(ends):
        low = max(y + 5, free)
        free = low + 16
        name = f"c{number % 8 + 1}"
        drawn.append(el("text", _short(label), class_=name, x=_RIGHT + 8, y=low, font_size=14))
    return drawn
