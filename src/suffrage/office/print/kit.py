"""What a section's kit says, as values: who, when, where, which contests, whose list.

A kit is checked as it is made: a kit with another section's list, or with a wrong number of
members, would be found out in front of the voters.
"""

from dataclasses import dataclass, field
from typing import Final

from suffrage.errors import Inconsistent, Malformed
from suffrage.roll.signing_list import SigningList
from suffrage.words import Language

__all__ = ["Kit", "KitContest", "KitOption"]

_LONGEST_ADDRESS: Final = 200
_SAFE: Final = ("https://", "http://localhost:", "http://127.0.0.1:")
"""An office on the reader's own machine needs no certificate; it is for trying out."""


@dataclass(frozen=True, slots=True)
class KitOption:
    """One line of sheet and ballot paper, as declared; ``signatory`` may be empty."""

    label: str
    signatory: str = ""


@dataclass(frozen=True, slots=True)
class KitContest:
    """A contest by its id, with its title and its options in the declared order."""

    id: str
    title: str
    options: tuple[KitOption, ...]


@dataclass(frozen=True, slots=True)
class Kit:
    """One section's kit for one round.

    ``opens`` and ``closes`` are instants (UTC), told in ``zone``. ``registered`` is R of the
    frozen roll, ``credentials`` how many of the section vote online. ``voids`` are the reasons
    for void ballots and ``camps`` the names of the camps, as the sheet lists them. ``entry`` is
    the address that opens the section, ``confirm`` that for agents; ``code`` the one-time code.

    Raises ``Inconsistent``: ``kit.unit``, ``kit.registered`` and ``kit.struck``; ``Malformed``:
    ``kit.address`` and ``kit.contests``.
    """

    election: str
    origin: str
    unit: str
    section: str
    federation: str
    round: int
    opens: str
    closes: str
    zone: str
    contests: tuple[KitContest, ...]
    registered: int
    credentials: int
    signers: SigningList = field(repr=False)
    voids: tuple[str, ...]
    camps: tuple[str, ...]
    entry: str
    confirm: str
    code: str = field(repr=False)
    officer: str = field(repr=False)
    phone: str = field(repr=False)
    language: Language

    def __post_init__(self) -> None:
        listed = self.signers
        if listed.unit != self.unit:
            raise Inconsistent("kit.unit", unit=self.unit, listed=listed.unit)
        if listed.entitled != self.registered or len(listed.lines) != self.registered:
            raise Inconsistent(
                "kit.registered", unit=self.unit, listed=listed.entitled, registered=self.registered
            )
        struck = sum(line.struck for line in listed.lines)
        if not self.credentials == listed.struck == struck:
            raise Inconsistent(
                "kit.struck", unit=self.unit, struck=struck, credentials=self.credentials
            )
        for address in (self.entry, self.confirm):
            if not address.startswith(_SAFE) or len(address) > _LONGEST_ADDRESS:
                raise Malformed("kit.address", unit=self.unit)
        if not self.contests or not all(one.options for one in self.contests):
            raise Malformed("kit.contests", unit=self.unit)
