"""The policy of a desk: each of its actions, and the roles that may take it, where.

What is not written here is refused. A role acts in its own place: a federation's officer in the
federation's sections, people of a section in theirs; the others everywhere in their election.

>>> POLICY = DeskPolicy("federation", {"see": ("federation",), "excuse": ("commission",)})
>>> POLICY.check(["federation@75"], "see", units, "75-012")
'federation@75'
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from suffrage.errors import Refused
from suffrage.model.units import Units

__all__ = ["PLACED", "DeskPolicy", "kind_of", "place_of"]

PLACED: Final = frozenset({"federation", "secretary", "teller"})
"""The kinds of roles that act in their own place alone, where an action is at a unit."""


@dataclass(frozen=True)
class DeskPolicy:
    """``actions`` gives, for each action of the desk, the kinds of roles that may take it."""

    desk: str
    actions: Mapping[str, tuple[str, ...]]

    def roles_for(self, roles: Iterable[str], action: str) -> list[str]:
        """Those among a person's roles that may take an action somewhere."""
        return [role for role in roles if kind_of(role) in self.actions[action]]

    def check(
        self, roles: Iterable[str], action: str, units: Units | None = None, unit: str = ""
    ) -> str:
        """The role in which somebody with these roles takes the action, at a unit if one is named.

        Raises ``Refused("office.not-granted")``: no role allows it, or none here.
        """
        for role in self.roles_for(roles, action):
            if not unit or kind_of(role) not in PLACED:
                return role
            if units is not None and units.contains(place_of(role), unit):
                return role
        raise Refused("office.not-granted", desk=self.desk, action=action)


def kind_of(role: str) -> str:
    """``federation`` of ``federation@75``."""
    return role.partition("@")[0]


def place_of(role: str) -> str:
    """``75`` of ``federation@75``."""
    return role.partition("@")[2]
