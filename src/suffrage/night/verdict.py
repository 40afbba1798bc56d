"""What a verdict on a claim is, and the board it is set against.

A verdict is a code with fields, the one line of arithmetic in both languages. A ``Fraction`` is
a share: who renders the line writes it as a percentage in its language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Literal

from suffrage.conduct.state import State
from suffrage.conduct.tables import unit_counts
from suffrage.count.totals import Totals
from suffrage.count.unit_state import Pooled, Summed
from suffrage.night.bounds import Partial
from suffrage.night.certain import partial_of
from suffrage.night.counted import Counted, count_federations, counted

__all__ = ["FEWEST_VALID", "Against", "Fields", "Finding", "Verdict", "against", "summed_beyond"]

Fields = Mapping[str, str | int | Fraction]
"""What a line names: options and federations, numbers of votes or ballots, shares."""

Finding = Literal["impossible", "only-if", "compatible", "no-figure"]
"""``impossible``: no completion of the board agrees; ``only-if``: only completions that differ
from what has been counted; ``compatible``: what has been counted agrees, or nothing has been;
``no-figure``: the claim holds no figure of its kind, so that nothing can be said of it."""

FEWEST_VALID: Final = 100
"""Valid votes from which a federation's share is compared with; below it, one section's handful
of ballots would make every need look usual. Where no federation has them, all are compared."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding with its arithmetic; ``beyond`` a need that no reported federation has met."""

    finding: Finding
    code: str
    fields: Fields
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Against:
    """The board as it was: figures, bounds, and the votes of each federation that reported."""

    figures: Counted
    partial: Partial
    federations: Mapping[str, Totals]

    def extremes(self, option: str) -> tuple[tuple[Fraction, str], tuple[Fraction, str]]:
        """An option's lowest and highest share in a federation, each with the federation."""
        large = {f: t for f, t in self.federations.items() if t.valid >= FEWEST_VALID}
        some = large or {f: t for f, t in self.federations.items() if t.valid}
        shares = [(Fraction(t.votes[option], t.valid), f) for f, t in some.items()]
        return min(shares), max(shares)

    def turnouts(self) -> tuple[tuple[Fraction, str], tuple[Fraction, str]]:
        """The lowest and the highest part of the members who voted, each with the federation.

        Of the units counted in each.
        """
        reported = {f: t for f, t in self.federations.items() if t.registered}
        large = {f: t for f, t in reported.items() if t.registered >= FEWEST_VALID} or reported
        shares = [(Fraction(t.ballots, t.registered), f) for f, t in large.items()]
        return min(shares), max(shares)


def against(state: State, instance: str, place: str = "") -> Against:
    """The board of a state, as claims on an instance, or on a federation in it, are set against it.

    What is needed of a federation's missing units is compared with every federation too. The
    ballots that its hidden sections have in a sum beyond it are for it still to come: nobody
    knows which of them are its own.
    """
    figures = counted(state, instance, place)
    partial = partial_of(figures)
    outstanding = partial.outstanding + summed_beyond(state, instance, place)
    federations = count_federations(state, instance)
    return Against(figures, replace(partial, outstanding=outstanding), federations)


def summed_beyond(state: State, instance: str, place: str) -> int:
    """The members of a place's sections whose sum has sections of other places in it too."""
    if not place:
        return 0
    tree, rows = state.rules.tree, unit_counts(state, instance)
    within = {
        unit
        for row in rows
        if isinstance(row.state, Summed) and all(tree.contains(place, u) for u in row.sections)
        for unit in row.sections
    }
    return sum(
        row.registered
        for row in rows
        if isinstance(row.state, Pooled)
        and tree.contains(place, row.unit)
        and row.unit not in within
    )
