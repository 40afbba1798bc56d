"""Elections in which some sections are too small to be published alone.

Five hidden sections beside the six of ``six_sections``, none with more than 19 members. The pool
``small-75-N`` of round N lies in federation 75 and joins ``small-N``, which lies in 13: together
they reach across both.
"""

import hashlib
from collections.abc import Callable
from typing import Any

import msgspec
from tests.support.definitions import plain_six_sections
from tests.support.simulator import Simulation

from suffrage.acts.paper.excuse_pool import excuse_pool
from suffrage.acts.paper.make_opening import make_opening
from suffrage.acts.paper.seal_sheet import seal_sheet
from suffrage.acts.paper.sum_pool import sum_pool
from suffrage.acts.perform import Written
from suffrage.board.record import Draft
from suffrage.conduct.state import State
from suffrage.model import canonical
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import Definition, from_plain
from suffrage.paper.sealed import Opening
from suffrage.paper.sheet import Sheet

__all__ = [
    "HIDDEN",
    "PooledSimulation",
    "altered",
    "entropy_of",
    "plain_pools",
    "pooled",
    "sealed_from",
]

HIDDEN = {"13-004": 19, "13-005": 18, "13-006": 17, "75-004": 16, "75-005": 17}
"""The hidden sections, and their members."""


def plain_pools() -> dict[str, Any]:
    """The plain shape of a definition with two pools in each round."""
    plain = plain_six_sections()
    plain["units"] += [
        {"id": unit, "parent": unit[:2], "registered": members} for unit, members in HIDDEN.items()
    ]
    plain["pools"] = [
        pool
        for round_ in (1, 2)
        for pool in (
            {
                "id": f"small-75-{round_}",
                "round": round_,
                "units": ["75-004", "75-005"],
                "next": f"small-{round_}",
            },
            {
                "id": f"small-{round_}",
                "round": round_,
                "units": ["13-004", "13-005", "13-006"],
            },
        )
    ]
    return plain


def pooled(**changed: Any) -> Definition:
    """The checked definition; parts may be changed."""
    definition = from_plain({**plain_pools(), **changed})
    check_definition(definition)
    return definition


def entropy_of(seed: str) -> Callable[[int], bytes]:
    """A seeded source of bytes."""
    return lambda size: hashlib.shake_256(seed.encode()).digest(size)


def sealed_from(
    state: State, by: str, now: str, sheet: Sheet, seed: str = "seal"
) -> tuple[Draft, Opening]:
    """The draft that seals a sheet, and its opening with seeded blindings."""
    opening = make_opening(state, sheet, entropy_of(seed))
    return seal_sheet(state, by, now, opening, agents=sheet.agents), opening


class PooledSimulation(Simulation):
    """An election with pools; ``openings`` are those that the sections' people keep."""

    def __init__(self, definition: Definition | None = None) -> None:
        super().__init__(definition or pooled())
        self.openings: dict[tuple[str, str], bytes] = {}

    def sheet(self, unit: str, contest: str = "text", **changed: Any) -> Sheet:
        """A possible sheet; a hidden section's has 2 to 4 votes an option."""
        honest = super().sheet(unit, contest)
        if unit in HIDDEN and "votes" not in changed:
            changed["votes"] = {option: 2 + i for i, option in enumerate(honest.votes)}
        if "votes" in changed:
            valid = sum(changed["votes"].values())
            sums = {"valid": valid, "ballots": valid + 2, "signatures": valid + 2}
            changed = {**sums, **changed}
        return super().sheet(unit, contest, **changed)

    def seal(self, unit: str, contest: str = "text", **changed: Any) -> Written:
        """A hidden section seals its sheet, or seals it again."""
        sheet = self.sheet(unit, contest, **changed)
        by = f"secretary@{unit}"
        seed = f"{unit} {contest} {self.state.size}"
        draft, opening = sealed_from(self.state, by, self.now(), sheet, seed)
        written = self.board.perform(lambda _: draft, self.sign(by))
        self.openings[contest, unit] = canonical.encode(opening)
        return written

    def sum(self, pool: str, contest: str = "text") -> Written:
        """The commission sums a pool from the openings."""
        held = list(self.openings.values())
        return self.act(sum_pool, "commission@chair", contest=contest, pool=pool, openings=held)

    def give_up(self, pool: str, contest: str = "text") -> Written:
        """The commission excuses a pool that has too few valid ballots."""
        held = list(self.openings.values())
        return self.decided(excuse_pool, contest=contest, pool=pool, openings=held)

    def count_hidden(self, contest: str = "text", but: tuple[str, ...] = ()) -> "PooledSimulation":
        """Every hidden section seals its sheet."""
        for unit in HIDDEN:
            if unit not in but:
                self.seal(unit, contest)
        return self

    def count_public(self, contest: str = "text") -> "PooledSimulation":
        """Every other section's sheet arrives and is approved."""
        self.count_all(contest, but=tuple(HIDDEN))
        return self

    def count_with_pools(self, round_: int = 1) -> "PooledSimulation":
        """Every section's figures are on the board, those of pools in two sums."""
        contest = self.definition.contests_of(round_)[0].id
        self.count_public(contest).count_hidden(contest)
        self.sum(f"small-75-{round_}", contest)
        self.sum(f"small-{round_}", contest)
        return self


def altered(value: Any, **change: Any) -> Any:
    """A value with other fields."""
    return msgspec.structs.replace(value, **change)
