"""What the board asks of a store: one order, one transaction, nothing rewritten."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

__all__ = ["Addition", "Reader", "Store", "Waiting", "Writer"]


@dataclass(frozen=True, slots=True)
class Addition:
    """What one record brings: its entry, its blobs, and bytes appended to an archive.

    ``sequenced`` is the hash of the ballot that has its place on the board by this record and
    leaves the intake.
    """

    entry: bytes
    blobs: tuple[bytes, ...] = ()
    archive: tuple[str, int] | None = None
    archived: bytes = b""
    sequenced: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A checked ballot that the office holds and the board does not have yet."""

    hash: str
    credential: str
    data: bytes


class Reader(Protocol):
    """What has been written, by index and by hash."""

    def size(self) -> int:
        """How many entries the board has."""

    def entries(self, start: int) -> Sequence[bytes]:
        """The entries from index ``start`` on, in order."""

    def blob(self, digest: str) -> bytes | None:
        """The bytes of a blob; ``None`` when it is absent or erased."""

    def archive(self, box: str, run: int) -> bytes:
        """The archive of one run so far; empty before its first event."""

    def archives(self) -> Sequence[tuple[str, int]]:
        """The runs that have an archive, in order."""

    def waiting(self, box: str, run: int) -> Sequence[Waiting]:
        """The ballots of a run that wait for their place, in the order of their hashes."""


class Writer(Reader, Protocol):
    """The same inside a transaction, plus the only changes that there are."""

    def append(self, addition: Addition) -> int:
        """Append an entry with what it brings; its index comes back."""

    def take_in(self, box: str, run: int, ballot: Waiting) -> None:
        """Hold a checked ballot; raises ``Refused("ballot.again")`` for a credential held."""

    def erase(self, digest: str) -> None:
        """Forget the bytes of a blob that a record declares erased."""


class Store(Reader, Protocol):
    """A reader that can open a transaction: all of it happens, or nothing."""

    def transaction(self) -> AbstractContextManager[Writer]:
        """A transaction with the only writer; leaving it normally makes it durable."""
