"""What the office does to its own tables when a record is written, in the same transaction.

An effect is registered under a name, because what waits for a signature is kept in a table.

>>> @effect("roll.amended")
... def amended(proposal: Proposal, written: Written) -> None: ...
"""

from collections.abc import Callable
from typing import Final

from suffrage.acts.perform import Written
from suffrage.office.models import Proposal

__all__ = ["Effect", "apply_effect", "effect"]

Effect = Callable[[Proposal, Written], None]

_EFFECTS: Final[dict[str, Effect]] = {}


def effect(name: str) -> Callable[[Effect], Effect]:
    """Register an effect under its name."""

    def register(function: Effect) -> Effect:
        if name in _EFFECTS:
            raise LookupError(name)
        _EFFECTS[name] = function
        return function

    return register


def apply_effect(proposal: Proposal, written: Written) -> None:
    """Do what goes with a proposal that was written; nothing where it names no effect."""
    if proposal.effect:
        _EFFECTS[proposal.effect](proposal, written)
