"""What each member of a section did in two rounds, as far as the sheets tell: the margins.

Every member of a roll did one thing in a round: vote for an option, cast a blank or void ballot,
or not vote. The sheets give how many did each, in either round, and not who did both.

>>> told = margins(pairs)
>>> told.origins
('to1', 'to2', 'to3', ':blank-void', ':abstained')
>>> told.rows[0].before, told.rows[0].after
((31, 20, 9, 2, 45), (38, 29, 1, 39))
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from suffrage.count.figures import Figures
from suffrage.night.second_round.pairs import Pairs

__all__ = ["ABSTAINED", "BLANK_VOID", "Margin", "Margins", "margins"]

BLANK_VOID: Final = ":blank-void"
"""Blank and void ballots together; no option can have such a name."""

ABSTAINED: Final = ":abstained"
"""On the roll, without a ballot."""


@dataclass(frozen=True, slots=True)
class Margin:
    """One section: members by what they did ``before`` and ``after``, in the named order.

    ``people`` were on one of the two rolls at least.
    """

    unit: str
    federation: str
    before: tuple[int, ...]
    after: tuple[int, ...]
    people: int
    ballots: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Margins:
    """All sections with both margins; ``registered`` counts the members on all rolls, now."""

    instance: str
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    rows: tuple[Margin, ...]
    registered: int
    left_out: int


def margins(pairs: Pairs) -> Margins:
    """The margins of linked rounds."""
    return Margins(
        instance=pairs.instance,
        origins=(*pairs.before, BLANK_VOID, ABSTAINED),
        destinations=(*pairs.after, BLANK_VOID, ABSTAINED),
        rows=tuple(
            Margin(
                unit=pair.unit,
                federation=pair.federation,
                before=_did(pair.before, pair.roll_before, pairs.before),
                after=_did(pair.after, pair.roll_after, pairs.after),
                people=pair.people,
                ballots=(pair.before.ballots, pair.after.ballots),
            )
            for pair in pairs.rows
        ),
        registered=pairs.registered,
        left_out=pairs.left_out,
    )


def _did(figures: Figures, roll: int, options: Sequence[str]) -> tuple[int, ...]:
    votes = tuple(figures.votes.get(option, 0) for option in options)
    spoilt = figures.ballots - sum(votes)
    return (*votes, spoilt, roll - figures.ballots)
