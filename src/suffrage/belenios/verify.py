"""A whole archive checked from its bytes, in whatever phase it is.

Every event, record, key, signature and proof is checked; nothing is believed because an earlier
run believed it. Beyond the reference tool: figures beside the tally, order of the public
credentials, ballots that copy a component, who shuffled, records and ballots where none may
stand.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

from suffrage.belenios.archive import Entry, read_archive
from suffrage.belenios.check_batch import check_batch
from suffrage.belenios.decryption import Share, check_share
from suffrage.belenios.events import Head, Phase, Pieces, next_phase
from suffrage.belenios.intake import Intake
from suffrage.belenios.means import Means
from suffrage.belenios.places import place, placed
from suffrage.belenios.readable import Readable
from suffrage.belenios.report import Report
from suffrage.belenios.result import Counts, check_result
from suffrage.belenios.setup import Setup, read_setup
from suffrage.belenios.shuffle.shuffle_tally import (
    Shuffle,
    check_shuffle,
    shuffled_questions,
    tally_after,
)
from suffrage.belenios.shuffle.shufflers import check_all_turns
from suffrage.belenios.side_file import record_size, side_header
from suffrage.belenios.tally import Tally, check_tally
from suffrage.errors import Malformed, NotVerified, SuffrageError

__all__ = ["verify_archive"]


def verify_archive(
    data: Readable,
    on_failure: Callable[[SuffrageError], None] | None = None,
    means: Means | None = None,
) -> Report:
    """Checks an archive; raises the first failure, with its place.

    With ``on_failure`` each failure is handed over instead, and reading goes on as far as it
    can: what depends on a failed part is left unchecked, so the report then only describes.
    Without a sound header and Setup event there is nothing to report: those always raise.
    ``means`` shares the work out or saves some, and changes no verdict. Raises
    ``Malformed("bel.archive-empty")`` and what the checks of each event raise;
    ``Refused("bel.side-group")`` for a side file with a group that has none.
    """
    archive, means = read_archive(data), means or Means()
    entries = iter(archive)
    first = next(entries, None)
    if first is None:
        raise Malformed("bel.archive-empty")
    with place("event 0"):
        phase = next_phase("empty", first.pieces.event.type)
        setup = read_setup(first.pieces.records)
    if means.hints is not None:
        means.hints.file.begin(side_header(setup.election), record_size(setup.election))
    intake = Intake(setup, data, archive.header.timestamp, means)
    box = _Box(setup, intake, phase, first.pieces.head, on_failure or _raise)
    rest = _watched(box.until_failure(entries), means, len(data))
    for is_ballot, several in groupby(rest, lambda entry: entry.pieces.event.type == "Ballot"):
        if is_ballot:
            box.take_ballots(several, means)
        else:
            for entry in several:
                box.step(entry.pieces)
    return box.finish()


def _raise(error: SuffrageError) -> None:
    raise error


def _watched(entries: Iterable[Entry], means: Means, whole: int) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        means.progress(entry.end, whole)


@dataclass(slots=True)
class _Box:
    """What has been read so far; grows event by event and never leaves this module."""

    setup: Setup
    intake: Intake
    phase: Phase
    head: Head
    fail: Callable[[SuffrageError], None]
    waiting: list[SuffrageError] = field(default_factory=list)
    compared: bool = False
    tally: Tally | None = None
    shuffles: list[Shuffle] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    result: Counts | None = None

    def until_failure(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The events up to the first that cannot be read; why it cannot waits for ``finish``.

        Ballots before it may be under way still, and their failures come first.
        """
        try:
            yield from entries
        except SuffrageError as error:
            self.waiting.append(error)

    def take_ballots(self, entries: Iterable[Entry], means: Means) -> None:
        """Consecutive Ballot events."""
        check = partial(check_batch, entropy=means.hints.entropy if means.hints else None)
        for checked in means.spread(check, self.intake.batches(self._allowed(entries))):
            for error in self.intake.take(checked):
                self.fail(error)
        self._fail_waiting()

    def _allowed(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        for entry in entries:
            head = entry.pieces.head
            try:
                self.phase = next_phase(self.phase, entry.pieces.event.type)
            except SuffrageError as error:
                self.waiting.append(placed(f"event {head.height}", error))
            else:
                self.head = head
                yield entry

    def _fail_waiting(self) -> None:
        while self.waiting:
            self.fail(self.waiting.pop(0))

    def step(self, pieces: Pieces) -> None:
        """Takes one more event that is no ballot."""
        self._compare_ballots()
        try:
            with place(f"event {pieces.head.height}"):
                mixed = bool(shuffled_questions(self.setup.election))
                self.phase = next_phase(self.phase, pieces.event.type, mixed=mixed)
                self.head = pieces.head
                self._check(pieces)
        except SuffrageError as error:
            self.fail(error)

    def _compare_ballots(self) -> None:
        if not self.compared:
            self.compared = True
            for error in self.intake.copied():
                self.fail(error)

    def _check(self, pieces: Pieces) -> None:
        election, trustees = self.setup.election, self.setup.trustees
        if pieces.event.type == "EncryptedTally":
            self.tally = check_tally(self.intake.tally(), pieces.records)
        elif pieces.event.type == "Shuffle" and self.tally is not None:
            shuffle = check_shuffle(election, trustees, self.tally, self.shuffles, pieces.records)
            self.shuffles.append(shuffle)
            self.tally = tally_after(self.tally, self.shuffles)
        elif pieces.event.type == "EndShuffles":
            check_all_turns(trustees, [shuffle.owner for shuffle in self.shuffles])
        elif pieces.event.type == "PartialDecryption" and self.tally is not None:
            self._add_share(check_share(election, trustees, self.tally, pieces.records))
        elif pieces.event.type == "Result" and self.tally is not None:
            result = check_result(election, trustees, self.tally, self.shares, pieces.records)
            self.result = result.counts

    def _add_share(self, share: Share) -> None:
        if any(earlier.owner == share.owner for earlier in self.shares):
            raise NotVerified("bel.share-repeated", owner=share.owner)
        self.shares.append(share)

    def finish(self) -> Report:
        """The report at the end of the archive."""
        self._compare_ballots()
        self._fail_waiting()
        voters, credentials = len(self.intake.kept.voters()), len(self.setup.credentials.keys)
        return Report(
            phase=self.phase,
            head=self.head,
            credentials=credentials,
            ballots=len(self.intake.kept.heights),
            counted=voters,
            voters=voters,
            abstentions=None if self.phase == "open" else credentials - voters,
            result=self.result,
            trackers=self.intake.kept.lines(),
            setup=self.setup,
            tally=self.tally,
            shuffles=tuple(self.shuffles),
            shares=tuple(self.shares),
        )
