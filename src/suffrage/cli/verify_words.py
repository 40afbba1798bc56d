"""Failures and statements as sentences that are safe to print."""

from collections.abc import Mapping

from suffrage.cli.language import say
from suffrage.errors import Unavailable

__all__ = ["printable", "spoken"]


def printable(text: str) -> str:
    r"""The text with everything that a terminal would obey, or hide, written as an escape.

    >>> printable("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in text
    )


def spoken(code: str, fields: Mapping[str, str | int]) -> str:
    """The sentence of a code; the code says so itself where it has none."""
    try:
        return printable(say(code, **fields))
    except Unavailable:
        return printable(say("words.unknown", word=code))
