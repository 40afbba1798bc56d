"""When each sheet comes in; times are local (Europe/Paris).

The first night is ordered so that the sheets in force at 23:30:00 hold 14,000 ballots with
50.5 % for the first text. A sheet that does not add up is not in force until it is corrected,
and the online unit's result comes later, after decryption: neither is among the 14,000.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from draw import Draw
from spread import Sheet
from territory import ONLINE

__all__ = [
    "CORRECTED_AT",
    "EARLY_BALLOTS",
    "LATE_FEDERATIONS",
    "RESERVED_AT",
    "arrival_of_round1",
    "arrival_of_round2",
]

Arrivals = dict[str, str]

EARLY_BALLOTS = 14_000
LATE_FEDERATIONS = ("973", "976")
RESERVED_AT = "2023-01-12T22:47:10"
CORRECTED_AT = "2023-01-12T23:52:40"

_FIRST = datetime.fromisoformat("2023-01-12T22:04:00")
_BEFORE_CLAIMS = datetime.fromisoformat("2023-01-12T23:29:40")
_AFTER_CLAIMS = datetime.fromisoformat("2023-01-12T23:30:20")
_NIGHT_ENDS = datetime.fromisoformat("2023-01-13T02:30:00")
_NOON = datetime.fromisoformat("2023-01-13T11:40:00")
_PAST_NOON = datetime.fromisoformat("2023-01-13T12:35:00")
_FIRST_OF_ROUND2 = datetime.fromisoformat("2023-01-19T22:04:00")
_LAST_OF_ROUND2 = datetime.fromisoformat("2023-01-20T02:50:00")


def arrival_of_round1(sheets: Sequence[Sheet], reserved: str, draw: Draw) -> Arrivals:
    """The instant at which each paper sheet of round 1 comes in, in order of time."""
    paper = [sheet for sheet in sheets if sheet.code != ONLINE]
    late = [sheet.code for sheet in paper if _federation(sheet) in LATE_FEDERATIONS]
    ordered = _in_order([s for s in paper if s.code not in {*late, reserved}], draw)
    early = _tilted(*_cut(ordered), draw)
    before = [sheet.code for sheet in ordered if sheet.code in early]
    after = [sheet.code for sheet in ordered if sheet.code not in early]
    arrivals = {
        **_timed(before, _moments(len(before), (_FIRST, _BEFORE_CLAIMS), max, draw)),
        **_timed(after, _moments(len(after), (_AFTER_CLAIMS, _NIGHT_ENDS), min, draw)),
        **_timed(late, _moments(len(late), (_NOON, _PAST_NOON), min, draw)),
        reserved: RESERVED_AT,
    }
    return _by_time(arrivals)


def arrival_of_round2(sheets: Sequence[Sheet], draw: Draw) -> Arrivals:
    """The instant at which each paper sheet of round 2 comes in, all within one night."""
    ordered = [sheet.code for sheet in _in_order([s for s in sheets if s.code != ONLINE], draw)]
    span = (_FIRST_OF_ROUND2, _LAST_OF_ROUND2)
    return _by_time(_timed(ordered, _moments(len(ordered), span, min, draw)))


def _federation(sheet: Sheet) -> str:
    return sheet.code.rpartition("-")[0]


def _in_order(sheets: Sequence[Sheet], draw: Draw) -> list[Sheet]:
    """An order in which federations come in clusters and the first text's strongholds early."""
    habit = {parent: draw.below(4000) for parent in dict.fromkeys(map(_federation, sheets))}
    keys = {}
    for sheet in sheets:
        strength = sheet.figures.votes[0] * 1000 // max(1, sheet.figures.valid)
        keys[sheet.code] = habit[_federation(sheet)] + draw.below(5000) - strength
    return sorted(sheets, key=lambda sheet: (keys[sheet.code], sheet.code))


def _cut(ordered: Sequence[Sheet]) -> tuple[list[Sheet], list[Sheet]]:
    """The first sheets, with 14,000 ballots exactly, and the others."""
    early: list[Sheet] = []
    excess = -EARLY_BALLOTS
    for sheet in ordered:
        if excess >= 0:
            break
        early.append(sheet)
        excess += sheet.figures.ballots
    while excess:
        # Many sheets have a single ballot, so that one always fits.
        fits = [sheet for sheet in early if sheet.figures.ballots <= excess]
        drop = max(fits, key=lambda sheet: sheet.figures.ballots)
        early.remove(drop)
        excess -= drop.figures.ballots
    chosen = {sheet.code for sheet in early}
    return early, [sheet for sheet in ordered if sheet.code not in chosen]


def _tilted(early: list[Sheet], others: list[Sheet], draw: Draw) -> set[str]:
    """The codes of early sheets after exchanges that bring the first text to 50.5 %.

    A sheet is exchanged for one with as many ballots, so that their sum stays.
    """
    chosen = {sheet.code: sheet for sheet in early}
    for other in draw.shuffled(others):
        missing = _missing(list(chosen.values()))
        if not missing:
            break
        for sheet in chosen.values():
            gain = other.figures.votes[0] - sheet.figures.votes[0]
            same = other.figures.ballots == sheet.figures.ballots
            if same and (0 < gain <= missing or missing <= gain < 0):
                del chosen[sheet.code]
                chosen[other.code] = other
                break
    return set(chosen)


def _missing(sheets: Sequence[Sheet]) -> int:
    """Votes that the first text lacks (or has too many) for 50.5 %; 0 from 50.50 to 50.55 %."""
    valid = sum(sheet.figures.valid for sheet in sheets)
    first = sum(sheet.figures.votes[0] for sheet in sheets)
    if 5050 * valid <= 10_000 * first < 5055 * valid:
        return 0
    short = (5052 * valid - 10_000 * first) // 10_000
    return short or 1


def _moments(
    count: int,
    span: tuple[datetime, datetime],
    lean: Callable[[int, int], int],
    draw: Draw,
) -> list[datetime]:
    """Distinct seconds in order; a ``lean`` of ``max`` crowds the span's end, ``min`` its start."""
    seconds = int((span[1] - span[0]).total_seconds())
    chosen: set[int] = set()
    while len(chosen) < count:
        chosen.add(lean(draw.below(seconds), draw.below(seconds)))
    return [span[0] + timedelta(seconds=second) for second in sorted(chosen)]


def _timed(codes: Sequence[str], moments: Sequence[datetime]) -> Arrivals:
    return {code: at.isoformat() for code, at in zip(codes, moments, strict=True)}


def _by_time(arrivals: Arrivals) -> Arrivals:
    return dict(sorted(arrivals.items(), key=lambda item: (item[1], item[0])))
