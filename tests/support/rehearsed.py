"""A rehearsal played to its end in memory, as a simulation whose folder can be published.

>>> play = Rehearsed(six_sections()).play()
>>> with_site(play)                                                # doctest: +SKIP
"""

import hashlib
import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from tests.support.simulator import Simulation

from suffrage.board.signature import Signer
from suffrage.model.definition import Definition
from suffrage.office.elections.rehearsal.cast import Cast
from suffrage.office.elections.rehearsal.play import perform_step, play_rehearsal
from suffrage.office.elections.rehearsal.rehearsed import rehearsal_of
from suffrage.witness.local import LocalWitness

if TYPE_CHECKING:
    from suffrage.office.elections.rehearsal.step import Step

__all__ = ["OPENS", "Rehearsed", "cast_of"]

OPENS = "2022-12-01T18:00:00Z"


def cast_of(definition: Definition, name: str = "a") -> Cast:
    """A cast whose keys follow from a name, so that two casts can differ or be the same."""
    counter = itertools.count()

    def entropy(size: int) -> bytes:
        return hashlib.sha256(f"{name} {next(counter)}".encode()).digest()[:size]

    return Cast.fresh(definition, entropy)


class Rehearsed(Simulation):
    """The rehearsal of a definition, with the steps that were taken so far."""

    def __init__(self, definition: Definition, seed: str = "seed") -> None:
        self.cast = cast_of(definition)
        super().__init__(rehearsal_of(definition, self.cast, OPENS))
        self.seed = seed
        self.steps: list[Step] = []
        self.refusals: list[str] = []

    def play(self) -> Self:
        """Every step to the end."""
        state = self.board.state
        for step in play_rehearsal(self.definition, self.seed, self.cast, state):
            self.steps.append(step)
            written = perform_step(self.board, step, self.cast, self.checkpoint)
            if written is None:
                self.refusals.append(step.refused)
        return self

    def sign(self, role: str) -> Signer:
        """The signer of a role of the cast."""
        return self.cast.sign(role)

    def new_witnesses(self) -> Sequence[LocalWitness]:
        """The camps' witnesses of the rehearsal."""
        return self.cast.witnesses_of(self.log.key)
