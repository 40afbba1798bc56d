"""The certified figures of what was claimed, and whether the claim turned out right.

A claim on the end is right if the certified result is what was said: a share or a turnout that
rounds to it, a range with the share in it, the very number of votes, the order, the rank (shared
ones too), the majority. A claim on what was counted at a moment is neither right nor wrong by
the end; the certified figures stand beside it all the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from suffrage.board.kinds.words import Claim
from suffrage.count.totals import Totals
from suffrage.model.definition import Definition
from suffrage.night.certain import partial_of
from suffrage.night.counted import Counted
from suffrage.night.majority_bounds import votes_for_majority
from suffrage.night.majority_verdict import majority_rule
from suffrage.night.rank_verdict import rank_of
from suffrage.night.said_share import SaidVotes, said_of
from suffrage.night.turnout_verdict import said_voters, units_settled

__all__ = ["CameTrue", "Final", "FinalFigure", "final_of"]

CameTrue = Literal["right", "wrong"]


@dataclass(frozen=True, slots=True)
class FinalFigure:
    """One certified figure: a ``Fraction`` is a share, an ``int`` a number or a rank.

    ``option`` is empty for figures of the whole. ``majority`` is how many votes made one;
    ``turnout`` and ``covered`` are parts of the members, or of the units for a claim on these.
    """

    what: Literal["share", "votes", "rank", "majority", "ballots", "turnout", "covered"]
    option: str
    value: int | Fraction


@dataclass(frozen=True, slots=True)
class Final:
    """The certified figures beside a claim; ``came`` is ``None`` where the end decides nothing."""

    figures: tuple[FinalFigure, ...]
    came: CameTrue | None


def final_of(claim: Claim, rules: Definition, figures: Counted) -> Final:
    """What the figures of a certificate that stands, those of its place, say of a claim."""
    came = _came_true(claim, rules, figures)
    word: CameTrue = "right" if came else "wrong"
    return Final(tuple(_figures(claim, rules, figures)), None if came is None else word)


def _figures(claim: Claim, rules: Definition, figures: Counted) -> Iterator[FinalFigure]:
    totals = figures.totals
    match claim.claim:
        case "counted" | "estimate":
            yield from _said_figures(claim, totals)
        case "rank":
            for option in claim.order or (claim.option,):
                yield FinalFigure("rank", option, rank_of(totals.votes, option))
                yield FinalFigure("votes", option, totals.votes[option])
        case "majority":
            yield FinalFigure("votes", claim.option, totals.votes[claim.option])
            yield FinalFigure("majority", "", _majority(rules, figures))
        case _:
            yield from _of_the_whole(claim, figures)


def _said_figures(claim: Claim, totals: Totals) -> Iterator[FinalFigure]:
    for option, one in said_of(claim).items():
        if isinstance(one, SaidVotes):
            yield FinalFigure("votes", option, totals.votes[option])
        elif totals.valid:
            yield FinalFigure("share", option, Fraction(totals.votes[option], totals.valid))
    if claim.ballots:
        yield FinalFigure("ballots", "", totals.ballots)


def _of_the_whole(claim: Claim, figures: Counted) -> Iterator[FinalFigure]:
    totals = figures.totals
    if claim.ballots:
        yield FinalFigure("ballots", "", totals.ballots)
    elif claim.claim == "turnout":
        yield FinalFigure("turnout", "", Fraction(totals.ballots, max(totals.registered_all, 1)))
    elif claim.share_of == "units":
        part, whole = units_settled(figures)
        yield FinalFigure("covered", "", Fraction(part, max(whole, 1)))
    else:
        yield FinalFigure("covered", "", figures.coverage)


def _came_true(claim: Claim, rules: Definition, figures: Counted) -> bool | None:
    totals = figures.totals
    match claim.claim:
        case "estimate":
            return _said_came_true(claim, totals)
        case "rank":
            order = pairwise(totals.votes[option] for option in claim.order)
            if claim.order:
                return all(ahead > behind for ahead, behind in order)
            return rank_of(totals.votes, claim.option) == claim.rank
        case "majority":
            return totals.votes[claim.option] >= _majority(rules, figures)
        case "turnout":
            fewest, most = said_voters(claim, totals.registered_all)
            voted = (totals.signatures, totals.ballots)
            return max(fewest, min(voted)) <= min(most, max(voted))
        case _:
            return None


def _said_came_true(claim: Claim, totals: Totals) -> bool | None:
    """Where nobody voted there is no share, and a claim of one is neither right nor wrong."""
    if not totals.valid and (claim.shares or claim.ranges):
        return None
    bounds = ((totals.votes[o], one.votes(totals.valid)) for o, one in said_of(claim).items())
    return all(least <= votes <= most for votes, (least, most) in bounds)


def _majority(rules: Definition, figures: Counted) -> int:
    rule = majority_rule(rules, figures.instance)
    return votes_for_majority(rule, partial_of(figures), 0)
