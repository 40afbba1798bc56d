"""The invented sections of the 102 federations: how many, how large, under which code.

Department names are public facts. The number of sections of each, their sizes and their
numbering are invented: many are small (about half have a dozen members or fewer), a few large.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from draw import Draw
from spread import settle

__all__ = [
    "MEMBERS",
    "ONLINE",
    "PAPER_SECTIONS",
    "SHOWN",
    "Department",
    "Section",
    "make_sections",
]

MEMBERS = 41_391
"""All entitled members: the number for which 23,179 signatures are the reported 56 %."""

PAPER_SECTIONS = 2_000
ONLINE = "FDFE-000"
"""The one unit that votes online: members abroad."""

ABROAD_MEMBERS = 300
SHOWN = "75-012"
"""The section that the design page shows; it keeps the size and the figures shown there."""

_SHOWN_MEMBERS = 214
_SMALLEST = 3

# Size of a section (members) at each thousandth of all sections ordered by size.
_SIZES = (
    (0, 3), (100, 3), (200, 5), (300, 7), (400, 9), (500, 12), (600, 16), (700, 21), (800, 29),
    (900, 43), (950, 63), (975, 86), (990, 130), (995, 175), (997, 270), (1000, 440),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Department:
    """One federation; ``weight`` says roughly how many members it is given."""

    code: str
    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class Section:
    """One unit where votes are counted, on paper or in the box named by ``channel``."""

    code: str
    parent: str
    name: str
    registered: int
    channel: str = "paper"


def make_sections(departments: Sequence[Department], draw: Draw) -> tuple[Section, ...]:
    """All units in the order of their codes; their ``registered`` add up to ``MEMBERS``."""
    places = _numbered(departments)
    weights = {department.code: department.weight for department in departments}
    chances = {code: draw.below(1_000_000) * (6 + weights[parent]) for code, parent in places}
    by_size = sorted(chances, key=lambda code: (chances[code], code))
    size = {code: _size_at(rank) for rank, code in enumerate(by_size)}
    size[SHOWN] = _SHOWN_MEMBERS
    low = dict.fromkeys(size, _SMALLEST) | {SHOWN: _SHOWN_MEMBERS}
    high = dict.fromkeys(size, MEMBERS) | {SHOWN: _SHOWN_MEMBERS}
    size = settle(size, MEMBERS - ABROAD_MEMBERS, (low, high), draw)
    sections = [
        Section(code, parent, f"Section {int(code.rpartition('-')[2])}", size[code])
        for code, parent in places
    ]
    abroad = Section(ONLINE, ONLINE.partition("-")[0], "Vote en ligne", ABROAD_MEMBERS, "abroad")
    return (*sections, abroad)


def _numbered(departments: Sequence[Department]) -> list[tuple[str, str]]:
    """Code and parent of each paper section: as many in each department as its weight gives."""
    whole = sum(department.weight for department in departments)
    places, upto, used = [], 0, 0
    for department in departments:
        upto += department.weight
        here = PAPER_SECTIONS * upto // whole - used
        used += here
        places += [(f"{department.code}-{n:03}", department.code) for n in range(1, here + 1)]
    return places


def _size_at(rank: int) -> int:
    """The size of the section of this rank among the paper sections ordered by size."""
    for (left, small), (right, large) in pairwise(_SIZES):
        if rank * 1000 < right * PAPER_SECTIONS:
            beyond = rank * 1000 - left * PAPER_SECTIONS
            return small + (large - small) * beyond // ((right - left) * PAPER_SECTIONS)
    return _SIZES[-1][1]
