"""How the columns of a file name the options of a contest.

An option's id is made for machines (``le-pen``); a file writes the same name as it likes
(``voix_LE_PEN``). A name that equals an id is that option; else both are *folded*: NFKD, accents
dropped, lower case, every run of other characters than letters a-z and digits one "-", none at
the ends. The fold is the same for everybody, so that no mapping is typed on the evening.

>>> fold("MÉLENCHON"), fold("Le Pen ")
('melenchon', 'le-pen')
"""

import re
import unicodedata
from collections.abc import Sequence

__all__ = ["fold", "option_of"]

_OTHERS = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """The text as an id would write it; empty when nothing of it can be written so."""
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(mark for mark in apart if not unicodedata.combining(mark))
    return _OTHERS.sub("-", bare.lower()).strip("-")


def option_of(text: str, options: Sequence[str]) -> str | None:
    """The one option that a text names, or ``None`` when it names none or could name several."""
    if text in options:
        return text
    named = [option for option in options if fold(option) == fold(text)]
    return named[0] if len(named) == 1 else None
