"""The signing list of one section: who signs there tonight, in order, as values for the printer.

* A list has as many lines as the board has members registered in the section.
* Who votes online stands struck out, as many as the section's credentials that count publicly:
  nobody can sign for them on paper, and nobody is struck out without a credential.
* Members added after the roll was frozen are marked, so that agents look at them.

A list holds names: it is printed for its section, and is destroyed when the time for appeals is
over. No name appears when a value is shown.

>>> tonight = (Member("17", "75-012", "Zoé Petit"), Member("9", "75-012", "Ana Blanc"))
>>> sheet = signing_list("75-012", tonight, registered=2, struck={"9"}, credentials=1)
>>> [(line.number, line.struck) for line in sheet.lines], sheet.entitled, sheet.struck
([('9', True), ('17', False)], 2, 1)
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from suffrage.errors import Inconsistent
from suffrage.roll.by_name import filed_name, name_order
from suffrage.roll.members import Member

__all__ = ["SigningLine", "SigningList", "signing_list"]


@dataclass(frozen=True, slots=True)
class SigningLine:
    """One member's line: member number, name as filed, struck out as voting online, added late."""

    number: str
    name: str = field(repr=False)
    struck: bool
    added: bool


@dataclass(frozen=True, slots=True)
class SigningList:
    """A section's list in the order of its names.

    ``entitled`` is the number of lines, ``struck`` how many of them are struck out.
    """

    unit: str
    lines: tuple[SigningLine, ...]
    entitled: int
    struck: int

    @property
    def may_sign(self) -> int:
        """The most signatures that the list can bear."""
        return self.entitled - self.struck

    def pages(self, lines: int) -> tuple[tuple[SigningLine, ...], ...]:
        """The list in pages of so many lines; a list without members is one empty page."""
        starts = range(0, max(1, len(self.lines)), lines)
        return tuple(self.lines[start : start + lines] for start in starts)


def signing_list(
    unit: str,
    members: Iterable[Member],
    *,
    registered: int,
    struck: Collection[str] = (),
    credentials: int = 0,
    added: Collection[str] = (),
) -> SigningList:
    """The list of ``unit`` out of the members who are on the roll now.

    ``registered`` and ``credentials`` are the section's public figures on the board; ``struck``
    and ``added`` hold member numbers, those of other sections are passed over in ``added`` alone.
    Raises ``Inconsistent``: ``roll.list-differs`` when the members are not as many as registered,
    ``roll.struck-stranger`` when a number to strike out is not on the list, and
    ``roll.struck-differs`` when fewer or more are struck out than have a credential.
    """
    own = sorted((member for member in members if member.unit == unit), key=name_order)
    if len(own) != registered:
        raise Inconsistent("roll.list-differs", unit=unit, listed=len(own), registered=registered)
    online = frozenset(struck)
    strangers = len(online.difference(member.number for member in own))
    if strangers:
        raise Inconsistent("roll.struck-stranger", unit=unit, number=strangers)
    if len(online) != credentials:
        raise Inconsistent(
            "roll.struck-differs", unit=unit, struck=len(online), credentials=credentials
        )
    lines = tuple(
        SigningLine(one.number, filed_name(one), one.number in online, one.number in added)
        for one in own
    )
    return SigningList(unit, lines, entitled=len(lines), struck=len(online))
