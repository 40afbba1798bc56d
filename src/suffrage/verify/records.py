"""The records of the board, parsed; a place is ``entry`` and the index from 0."""

from collections.abc import Iterable

from suffrage.board.record import Record
from suffrage.verify.findings import Findings

__all__ = ["place_of", "read_records"]


def place_of(index: int) -> str:
    """How a failure names a record."""
    return f"entry {index}"


def read_records(entries: Iterable[bytes], findings: Findings) -> tuple[Record | None, ...]:
    """The record of each entry; ``None``, and a failure, where the bytes are none."""
    records: list[Record | None] = []
    for index, entry in enumerate(entries):
        record = None
        with findings.at(place_of(index)):
            record = Record.parse(entry)
        records.append(record)
    return tuple(records)
