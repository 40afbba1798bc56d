"""Round 1, 12 January 2023: invented sheets that add up to the published totals.

The leanings of federations and sections are drawn, not taken from anywhere: no federation's
figures imitate its real ones, of which we found no published table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from draw import Draw
from spread import Sheet, Tally, make_sheets, settle, tally
from territory import ONLINE, SHOWN, Section

__all__ = ["PUBLISHED", "Round1", "make_round1", "wrong_sheet"]

PUBLISHED = Tally(23_179, 23_179, 150, 85, 22_944, (11_277, 7_001, 4_666))
"""Signatures, valid votes and votes as published; of 235 blank or void the split is ours."""

_ONLINE_SHEET = Sheet.sound(ONLINE, 4, 0, (82, 56, 38))
_SHOWN_SHEET = Sheet.sound(SHOWN, 1, 1, (64, 40, 25))
_REASONS = ("not-held", "nobody-voted", "lost")


@dataclass(frozen=True, slots=True)
class Round1:
    """Sheets in the order of the units; units without one, with the reason."""

    sheets: tuple[Sheet, ...]
    excused: Mapping[str, str]


def make_round1(sections: Sequence[Section], draw: Draw) -> Round1:
    """Every unit's figures, the online unit's included."""
    small = [s.code for s in sections if s.channel == "paper" and s.registered <= 8]
    excused = dict(zip(sorted(draw.shuffled(small)[: len(_REASONS)]), _REASONS, strict=True))
    fixed = (_SHOWN_SHEET, _ONLINE_SHEET)
    known = {sheet.code for sheet in fixed} | set(excused)
    drawn = [section for section in sections if section.code not in known]
    total = PUBLISHED.minus(tally(fixed))
    ballots = _turnout(drawn, total.ballots, draw)
    sheets = make_sheets(ballots, total, _leanings(drawn, draw), draw)
    by_code = {sheet.code: sheet for sheet in (*sheets, *fixed)}
    return Round1(tuple(by_code[s.code] for s in sections if s.code in by_code), excused)


def _turnout(sections: Sequence[Section], total: int, draw: Draw) -> dict[str, int]:
    """Ballots found in each section: at least one, at most one a member."""
    habit = {parent: 555 + draw.bump(130) for parent in _parents(sections)}
    ballots = {}
    for section in sections:
        permille = habit[section.parent] + draw.bump(250)
        came = sum(draw.happens(permille) for _ in range(section.registered))
        ballots[section.code] = max(1, came)
    roll = {section.code: section.registered for section in sections}
    return settle(ballots, total, (dict.fromkeys(roll, 1), roll), draw)


def _leanings(sections: Sequence[Section], draw: Draw) -> dict[str, tuple[int, ...]]:
    """How the three texts weigh in each section, in thousandths."""
    first = {parent: 492 + draw.bump(230) for parent in _parents(sections)}
    third = {parent: 203 + draw.bump(170) for parent in _parents(sections)}
    leanings: dict[str, tuple[int, ...]] = {}
    for section in sections:
        to1 = min(900, max(50, first[section.parent] + draw.bump(260)))
        to3 = min(960 - to1, max(20, third[section.parent] + draw.bump(160)))
        leanings[section.code] = (to1, 1000 - to1 - to3, to3)
    return leanings


def _parents(sections: Sequence[Section]) -> list[str]:
    return list(dict.fromkeys(section.parent for section in sections))


def wrong_sheet(sheets: Sequence[Sheet], draw: Draw) -> Sheet:
    """What one section first sent: a slip of the pen, so that it does not add up.

    The valid votes stated are right; the second text has one vote too many.
    """
    middling = [s for s in sheets if s.code not in {SHOWN, ONLINE} and 40 <= s.figures.ballots < 60]
    true = draw.shuffled(middling)[0]
    f = true.figures
    to1, to2, to3 = f.votes
    return Sheet(
        true.code,
        Tally(f.signatures, f.ballots, f.blank, f.void, f.valid, (to1, to2 + 1, to3)),
    )
