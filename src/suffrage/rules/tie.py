"""How a tie ends: by the declared rules in their order, and never in silence.

``resolve`` gives ``Resolved``, which says which rule chose whom, or ``Waiting`` with the same
tie and what it waits for. ``conclude`` and ``seat`` put a resolution in the place of its tie.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from suffrage.errors import Inconsistent
from suffrage.model.rule import TieRule
from suffrage.rules.lot import draw
from suffrage.rules.outcome import Elected, Qualified, Tied
from suffrage.rules.seats import SeatAward, SeatTie

__all__ = ["Resolved", "TieStep", "Waiting", "WaitsFor", "conclude", "resolve", "seat"]

Tie = Tied | SeatTie

WaitsFor = Literal["lot", "ages", "ruling"]
"""``lot``: a public seed; ``ages``: the missing age ranks; ``ruling``: no declared rule is left."""


@dataclass(frozen=True, slots=True)
class TieStep:
    """What one rule did: whom it gave a place, and who is still tied after it."""

    rule: TieRule
    chosen: tuple[str, ...]
    still_tied: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A tie that has ended: who takes its places, and the rules that said so."""

    tie: Tie
    chosen: tuple[str, ...]
    steps: tuple[TieStep, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A tie that has not ended. ``steps`` are rules that narrowed it; no place is given yet."""

    tie: Tie
    waits_for: WaitsFor
    steps: tuple[TieStep, ...]


def resolve(
    tie: Tie, rules: Sequence[TieRule], ages: Mapping[str, int], seed: bytes | None = None
) -> Resolved | Waiting:
    """Try the declared rules on a tie, each on what the one before it left open.

    ``ages`` are age ranks, 1 for the oldest; an option without one, or with a rank below 1,
    leaves ``older`` without effect. ``seed`` is that of this very lot (``lot.lot_seed``), or
    None before it is known. Raises as ``lot.draw`` does.
    """
    chosen: tuple[str, ...] = ()
    steps: list[TieStep] = []
    left, places = tie.options, _places(tie)
    for rule in rules:
        if rule == "older":
            step = _older(left, places, ages)
        elif seed is None:
            return Waiting(tie, "lot", tuple(steps))
        else:
            step = TieStep("lot", draw(seed, left, places), ())
        if step.still_tied == left:
            continue
        steps.append(step)
        chosen += step.chosen
        left, places = step.still_tied, places - len(step.chosen)
        if not left:
            return Resolved(tie, chosen, tuple(steps))
    unknown = "older" in rules and not _all_known(left, ages)
    return Waiting(tie, "ages" if unknown else "ruling", tuple(steps))


def conclude(resolved: Resolved) -> Elected | Qualified:
    """The outcome of a contest whose tie has been resolved.

    Raises ``Inconsistent("rule.not-this-tie")`` if the resolution is one of seats.
    """
    if not isinstance(resolved.tie, Tied):
        raise Inconsistent("rule.not-this-tie")
    if resolved.tie.goal == "elected":
        return Elected(resolved.chosen[0])
    return Qualified(resolved.tie.sure + resolved.chosen)


def seat(award: SeatAward, resolved: Resolved) -> SeatAward:
    """The award with one more seat for each option chosen, and without this tie.

    Raises ``Inconsistent("rule.not-this-tie")`` if the award does not hold the tie.
    """
    if resolved.tie not in award.ties:
        raise Inconsistent("rule.not-this-tie")
    seats = {option: won + (option in resolved.chosen) for option, won in award.seats.items()}
    ties = tuple(tie for tie in award.ties if tie != resolved.tie)
    return replace(award, seats=MappingProxyType(seats), ties=ties)


def _places(tie: Tie) -> int:
    return tie.seats if isinstance(tie, SeatTie) else tie.places


def _all_known(options: Sequence[str], ages: Mapping[str, int]) -> bool:
    return all(ages.get(option, 0) > 0 for option in options)


def _older(options: tuple[str, ...], places: int, ages: Mapping[str, int]) -> TieStep:
    """Those older than the last place's age are in, the younger out, its equals still tied."""
    if not _all_known(options, ages):
        return TieStep("older", (), options)
    by_age = sorted(options, key=lambda option: ages[option])
    last = ages[by_age[places - 1]]
    before = tuple(option for option in by_age if ages[option] < last)
    level = tuple(option for option in options if ages[option] == last)
    if len(before) + len(level) == places:
        return TieStep("older", before + level, ())
    return TieStep("older", before, level)
