"""The encoding of a file that somebody saved from an office program, found safely or refused.

* UTF-8, with or without a byte order mark, is taken as what it is.
* Windows-1252, of which Latin-1 is the part that writes French, has no mark of its own: every
  sequence of bytes is nearly a text in it. It is taken only where nothing in the text looks like
  another encoding, and the officer is told, so that a person looks at an accent.
* Everything else is refused. A wrong guess would spoil names without a word; a refusal costs one
  "save as".

The signs of another encoding are those of the code pages 850 and 437 and of Mac OS Roman, which
write accents where Windows-1252 has quotation marks and symbols; of Cyrillic and Greek pages,
which give row upon row of accented letters; and of UTF-8 that was cut or mixed.
"""

import re
from typing import Final, Literal

from suffrage.errors import Malformed

__all__ = ["Encoding", "to_utf8"]

Encoding = Literal["utf-8", "windows-1252"]

_LETTERS: Final = "À-ÖØ-öø-ÿ"
# What French text has beyond letters: no-break space, guillemets, degree and ordinals, the middle
# dot, euro sign, typographic quotes and dashes, and oe. Capital S and Z with caron stand where
# other pages have e with grave and acute, so they are left out, small ones with them.
_SIGNS: Final = "\u00a0«»°ªº·€\u2018\u2019\u201c\u201d\u2013\u2014ŒœŸ"
_PLAIN: Final = re.compile(rf"[\t\n\r -~{_LETTERS}{_SIGNS}]*")
_DOUBTFUL: Final = re.compile(
    rf"[{_LETTERS}]{{3}}"  # a language that is not written so
    r"|(?<=\w)[·€\u2018\u201c\u2013\u2014]|[\u201d\u2013\u2014](?=\w)"  # an accent elsewhere
    r"|(?<=[a-zß-öø-ÿœ])[À-ÖØ-ÞŒŸ]"  # a capital after a small letter
    rf"|[ÂÃ][{_SIGNS}]"  # UTF-8 read as if it were not
)


def to_utf8(data: bytes) -> tuple[bytes, Encoding]:
    """The bytes as UTF-8, and the encoding that they had.

    Raises ``Malformed("csv.encoding")`` with the line, when they are neither UTF-8 nor surely
    Windows-1252.
    """
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _from_windows(data), "windows-1252"
    return data, "utf-8"


def _from_windows(data: bytes) -> bytes:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Malformed("csv.encoding", at=_line(data.count(b"\n", 0, error.start))) from error
    plain = _PLAIN.match(text)
    end = plain.end() if plain else 0
    doubt = _DOUBTFUL.search(text, 0, end)
    if doubt or end < len(text):
        place = doubt.start() if doubt else end
        raise Malformed("csv.encoding", at=_line(text.count("\n", 0, place)))
    return text.encode()


def _line(breaks: int) -> str:
    return f"line {breaks + 1}"
