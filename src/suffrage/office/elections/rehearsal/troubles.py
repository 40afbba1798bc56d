"""What goes wrong in a rehearsal, so that people have seen it before the night."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from suffrage.model.units import Unit
from suffrage.office.elections.rehearsal.figures import picked

__all__ = ["Troubles"]


@dataclass(frozen=True, slots=True)
class Troubles:
    """The sections to which each trouble comes; a small election has fewer of them.

    In ``differs`` the second entry is not the first; ``disputed`` is contested by an agent;
    ``late`` sends after everybody else; ``reserved`` send sheets that cannot be right.
    """

    differs: str = ""
    disputed: str = ""
    late: str = ""
    reserved: tuple[str, ...] = ()

    @classmethod
    def of(cls, voting: Sequence[Unit], seed: str) -> Self:
        """Five sections that the seed picks; in one room, the first two troubles come to it."""
        units = picked(seed, [unit.id for unit in voting], 5)
        if not units:
            return cls()
        if len(units) == 1:
            return cls(units[0], units[0])
        return cls(units[0], units[1], "".join(units[2:3]), units[3:])
