"""The reasons of void ballots in words: those that the kits print, and what a file left unsorted.

A sheet names a reason by an id of its own choice; one without a word here is read as it is
written, its hyphens as spaces.
"""

from suffrage.site.pages.render import Reader
from suffrage.words import codes

__all__ = ["void_words"]


def void_words(reader: Reader, reason: str) -> str:
    """A reason for a void ballot, as the reader says it."""
    code = f"void.reason.{reason}"
    return reader.t(code) if code in codes(reader.language) else reason.replace("-", " ")
