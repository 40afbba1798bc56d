"""Finding a member from what somebody says on the telephone: part of a name, or a number.

Case, accents, hyphens, apostrophes and spaces do not matter, nor does the order of words; a number
is found with or without the spaces and zeros with which it was dictated. A desk that keeps
members in a database stores ``search_text`` beside each and looks for ``Query.words``.

>>> zoe = Member("0017-42", "75-012", "Zoé de La Tour")
>>> [find_members(said, [zoe]).total for said in ("tour zoe", "DELATOUR", "0017 42", "Max")]
[1, 1, 1, 0]
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from suffrage.errors import Refused
from suffrage.roll.by_name import letters, name_order
from suffrage.roll.members import Member

__all__ = ["Found", "Query", "find_members", "read_query", "search_text"]

_LEAST: Final = 2
_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for: every one of ``words``, or ``joined``, in the text of a member."""

    words: tuple[str, ...] = field(repr=False)
    joined: str = field(repr=False)

    def finds(self, text: str) -> bool:
        """Whether a member with this ``search_text`` is meant."""
        return self.joined in text or all(word in text for word in self.words)


@dataclass(frozen=True, slots=True)
class Found:
    """The first members in the order of lists, and how many there are in all."""

    members: tuple[Member, ...]
    total: int


def search_text(member: Member) -> str:
    """What queries look into: the words of the name, then number and name without spaces."""
    words = filter(None, (letters(word) for word in member.name.split()))
    return " ".join([*words, letters(member.number), letters(member.name)])


def read_query(text: str) -> Query:
    """The query that somebody typed.

    Raises ``Refused("roll.search-short")`` when it has fewer than two letters and digits: a look
    at half the roll helps nobody.
    """
    words = tuple(filter(None, (letters(word) for word in text.split())))
    joined = "".join(words)
    if len(joined) < _LEAST:
        raise Refused("roll.search-short", least=_LEAST)
    return Query(words, joined)


def find_members(text: str, members: Iterable[Member], most: int = _MOST) -> Found:
    """The members whom a text may mean; whose whole number it is comes first and alone.

    Raises ``Refused("roll.search-short")``.
    """
    everybody = tuple(members)
    exact = tuple(member for member in everybody if letters(member.number) == letters(text))
    if exact and letters(text):
        return Found(exact[:most], len(exact))
    query = read_query(text)
    found = [member for member in everybody if query.finds(search_text(member))]
    return Found(tuple(sorted(found, key=name_order)[:most]), len(found))
