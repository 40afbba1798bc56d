"""What a section is asked for besides its options: by its own phone and by its federation alike."""

from collections.abc import Iterator
from typing import Final

from suffrage.conduct.state import State
from suffrage.model.roles import role_kind, role_place

__all__ = ["SMALL", "camps_of"]

SMALL: Final = 100
"""A section with no more members is asked for the mandatory figures alone."""


def camps_of(state: State) -> Iterator[tuple[str, str]]:
    """The camps that have an agent: id and the label of their option, where they have one."""
    labels = {one.id: one.label for options in state.options.values() for one in options}
    for role in sorted(state.keys):
        if role_kind(role) == "agent":
            yield role_place(role), labels.get(role_place(role), role_place(role))
