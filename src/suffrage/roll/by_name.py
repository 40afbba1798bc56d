"""The order of a printed list of members: by family name, the same on every machine.

* Letters come first: case, accents, spaces, hyphens and apostrophes do not part two names, and
  "œ" files as "oe". So "de La Tour", "De la Tour" and "Delatour" stand together.
* A particle counts as written ("de Gaulle" under D): the files mix "de Gaulle" and "DE GAULLE",
  and nobody should have to guess under which letter a member stands. This departs from library
  catalogues in French, which put "de" behind the given name.
* Names of the same letters then stand by given name, then by accents read from the left, then by
  capitals, then by number: no two members share a place.

No table of a locale is read, since those differ between systems and over the years.
"""

import unicodedata
from typing import Final

from suffrage.roll.members import Member

__all__ = ["filed_name", "letters", "name_order"]

_UNFOLDED: Final = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "\u0131": "i",
        "ŋ": "n",
    }
)


def letters(text: str) -> str:
    """The letters and digits of a text, without case, accents or what stands between them."""
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_UNFOLDED)
    return apart if apart.isalnum() else "".join(filter(str.isalnum, apart))


def filed_name(member: Member) -> str:
    """The name as a list shows it: family name first where the file tells which part it is."""
    return f"{member.family} {member.given}".strip() if member.family else member.name


def name_order(member: Member) -> tuple[str, ...]:
    """The key by which lists are sorted."""
    family = member.family or member.name
    given = member.given if member.family else ""
    shown = filed_name(member)
    accents = unicodedata.normalize("NFKD", shown.casefold())
    return (letters(family), letters(given), accents, shown.swapcase(), member.number)
