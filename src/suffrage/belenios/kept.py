"""What is kept of the ballots of a box while it is read: about a hundred bytes of each."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from suffrage.belenios.check_batch import Line
from suffrage.belenios.copies import Components
from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.report import DIGEST, BallotLines

__all__ = ["Kept"]


def _whole_numbers() -> "array[int]":
    return array("Q")


@dataclass(slots=True)
class Kept:
    """The ballots so far, numbered in the order of casting; it grows.

    ``names`` are the credentials that may vote, ``last`` the number of the last ballot of each,
    or -1. Of each ballot: the ``heights`` of its event, where it ``starts`` in the archive, its
    owner as a place in ``names``, its digest. ``replaced`` has the starts of those that a later
    one replaces, by digest, ``repeated`` starts and digests of ballots that stand twice, ``mixed``
    the ciphertexts that will be shuffled. ``sums`` are those of the batches, with all that is
    replaced or repeated.
    """

    names: list[str]
    last: "array[int]"
    heights: "array[int]" = field(default_factory=_whole_numbers)
    starts: "array[int]" = field(default_factory=_whole_numbers)
    owners: "array[int]" = field(default_factory=_whole_numbers)
    digests: bytearray = field(default_factory=bytearray)
    replaced: dict[bytes, int] = field(default_factory=dict)
    repeated: list[tuple[int, bytes]] = field(default_factory=list)
    components: Components = field(default_factory=Components)
    mixed: dict[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    sums: list[Ciphertexts] = field(default_factory=list)

    def add(self, owner: int, line: Line, *, height: int, start: int) -> bool:
        """One more ballot; False, and it only counts as repeated, if it is in the box already."""
        number, earlier = len(self.heights), self.last[owner]
        before, digest = self.place(earlier) if earlier >= 0 else (-1, b"")
        # By a table, not along the ballots of the owner: one may have a hundred thousand.
        if line.digest == digest or line.digest in self.replaced:
            self.repeated.append((start, line.digest))
            return False
        if digest:
            self.replaced[digest] = before
        if line.mixed:
            self.mixed[number] = line.mixed
        self.last[owner] = number
        self.heights.append(height)
        self.starts.append(start)
        self.owners.append(owner)
        self.digests += line.digest
        self.components.add(number, line.components)
        return True

    def place(self, number: int) -> tuple[int, bytes]:
        """Where a ballot starts in the archive, and its digest."""
        return self.starts[number], bytes(self.digests[DIGEST * number : DIGEST * (number + 1)])

    def voters(self) -> list[int]:
        """The credentials with a ballot, as places in ``names``."""
        return [owner for owner, number in enumerate(self.last) if number >= 0]

    def left_out(self) -> list[tuple[int, bytes]]:
        """Starts and digests of all ballots in the sums that do not count."""
        return [*((start, digest) for digest, start in self.replaced.items()), *self.repeated]

    def suspicions(self) -> Iterator[list[int]]:
        """Groups of ballots that seem to share a component, and have more than one credential."""
        for group in self.components.suspicions():
            if len({self.owners[number] for number in group}) > 1:
                yield group

    def lines(self) -> BallotLines:
        """The ballots for the report."""
        return BallotLines(self.heights, self.digests, self.owners, self.names, self.last)
