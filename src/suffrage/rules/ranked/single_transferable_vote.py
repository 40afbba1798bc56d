"""The single transferable vote: a seat for a quota of votes; what is over goes to the next choice.

Source: the weighted inclusive Gregory method, as in the Scottish Local Government Elections
Order 2007, schedule 1, rules 45 to 52, with Droop's quota (1881) and exact fractions instead of
five decimals. One option is elected a round. Departure from Belenios, whose course of events it
follows otherwise: equal votes are a tie, and the order of the question does not end it.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial

from suffrage.rules.ranked.ballots import Vector, judge_ranking, sort_ballots
from suffrage.rules.ranked.choice import first_in, last_out
from suffrage.rules.ranked.methods import SingleTransferableVote
from suffrage.rules.ranked.outcome import RankedOutcome, from_rounds
from suffrage.rules.ranked.piles import Piles
from suffrage.rules.ranked.ties import Resolutions
from suffrage.rules.ranked.traces import Round
from suffrage.rules.tie import Resolved

__all__ = ["count_stv"]


def count_stv(
    method: SingleTransferableVote,
    options: Sequence[str],
    vectors: Sequence[Vector],
    resolved: Sequence[Resolved] = (),
) -> RankedOutcome:
    """The elected in the order of their election.

    The quota is ⌊ballots / (seats + 1)⌋ + 1, of valid and blank ballots. An option that stands
    on no ballot is not elected, even where a seat stays empty. Raises as ``sort_ballots``,
    ``Resolutions`` and ``Piles.remove`` do.
    """
    ballots = sort_ballots(options, vectors, judge_ranking)
    quota = (ballots.valid + ballots.blank) // (method.seats + 1) + 1
    piles = Piles(options, ballots.counted)
    resolutions = Resolutions(resolved)
    rounds = tuple(_rounds(method.seats, quota, piles, resolutions))
    return from_rounds(method, options, ballots, rounds, resolutions)


def _rounds(seats: int, quota: int, piles: Piles, resolutions: Resolutions) -> Iterator[Round]:
    """Round after round until the seats are filled, or to a tie."""
    elected: tuple[str, ...] = ()
    while len(elected) < seats:
        votes, left = piles.votes, seats - len(elected)
        at_hand = partial(Round, piles.totals(), quota, piles.exhausted)
        if len(votes) <= left:
            yield at_hand("filled", tuple(votes))
            return
        winning = max(votes.values()) >= quota
        if winning:
            options, tie = first_in(votes, elected, resolutions)
        else:
            options, tie = last_out(votes, left, elected, resolutions)
        if len(options) > 1:
            yield at_hand("tied", options, tie)
            return
        worth = (votes[options[0]] - quota) / votes[options[0]] if winning else Fraction(1)
        elected += options if winning else ()
        transfer = piles.remove(options[0], worth) if len(elected) < seats else None
        yield at_hand("elected" if winning else "eliminated", options, tie, transfer)
