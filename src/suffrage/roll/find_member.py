"""Finding a member from what somebody says on the telephone: part of a name, or a number.

Case, accents, hyphens, apostrophes and spaces do not matter, nor does the order of words; a number
is found with or without the spaces and zeros with which it was dictated. A desk that keeps
members in a database stores ``search_text`` beside each and looks for the words
of ``read_query`` in it.

>>> zoe = Member("0017-42", "75-012", "Zoé de La Tour")
>>> [find_members(said, [zoe]).total for said in ("tour zoe", "DELATOUR", "0017 42", "Max")]
[1, 1, 1, 0]
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from suffrage.errors import Refused
from suffrage.roll.by_name import letters, name_order
from suffrage.roll.members import Member

__all__ = ["Found", "find_members", "read_query", "search_text"]

_LEAST: Final = 2
_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Found:
    """The first members in the order of lists, and how many there are in all."""

    members: tuple[Member, ...]
    total: int


def search_text(member: Member) -> str:
    """What queries look into: number and name, letters and digits alone."""
    return f"{letters(member.number)} {letters(member.name)}"


def read_query(text: str) -> tuple[str, ...]:
    """What somebody typed, as words of which each must be part of a member's ``search_text``.

    Raises ``Refused("roll.search-short")`` when it has fewer than two letters and digits: a look
    at half the roll helps nobody.
    """
    words = tuple(filter(None, (letters(word) for word in text.split())))
    if sum(map(len, words)) < _LEAST:
        raise Refused("roll.search-short", least=_LEAST)
    return words


def find_members(text: str, members: Iterable[Member], most: int = _MOST) -> Found:
    """The members whom a text may mean; whose whole number it is comes first and alone.

    Raises ``Refused("roll.search-short")``.
    """
    everybody = tuple(members)
    exact = tuple(member for member in everybody if letters(member.number) == letters(text))
    if exact and letters(text):
        return Found(exact[:most], len(exact))
    words = read_query(text)
    found = [one for one in everybody if all(map(search_text(one).__contains__, words))]
    return Found(tuple(sorted(found, key=name_order)[:most]), len(found))
