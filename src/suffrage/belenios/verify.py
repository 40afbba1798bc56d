"""A whole archive checked from its bytes, in whatever phase it is.

Every event, record, key, signature and proof is checked; nothing is believed because an earlier
run believed it. Beyond the reference tool: figures beside the tally, order of the public
credentials, ballots that copy a component, who shuffled, records and ballots where none may
stand.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from suffrage.belenios.archive import read_archive
from suffrage.belenios.check_ballot import CheckedBallot, check_ballot, check_not_copied
from suffrage.belenios.decryption import Share, check_share
from suffrage.belenios.events import Head, Phase, Pieces, next_phase
from suffrage.belenios.places import place
from suffrage.belenios.result import Counts, check_result
from suffrage.belenios.setup import Setup, read_setup
from suffrage.belenios.shuffle.shuffle_tally import (
    Shuffle,
    check_shuffle,
    shuffled_questions,
    tally_after,
)
from suffrage.belenios.shuffle.shufflers import check_all_turns
from suffrage.belenios.tally import Tally, check_tally, counted_ballots
from suffrage.errors import Malformed, NotVerified, SuffrageError

__all__ = ["BallotLine", "Report", "verify_archive"]


@dataclass(frozen=True, slots=True)
class BallotLine:
    """One ballot of the archive; ``counted`` unless a later one has the same credential."""

    height: int
    hash: str
    tracker: str
    credential: str
    counted: bool


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
    trackers: tuple[BallotLine, ...] = field(repr=False)
    setup: Setup = field(repr=False)
    tally: Tally | None = field(repr=False)
    shuffles: tuple[Shuffle, ...] = field(repr=False)
    shares: tuple[Share, ...] = field(repr=False)


def verify_archive(
    data: bytes, on_failure: Callable[[SuffrageError], None] | None = None
) -> Report:
    """Checks an archive; raises the first failure, with its place.

    With ``on_failure`` each failure is handed over instead, and reading goes on as far as it
    can: what depends on a failed part is left unchecked, so the report then only describes.
    Without a sound header and Setup event there is nothing to report: those always raise.
    Raises ``Malformed("bel.archive-empty")`` and what the checks of each event raise.
    """
    events = (entry.pieces for entry in read_archive(data))
    first = next(events, None)
    if first is None:
        raise Malformed("bel.archive-empty")
    with place("event 0"):
        phase = next_phase("empty", first.event.type)
        setup = read_setup(first.records)
    box = _Box(setup, phase, first.head)
    try:
        for pieces in events:
            try:
                with place(f"event {pieces.head.height}"):
                    box.step(pieces)
            except SuffrageError as error:
                if on_failure is None:
                    raise
                on_failure(error)
    except SuffrageError as error:
        if on_failure is None:
            raise
        on_failure(error)
    return box.report()


@dataclass(slots=True)
class _Box:
    """What has been read so far; grows event by event and never leaves this module."""

    setup: Setup
    phase: Phase
    head: Head
    ballots: list[CheckedBallot] = field(default_factory=list)
    heights: list[int] = field(default_factory=list)
    trackers: set[str] = field(default_factory=set)
    owners: dict[str, str] = field(default_factory=dict)
    tally: Tally | None = None
    shuffles: list[Shuffle] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    result: Counts | None = None

    def step(self, pieces: Pieces) -> None:
        """Takes one more event; raises what its checks raise."""
        election, trustees = self.setup.election, self.setup.trustees
        mixed = bool(shuffled_questions(election))
        self.phase = next_phase(self.phase, pieces.event.type, mixed=mixed)
        self.head = pieces.head
        if pieces.event.type == "Ballot":
            self._add_ballot(pieces)
        elif pieces.event.type == "EncryptedTally":
            self.tally = check_tally(election, self.ballots, pieces.records)
        elif pieces.event.type == "Shuffle" and self.tally is not None:
            self._add_shuffle(self.tally, pieces)
        elif pieces.event.type == "EndShuffles":
            check_all_turns(trustees, [shuffle.owner for shuffle in self.shuffles])
        elif pieces.event.type == "PartialDecryption" and self.tally is not None:
            self._add_share(check_share(election, trustees, self.tally, pieces.records))
        elif pieces.event.type == "Result" and self.tally is not None:
            result = check_result(election, trustees, self.tally, self.shares, pieces.records)
            self.result = result.counts

    def _add_ballot(self, pieces: Pieces) -> None:
        ballot = check_ballot(self.setup.election, self.setup.credentials, pieces.records[0])
        check_not_copied(ballot, self.trackers, self.owners)
        self.ballots.append(ballot)
        self.heights.append(pieces.event.height)
        self.trackers.add(ballot.tracker)
        self.owners.update(dict.fromkeys(ballot.components, ballot.credential))

    def _add_shuffle(self, tally: Tally, pieces: Pieces) -> None:
        election, trustees = self.setup.election, self.setup.trustees
        shuffle = check_shuffle(election, trustees, tally, self.shuffles, pieces.records)
        self.shuffles.append(shuffle)
        self.tally = tally_after(tally, self.shuffles)

    def _add_share(self, share: Share) -> None:
        if any(earlier.owner == share.owner for earlier in self.shares):
            raise NotVerified("bel.share-repeated", owner=share.owner)
        self.shares.append(share)

    def report(self) -> Report:
        """The report at this point."""
        counted = {ballot.hash for ballot in counted_ballots(self.ballots)}
        credentials = len(self.setup.credentials.keys)
        return Report(
            phase=self.phase,
            head=self.head,
            credentials=credentials,
            ballots=len(self.ballots),
            counted=len(counted),
            voters=len({ballot.credential for ballot in self.ballots}),
            abstentions=None if self.phase == "open" else credentials - len(counted),
            result=self.result,
            trackers=tuple(
                BallotLine(height, b.hash, b.tracker, b.credential, b.hash in counted)
                for height, b in zip(self.heights, self.ballots, strict=True)
            ),
            setup=self.setup,
            tally=self.tally,
            shuffles=tuple(self.shuffles),
            shares=tuple(self.shares),
        )
