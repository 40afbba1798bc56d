"""What is wrong with a file, as sentences with their place, for a page that shows all at once."""

from dataclasses import dataclass

from suffrage.errors import SuffrageError
from suffrage.model.csv_table import Rejected
from suffrage.office.pages import reader
from suffrage.office.refusals import told

__all__ = ["SaidFault", "said_fault", "said_faults"]


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
