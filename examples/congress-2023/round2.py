"""Round 2, 19 January 2023: the roll's signed changes, and sheets that make its totals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from draw import Draw
from round1 import Round1
from spread import Sheet, Tally, make_sheets, settle
from territory import ONLINE, SHOWN, Section

__all__ = ["ANNOUNCED", "RollChange", "make_roll_changes", "make_round2", "roll_after"]

ANNOUNCED = Tally(24_088, 24_088, 241, 88, 23_759, (12_076, 11_683))
"""Votes as announced on 20 January; blank and void were not published and are ours."""

_ONLINE_SHEET = Sheet.sound(ONLINE, 6, 0, (88, 100))

# Of a thousand voters of each text, those who now choose the first text's signatory.
_TO_FIRST = (930, 70, 160)
_CHANGES = (
    ("2023-01-14T10:05:00", 1, 0, "appeal-upheld"),
    ("2023-01-14T11:40:00", 0, 1, "left-party"),
    ("2023-01-15T09:20:00", 2, 0, "dues-recorded"),
    ("2023-01-16T09:15:00", 1, 0, "appeal-upheld"),
    ("2023-01-16T14:30:00", 0, 1, "deceased"),
    ("2023-01-16T18:05:00", 1, 0, "dues-recorded"),
    ("2023-01-17T09:10:00", 0, 1, "moved"),
    ("2023-01-17T09:10:00", 1, 0, "moved"),
    ("2023-01-17T16:45:00", 0, 1, "not-entitled"),
    ("2023-01-18T08:50:00", 3, 0, "appeal-upheld"),
    ("2023-01-18T10:25:00", 0, 2, "not-entitled"),
    ("2023-01-18T11:55:00", 1, 0, "dues-recorded"),
)


@dataclass(frozen=True, slots=True)
class RollChange:
    """A signed change of one unit's roll between the rounds; ``at`` in local time."""

    at: str
    code: str
    added: int
    removed: int
    ground: str


def make_roll_changes(sections: Sequence[Section], draw: Draw) -> tuple[RollChange, ...]:
    """Twelve changes, each in another middling paper section."""
    middling = [
        s.code
        for s in sections
        if s.channel == "paper" and 20 <= s.registered < 150 and s.code != SHOWN
    ]
    codes = draw.shuffled(middling)
    return tuple(
        RollChange(at, code, added, removed, ground)
        for (at, added, removed, ground), code in zip(_CHANGES, codes, strict=False)
    )


def roll_after(sections: Sequence[Section], changes: Sequence[RollChange]) -> tuple[Section, ...]:
    """The sections with their members entitled in round 2."""
    net = {change.code: change.added - change.removed for change in changes}
    return tuple(replace(s, registered=s.registered + net.get(s.code, 0)) for s in sections)


def make_round2(
    sections: Sequence[Section], before: Round1, draw: Draw
) -> tuple[tuple[Sheet, ...], Mapping[str, str]]:
    """Sheets of the second round in the order of the units, and units without one with the reason.

    ``sections`` have the roll of the second round. Those who held no vote in the first round
    still hold none; where nobody came, somebody comes now, and another section stays empty.
    """
    earlier = {sheet.code: sheet.figures for sheet in before.sheets}
    excused = {code: "not-held" for code, reason in before.excused.items() if reason == "not-held"}
    small = [s.code for s in sections if s.registered <= 5 and s.code in earlier]
    excused[draw.shuffled(small)[0]] = "nobody-voted"
    drawn = [s for s in sections if s.code not in excused and s.code != ONLINE]
    total = ANNOUNCED.minus(_ONLINE_SHEET.figures)
    ballots = _turnout(drawn, earlier, total.ballots, draw)
    sheets = make_sheets(ballots, total, _leanings(drawn, earlier), draw)
    by_code = {sheet.code: sheet for sheet in (*sheets, _ONLINE_SHEET)}
    return tuple(by_code[s.code] for s in sections if s.code in by_code), excused


def _turnout(
    sections: Sequence[Section], earlier: Mapping[str, Tally], total: int, draw: Draw
) -> dict[str, int]:
    """Most who voted a week before come back, and one in six of the others comes."""
    ballots = {}
    for section in sections:
        seen = earlier[section.code].ballots if section.code in earlier else 0
        back = sum(draw.happens(920) for _ in range(seen))
        new = sum(draw.happens(152) for _ in range(section.registered - seen))
        ballots[section.code] = min(section.registered, max(1, back + new))
    roll = {section.code: section.registered for section in sections}
    return settle(ballots, total, (dict.fromkeys(roll, 1), roll), draw)


def _leanings(
    sections: Sequence[Section], earlier: Mapping[str, Tally]
) -> dict[str, tuple[int, ...]]:
    """How the two finalists weigh in each section, from its votes for the texts."""
    leanings: dict[str, tuple[int, ...]] = {}
    for section in sections:
        votes = earlier[section.code].votes if section.code in earlier else (1, 1, 0)
        # One imagined voter of each text keeps a tiny section from being certain.
        first = sum((count + 1) * part for count, part in zip(votes, _TO_FIRST, strict=True))
        leanings[section.code] = (first, (sum(votes) + 3) * 1000 - first)
    return leanings
