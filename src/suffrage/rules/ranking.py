"""Options by votes, and who takes the first places: what plurality, top and majority share."""

from collections.abc import Mapping
from fractions import Fraction

from suffrage.errors import Refused
from suffrage.model.rule import Denominator
from suffrage.rules.figures import Figures
from suffrage.rules.outcome import Ranked

__all__ = ["check_any_vote", "denominator", "first_places", "rank"]


def rank(votes: Mapping[str, int]) -> tuple[Ranked, ...]:
    """All options from most to fewest votes; equal ones share a rank, in declared order."""
    numbers = sorted(votes.values(), reverse=True)
    places = {number: numbers.index(number) + 1 for number in numbers}
    lines = (Ranked(places[number], option, number) for option, number in votes.items())
    return tuple(sorted(lines, key=lambda line: line.rank))


def first_places(
    votes: Mapping[str, int | Fraction], places: int
) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Who surely takes one of the first places, who is tied for the rest, and how many are left.

    Options come in declared order; without a tie the second is empty and the number zero.
    """
    if not 0 < places < len(votes):
        return tuple(votes)[:places], (), 0
    last = sorted(votes.values(), reverse=True)[places - 1]
    sure = tuple(option for option, number in votes.items() if number > last)
    level = tuple(option for option, number in votes.items() if number == last)
    if len(sure) + len(level) == places:
        return tuple(option for option, number in votes.items() if number >= last), (), 0
    return sure, level, places - len(sure)


def check_any_vote(votes: Mapping[str, int]) -> None:
    """Raise ``Refused("rule.no-votes")`` if nobody has a vote: then no rule can rank them."""
    if not any(votes.values()):
        raise Refused("rule.no-votes")


def denominator(of: Denominator, figures: Figures) -> int:
    """The number that shares are shares of."""
    match of:
        case "valid":
            return figures.valid
        case "voters":
            return figures.ballots
        case _:
            return figures.registered
