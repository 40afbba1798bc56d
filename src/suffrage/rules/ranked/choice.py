"""Which option comes next in a count by transfers: one that has most votes, or fewest.

Each function gives one option, with the tie that had to end for it if there was one; or all
that are level, with their tie, where the count stands. Order never chooses, not even between
options that would all be elected, or all leave, in the end: who goes first moves ballots.
"""

from collections.abc import Mapping
from fractions import Fraction

from suffrage.rules.outcome import Tied
from suffrage.rules.ranked.ties import Resolutions

__all__ = ["first_in", "last_out"]

_Choice = tuple[tuple[str, ...], Tied | None]


def first_in(
    votes: Mapping[str, Fraction], elected: tuple[str, ...], resolutions: Resolutions
) -> _Choice:
    """The option with most votes, to be elected next."""
    level = _level(votes, max(votes.values()))
    if len(level) == 1:
        return level, None
    tie = Tied(level, 1, "elected", elected)
    return resolutions.chosen(tie) or level, tie


def last_out(
    votes: Mapping[str, Fraction], seats: int, elected: tuple[str, ...], resolutions: Resolutions
) -> _Choice:
    """The option with fewest votes, to leave the count.

    The places of the tie are those of the others, who stay. Where two tie and whoever stays has
    one of the ``seats`` not filled yet, the tie is one for being elected.
    """
    level = _level(votes, min(votes.values()))
    if len(level) == 1:
        return level, None
    above = tuple(option for option in votes if option not in level)
    places = len(level) - 1
    if places == 1 and len(votes) == seats + 1:
        tie = Tied(level, places, "elected", elected + above)
    else:
        tie = Tied(level, places, "qualified", above)
    staying = resolutions.chosen(tie)
    if not staying:
        return level, tie
    return tuple(option for option in level if option not in staying), tie


def _level(votes: Mapping[str, Fraction], number: Fraction) -> tuple[str, ...]:
    return tuple(option for option, its in votes.items() if its == number)
