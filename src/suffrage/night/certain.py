"""What is certain of a contest whatever the missing units bring: deterministic and exact.

Certain means: if the sheets in force stand. A correction, a ruling or an annulled box changes
what has been counted, and ``dispute_effect`` says which open disputes could.

Two caps bound the missing units. ``roll``: each brings at most as many ballots as it has members,
which no accepted sheet can exceed. ``signatures``: at most as many as signed, where they are
known; narrower, but a sheet with more ballots than signatures is accepted with an explanation,
so that a page names this condition.

Source: the deterministic bounds of ``docs/explanation/night.md``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from suffrage.model.bodies import Body
from suffrage.model.contests import Contest, Linked, instance_place
from suffrage.model.definition import Definition
from suffrage.model.rule import Majority, Plurality, Top
from suffrage.night.bounds import (
    Partial,
    Place,
    place,
    rank_range,
    share_range,
    surely_ahead,
    vote_range,
)
from suffrage.night.counted import Counted
from suffrage.night.majority_bounds import (
    MajorityStatus,
    majority_status,
    surely_elected,
    surely_no_majority,
)
from suffrage.night.seat_bounds import seat_range

__all__ = ["Cap", "Certain", "OptionBounds", "certain", "certain_seats", "partial_of"]

Cap = Literal["roll", "signatures"]


@dataclass(frozen=True, slots=True)
class OptionBounds:
    """Where one option can end: ranges are (least, most), or (best, worst) for the rank.

    ``share`` is of the valid votes, ``None`` if there cannot be any; ``majority`` is ``None``
    where the rule asks for none.
    """

    votes: tuple[int, int]
    share: tuple[Fraction, Fraction] | None
    rank: tuple[int, int]
    place: Place
    majority: MajorityStatus | None


@dataclass(frozen=True, slots=True)
class Certain:
    """What no completion can change.

    ``ahead`` are pairs (ahead, behind). ``places`` is how many go on or are elected, the places
    of the second round where a majority may be missing. ``elected`` is empty until it is
    certain; ``no_majority`` says that nobody can be elected in this round any more.
    """

    instance: str
    size: int
    outstanding: int
    options: Mapping[str, OptionBounds]
    ahead: tuple[tuple[str, str], ...]
    places: int
    elected: str
    no_majority: bool


def certain(definition: Definition, figures: Counted, cap: Cap = "roll") -> Certain:
    """The bounds of an instance under a cap on what its missing units bring."""
    contest = definition.contest_by_id[instance_place(figures.instance)[0]]
    rule, partial = contest.rule, partial_of(figures, cap)
    places = _places(definition, contest)
    return Certain(
        instance=figures.instance,
        size=figures.size,
        outstanding=partial.outstanding,
        options={
            option: OptionBounds(
                votes=vote_range(partial, option),
                share=share_range(partial, option),
                rank=rank_range(partial, option),
                place=place(partial, option, places),
                majority=(
                    majority_status(rule, partial, option) if isinstance(rule, Majority) else None
                ),
            )
            for option in partial.votes
        },
        ahead=surely_ahead(partial),
        places=places,
        elected=_elected(rule, partial),
        no_majority=isinstance(rule, Majority) and surely_no_majority(rule, partial),
    )


def certain_seats(body: Body, figures: Counted, cap: Cap = "roll") -> Mapping[str, tuple[int, int]]:
    """The fewest and the most seats of each option in a body that follows the instance.

    Members ex officio are left out. The bounds are sound and not always tight (``seat_bounds``).
    """
    partial = partial_of(figures, cap)
    return {option: seat_range(body.rule, partial, option, body.seats) for option in partial.votes}


def partial_of(figures: Counted, cap: Cap = "roll") -> Partial:
    """The counted figures with the most ballots that the missing units can bring."""
    totals = figures.totals
    most = [
        one.most if cap == "roll" or one.signatures is None else min(one.most, one.signatures)
        for one in figures.missing
    ]
    return Partial(totals.votes, totals.ballots, totals.blank, totals.registered_all, sum(most))


def _elected(rule: Plurality | Majority | Top, partial: Partial) -> str:
    match rule:
        case Majority():
            return surely_elected(rule, partial)
        case Plurality():
            sure = (o for o in partial.votes if place(partial, o, 1) == "in")
            return next(sure, "")
        case _:
            return ""


def _places(definition: Definition, contest: Contest) -> int:
    """How many places the rule gives, or the second round that is held without a majority."""
    if isinstance(contest.rule, Top):
        return contest.rule.places
    for later in definition.contests:
        if isinstance(later.options, Linked) and later.options.source == contest.id:
            return later.options.places
    return 1
