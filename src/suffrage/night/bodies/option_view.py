"""What the page of an option shows: what stands behind it, how it fared, and who spoke for whom.

>>> view = option_view(state, "text", "to3")
>>> view.option.text.title, view.fate, view.word.option               # doctest: +SKIP
('Refondations', 'out', 'to2')
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from suffrage.conduct.standing import later_instances
from suffrage.conduct.state import Recommendation, State
from suffrage.model.contests import Option, instance_place
from suffrage.model.governance import Fact
from suffrage.night.bodies.standing import find_option, stated_outcome
from suffrage.night.counted import Counted

__all__ = ["Fate", "OptionView", "Supported", "option_view"]

Fate = Literal["standing", "withdrawn", "tied", "qualified", "elected", "out"]
"""``standing``: there is no result that holds; ``tied``: its place waits for the end of a tie;
``out``: neither elected nor in the next round."""


@dataclass(frozen=True, slots=True)
class Supported:
    """An eliminated ``option`` that recommends this one."""

    option: str
    word: Recommendation


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option of an instance; ``votes`` and ``share`` are ``None`` while they may not be shown.

    ``facts`` are those of the definition, by date. ``word`` is what it tells its own voters for
    the next round, if it does not go on; ``supported`` are the words that name it.
    """

    instance: str
    option: Option
    fate: Fate
    facts: tuple[Fact, ...]
    word: Recommendation | None
    supported: tuple[Supported, ...]
    votes: int | None
    share: Fraction | None


def option_view(
    state: State, instance: str, name: str, figures: Counted | None = None
) -> OptionView:
    """The option ``name`` of an instance; ``figures`` are the instance's where they may be shown.

    Raises ``Refused("option.unknown")`` where it neither stands nor stood.
    """
    option = find_option(state, instance, name)
    contest = instance_place(instance)[0]
    votes = figures.totals.votes.get(name) if figures else None
    valid = figures.totals.valid if figures else 0
    own = (fact for fact in state.rules.facts if (fact.contest, fact.option) == (contest, name))
    return OptionView(
        instance=instance,
        option=option,
        fate=_fate(state, instance, name),
        facts=tuple(sorted(own, key=lambda fact: fact.on)),
        word=state.recommended.get((instance, name)),
        supported=_supported(state, instance, name),
        votes=votes,
        share=Fraction(votes, valid) if votes is not None and valid else None,
    )


def _supported(state: State, instance: str, name: str) -> tuple[Supported, ...]:
    """The words that name an option, on its page of either round, in the order of the board."""
    found = [
        Supported(option, word)
        for (source, option), word in state.recommended.items()
        if word.option == name and instance in (source, *later_instances(state, source))
    ]
    return tuple(sorted(found, key=lambda one: one.word.index))


def _fate(state: State, instance: str, name: str) -> Fate:
    if (instance, name) in state.withdrawn:
        return "withdrawn"
    outcome = stated_outcome(state, instance)
    if outcome is None:
        return "standing"
    if name == outcome.elected:
        return "elected"
    if name in outcome.qualified:
        return "qualified"
    return "tied" if name in outcome.tie else "out"
