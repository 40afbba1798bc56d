"""What the verification of an archive found, as values for the next step or for a screen."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, overload

from suffrage.belenios.decryption import Share
from suffrage.belenios.events import Head, Phase
from suffrage.belenios.result import Counts
from suffrage.belenios.setup import Setup
from suffrage.belenios.shuffle.shuffle_tally import Shuffle
from suffrage.belenios.tally import Tally

if TYPE_CHECKING:
    from array import array

__all__ = ["DIGEST", "BallotLine", "BallotLines", "Report"]

DIGEST = 32


@dataclass(frozen=True, slots=True)
class BallotLine:
    """One ballot of the archive; ``counted`` unless a later one has the same credential."""

    height: int
    hash: str
    tracker: str
    credential: str
    counted: bool


@dataclass(frozen=True, slots=True)
class BallotLines(Sequence[BallotLine]):
    """All ballots in the order of casting, held in some fifty bytes each and written out when read.

    ``owners`` are places in ``names``; ``last`` gives for each owner the number of the last ballot.
    """

    heights: "array[int]"
    digests: bytearray
    owners: "array[int]"
    names: Sequence[str]
    last: "array[int]"

    def __len__(self) -> int:
        return len(self.heights)

    @overload
    def __getitem__(self, index: int) -> BallotLine: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[BallotLine]: ...
    def __getitem__(self, index: int | slice) -> BallotLine | Sequence[BallotLine]:
        places = range(len(self))[index]
        return self._line(places) if isinstance(places, int) else [*map(self._line, places)]

    def __iter__(self) -> Iterator[BallotLine]:
        return map(self._line, range(len(self)))

    def _line(self, number: int) -> BallotLine:
        digest = bytes(self.digests[DIGEST * number : DIGEST * (number + 1)])
        owner = self.owners[number]
        return BallotLine(
            height=self.heights[number],
            hash=digest.hex(),
            tracker=b64encode(digest).decode().rstrip("="),
            credential=self.names[owner],
            counted=self.last[owner] == number,
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What an archive contains and how far it has come.

    ``credentials`` may vote, ``voters`` of them did, ``ballots`` were cast and ``counted`` are in
    the tally. ``abstentions`` is ``None`` while voting is open, since they are not known yet.
    ``setup``, ``tally``, ``shuffles`` and ``shares`` are the checked values, for the next step of
    the box; the tally has the output of the last shuffle, as the trustees decrypt it.
    """

    phase: Phase
    head: Head
    credentials: int
    ballots: int
    counted: int
    voters: int
    abstentions: int | None
    result: Counts | None
    trackers: BallotLines = field(repr=False)
    setup: Setup = field(repr=False)
    tally: Tally | None = field(repr=False)
    shuffles: tuple[Shuffle, ...] = field(repr=False)
    shares: tuple[Share, ...] = field(repr=False)
