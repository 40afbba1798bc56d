"""Texts that look alike: twins of a number, namesakes, and words of mixed scripts.

Looking alike is for the eye, so it is wider than any standard's equality: case, accents, forms,
invisible characters and separators do not count, and letters of Greek and Cyrillic that print as
Latin ones are taken for these. It only ever leads to a fault or a question, never to a merger.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

__all__ = ["likeness", "mixes_scripts", "repeated"]

# Lower-case letters, since case is folded first; a few look alike as capitals only. The selection
# is the part of Unicode's table of confusables (UTS 39) that a keyboard of Greece, Russia or
# Ukraine types.
_LATIN_OF: Final = str.maketrans(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0456\u0458\u0455"
    "\u03b1\u03b2\u03b5\u03b6\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7",
    "abekmhopctyxijs" + "abezhikmnoptyx",
)
_COMMON: Final = frozenset({"MODIFIER", "FEMININE", "MASCULINE", "FULLWIDTH"})


def likeness(text: str) -> str:
    """What is left of a text for the eye; the text itself where nothing is left."""
    seen = text.casefold()
    if not seen.isascii():
        apart = unicodedata.normalize("NFKD", seen)
        bare = (mark for mark in apart if not unicodedata.combining(mark))
        seen = "".join(mark for mark in bare if unicodedata.category(mark) != "Cf")
    words = "".join(mark if mark.isalnum() else " " for mark in seen).split()
    return " ".join(words).translate(_LATIN_OF) or text


def mixes_scripts(text: str) -> bool:
    """Whether some word of the text has letters of two scripts, as no keyboard types by chance."""
    if text.isascii():
        return False
    words = "".join(mark if mark.isalpha() else " " for mark in text).split()
    return any(len({_script(mark) for mark in word} - _COMMON) > 1 for word in words)


def repeated(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The index of each text that looks like an earlier one, and of the first such."""
    seen: dict[str, int] = {}
    for index, text in enumerate(texts):
        earlier = seen.setdefault(likeness(text), index)
        if earlier != index and text:
            yield index, earlier


def _script(letter: str) -> str:
    # The name of a letter begins with its script; Python has no table of scripts.
    return unicodedata.name(letter, "UNKNOWN").partition(" ")[0]
