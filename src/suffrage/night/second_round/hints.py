"""Where a person should look, with the plain arithmetic: facts, not verdicts.

A hint changes no total and accuses nobody; most have a harmless reason. It is a code with
fields, the one line of arithmetic in both languages, and a second code that says what to look at
on paper. Hints here are exact; those with a chance beside them are made by
``estimates.outliers``.

There are no digit tests: the second digits of clean official results raise alarms for half of
the candidates (``docs/explanation/second-round.md``).

>>> [(hint.kind, hint.unit) for hint in plain_hints(state, "text")]
[('more-ballots', '75-012'), ('unanimous', '13-004')]
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.count.figures import Figures
from suffrage.night.second_round.pairs import FEWEST, federation_of, in_force

__all__ = ["Hint", "HintFields", "HintKind", "plain_hints"]

HintKind = Literal["more-ballots", "fewer-ballots", "unanimous", "turnout", "swing"]
HintFields = Mapping[str, str | int | Fraction]
"""What a line names: units and options, numbers of ballots, shares."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One section, the arithmetic (``code`` with ``fields``), and where to ``look``.

    ``chance``: how seldom a section would be as far off in either direction, if it were like its
    peers; ``None`` where the arithmetic is a fact without one.
    """

    kind: HintKind
    unit: str
    federation: str
    code: str
    look: str
    fields: HintFields
    chance: float | None = None


def plain_hints(state: State, instance: str) -> tuple[Hint, ...]:
    """Ballots against signatures, and sections where all votes are for one option, in any round.

    In the declared order of the sections.
    """
    options = option_ids(state, instance)
    rows = in_force(state, instance)
    federations = {unit: federation_of(state, unit) for unit in rows}
    sums: dict[str, dict[str, int]] = {}
    for unit, figures in rows.items():
        sums_of = sums.setdefault(federations[unit], dict.fromkeys(options, 0))
        for option in options:
            sums_of[option] += figures.votes.get(option, 0)
    return tuple(
        hint
        for unit, figures in rows.items()
        for hint in (
            *_difference(unit, federations[unit], figures),
            *_unanimous(unit, federations[unit], figures, sums[federations[unit]]),
        )
    )


def _difference(unit: str, federation: str, figures: Figures) -> Iterator[Hint]:
    fields: dict[str, str | int | Fraction] = {
        "unit": unit,
        "ballots": figures.ballots,
        "signatures": figures.signatures,
    }
    more = figures.ballots - figures.signatures
    if more > 0:
        code, look = "hint.more-ballots", "hint.look.more-ballots"
        yield Hint("more-ballots", unit, federation, code, look, {**fields, "difference": more})
    if more < 0:
        code, look = "hint.fewer-ballots", "hint.look.fewer-ballots"
        yield Hint("fewer-ballots", unit, federation, code, look, {**fields, "difference": -more})


def _unanimous(
    unit: str, federation: str, figures: Figures, sums: Mapping[str, int]
) -> Iterator[Hint]:
    """All of at least ten votes for one option, beside its share in the federation's others."""
    only = [option for option, votes in figures.votes.items() if votes == figures.valid]
    if figures.valid < FEWEST or not only or len(sums) == 1:
        return
    others = sum(sums.values()) - figures.valid
    fields: HintFields = {
        "unit": unit,
        "option": only[0],
        "valid": figures.valid,
        "federation": federation,
        "peers": Fraction(sums[only[0]] - figures.valid, others) if others else Fraction(0),
    }
    code = "hint.unanimous" if others else "hint.unanimous-alone"
    yield Hint("unanimous", unit, federation, code, "hint.look.unanimous", fields)
