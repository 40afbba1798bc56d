"""What is wrong with a file, as sentences with their place, for a page that shows all at once."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

from suffrage.errors import Malformed, SuffrageError
from suffrage.model.csv_table import Rejected
from suffrage.office.refusals import told
from suffrage.office.speech import reader

__all__ = ["LARGEST", "SaidFault", "file_of", "name_of", "said_fault", "said_faults"]

LARGEST: Final = 4 * 2**20
"""Bytes of a file; all sheets of a nation have fewer."""

_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class SaidFault:
    """A sentence, and the line (0 for the whole file) and column that it is about."""

    line: int
    column: str
    sentence: str


def said_faults(rejected: Rejected) -> list[SaidFault]:
    """Every fault of a file in the reader's language."""
    speaker = reader()
    return [
        SaidFault(found.line, found.column, speaker.told(found.code, found.fields))
        for found in rejected.faults
    ]


def said_fault(error: SuffrageError) -> SaidFault:
    """An error of the whole file."""
    return SaidFault(0, error.at or "", told(error))


def file_of(request: HttpRequest) -> bytes:
    """The bytes of the file that a form sent, none without one; ``federation.file-large``."""
    sent: Any = request.FILES.get("file")
    if sent is None:
        return b""
    if sent.size > LARGEST:
        raise Malformed("federation.file-large", at="file", most=LARGEST // 2**20)
    return bytes(sent.read())


def name_of(request: HttpRequest) -> str:
    """The name of the file that a form sent, as long as the tables have room for."""
    sent: Any = request.FILES.get("file")
    return str(sent.name or "")[:_LONGEST] if sent is not None else ""
