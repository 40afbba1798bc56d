"""Means held in memory, and what a verification with them finds, as values to compare."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from suffrage.belenios import check_batch, intake
from suffrage.belenios.backend import load_group
from suffrage.belenios.means import Means
from suffrage.belenios.readable import Readable
from suffrage.belenios.report import Report
from suffrage.belenios.verify import verify_archive
from suffrage.errors import SuffrageError


@dataclass
class HeldHints:
    """A side file in memory; ``written`` counts what was kept."""

    header: bytes = b""
    records: bytes = b""
    size: int = 0
    written: int = 0

    def begin(self, header: bytes, size: int) -> None:
        self.header, self.size = header, size

    def given(self, first: int, number: int) -> bytes | None:
        found = self.records[self.size * first : self.size * (first + number)]
        return found if len(found) == self.size * number else None

    def keep(self, first: int, commitments: bytes) -> None:
        self.records = self.records[: self.size * first] + commitments
        self.written += len(commitments) // self.size


@dataclass
class HeldMemory:
    """Proved ballots in memory, with the number of those that were asked for and known."""

    keys: set[bytes] = field(default_factory=set)
    known: int = 0

    def __contains__(self, key: bytes, /) -> bool:
        self.known += key in self.keys
        return key in self.keys

    def add(self, keys: Iterable[bytes], /) -> None:
        self.keys.update(keys)


def seen(archive: Readable, means: Means | None = None) -> tuple[Report, list[str]]:
    """The report, and each failure with its place and fields."""
    failures = list[SuffrageError]()
    report = verify_archive(archive, failures.append, means)
    return report, [f"{type(failure).__name__} {failure}" for failure in failures]


def first(archive: Readable, means: Means | None = None) -> str:
    """The failure that ends a verification, or nothing."""
    try:
        verify_archive(archive, means=means)
    except SuffrageError as error:
        return f"{type(error).__name__} {error}"
    return ""


@contextmanager
def batches_of(number: int) -> Iterator[None]:
    """So many ballots in a batch."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(intake, "_BATCH", number)
        yield


@contextmanager
def backend(choice: str) -> Iterator[None]:
    """Elections that are read meanwhile use this backend: ``portable``, or any."""

    def forget() -> None:
        load_group.cache_clear()
        check_batch._election.cache_clear()

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "SUFFRAGE_KERNEL", choice)
        forget()
        yield
    forget()
