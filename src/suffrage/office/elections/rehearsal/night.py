"""What all steps of a rehearsed evening share."""

from collections.abc import Callable
from dataclasses import dataclass, field

from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.model.definition import Definition
from suffrage.model.units import Unit
from suffrage.office.elections.rehearsal.figures import made_sheet
from suffrage.office.elections.rehearsal.step import Clock
from suffrage.office.elections.rehearsal.troubles import Troubles
from suffrage.paper.sheet import Sheet

__all__ = ["Night"]


@dataclass(frozen=True, slots=True)
class Night:
    """The rehearsed election, its seed, its clock, and the state of its board at any moment."""

    definition: Definition
    seed: str
    clock: Clock
    state: Callable[[], State] = field(repr=False)

    @property
    def chair(self) -> str:
        """Who acts for the commission."""
        return f"commission@{self.definition.commission.members[0]}"

    @property
    def voting(self) -> tuple[Unit, ...]:
        """The sections that have members."""
        return tuple(unit for unit in self.definition.tree.sections if unit.registered)

    def troubles(self, round_: int) -> Troubles:
        """What goes wrong; all of it in the first round."""
        from_first = round_ == self.definition.rounds[0]
        return Troubles.of(self.voting, self.seed) if from_first else Troubles()

    def sheet(self, instance: str, unit: Unit, by: str) -> Sheet:
        """The figures of a section as a role enters them."""
        options = option_ids(self.state(), instance)
        return made_sheet(self.seed, instance, unit.id, unit.registered, options, by)
