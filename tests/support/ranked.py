"""Counts of ranked ballots set beside Belenios': its order in a tie, its list of events."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from suffrage.rules.ranked.ballots import Vector
from suffrage.rules.ranked.methods import Method
from suffrage.rules.ranked.outcome import RankedOutcome
from suffrage.rules.ranked.table import count_ballots
from suffrage.rules.ranked.traces import RoundsTrace
from suffrage.rules.tie import Resolved


def names(number: int) -> tuple[str, ...]:
    """The options of a question as Belenios calls them: their places, from zero."""
    return tuple(str(place) for place in range(number))


def rounds_of(outcome: RankedOutcome) -> RoundsTrace:
    assert isinstance(outcome.trace, RoundsTrace)
    return outcome.trace


def question_order(outcome: RankedOutcome) -> tuple[str, ...]:
    """Who takes the places of the tie by Belenios' order: an earlier option before a later one."""
    assert outcome.tie is not None
    return tuple(sorted(outcome.tie.options, key=outcome.options.index))[: outcome.tie.places]


def settled(
    method: Method,
    options: Sequence[str],
    vectors: Sequence[Vector],
    choose: Callable[[RankedOutcome], tuple[str, ...]] = question_order,
) -> RankedOutcome:
    """The count with each tie ended as ``choose`` says, one after the other."""
    resolved: list[Resolved] = []
    outcome = count_ballots(method, options, vectors)
    while outcome.tie is not None:
        resolved.append(Resolved(outcome.tie, choose(outcome), ()))
        outcome = count_ballots(method, options, vectors, resolved)
    return outcome


def reference_events(outcome: RankedOutcome) -> list[list[Any]]:
    """The rounds as Belenios lists them: of a tie it names two, the ones next to each other."""
    events: list[list[Any]] = []
    for one in rounds_of(outcome).rounds:
        at = [outcome.options.index(option) for option in one.options]
        if one.tie is not None:
            level = sorted(outcome.options.index(option) for option in one.tie.options)
            won = one.step == "elected"
            events.append(["TieWin", level[:2]] if won else ["TieLose", level[:-3:-1]])
        events.append(["Lose", at[0]] if one.step == "eliminated" else ["Win", at])
    return events


def some_ballots(seed: int, most: int = 5, ballots: int = 25, fewest: int = 1) -> list[Vector]:
    """Valid ballots over three to ``most`` options, each ranking ``fewest`` or more, by a seed."""
    draw = Random(seed)
    width = draw.randint(3, most)
    vectors = []
    for _ in range(draw.randint(4, ballots)):
        ranked = draw.sample(range(width), draw.randint(min(fewest, width), width))
        vectors.append(tuple(ranked.index(at) + 1 if at in ranked else 0 for at in range(width)))
    return vectors
