"""The ballots of an archive as they are read: sent out in batches, compared, added up.

A ballot's ciphertexts go into sums batch by batch. A ballot that a later one replaces is taken out
of the sums when the tally comes, read again from its place in the archive.
"""

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from suffrage.belenios.archive import Entry
from suffrage.belenios.check_ballot import CheckedBallot
from suffrage.belenios.check_ballots import decode_proved
from suffrage.belenios.check_batch import Batch, CheckedBatch, Line
from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.kept import Kept
from suffrage.belenios.means import Means
from suffrage.belenios.members import unpack
from suffrage.belenios.parse_ballot import ParsedBallot, parse_ballot
from suffrage.belenios.places import placed
from suffrage.belenios.published import credential_of
from suffrage.belenios.readable import Readable
from suffrage.belenios.setup import Setup
from suffrage.belenios.tally import Tally, add_up, make_tally
from suffrage.errors import NotVerified, SuffrageError, Unavailable

__all__ = ["Intake"]

_BATCH: Final = 500
# Changed whenever a check of ballots changes: what an older version proved is proved again.
_VERSION: Final = b"suffrage ballot proofs/1"


class Intake:
    """The ballots read so far, as part of a verification that is under way."""

    def __init__(self, setup: Setup, data: Readable, timestamp: int, means: Means) -> None:
        names = list(setup.credentials.keys)
        self.kept = Kept(names, array("q", [-1]) * len(names))
        self._setup, self._data, self._timestamp, self._means = setup, data, timestamp, means
        self._places = {name: place for place, name in enumerate(names)}
        self._sent = 0
        self._pending = list[tuple[int, list[tuple[int, int]], list[bytes]]]()
        records = (setup.election.data, setup.trustees.data, setup.credentials.data)
        whole = b"".join(hashlib.sha256(record).digest() for record in records)
        self._context = hashlib.sha256(_VERSION + whole).digest()

    def batches(self, entries: Iterable[Entry]) -> Iterator[Batch]:
        """The work that these Ballot events ask for; ``take`` wants the answers in this order."""
        waiting = list[Entry]()
        for entry in entries:
            waiting.append(entry)
            if len(waiting) == _BATCH:
                yield self._batch(waiting)
                waiting = []
        if waiting:
            yield self._batch(waiting)

    def take(self, checked: CheckedBatch) -> list[SuffrageError]:
        """The answer to the oldest batch; what is refused comes back with its event."""
        first, places, keys = self._pending.pop(0)
        errors = list[SuffrageError]()
        for (height, start), line in zip(places, checked.lines, strict=True):
            error = line if isinstance(line, SuffrageError) else self._add(line, height, start)
            if error is not None:
                errors.append(placed(f"event {height}", error))
        group = self._setup.election.group
        self.kept.sums.append(Ciphertexts(*map(group.decode, checked.sums)))
        if self._means.hints is not None and checked.commitments:
            self._means.hints.file.keep(first, checked.commitments)
        if self._means.memory is not None:
            lines = zip(keys, checked.lines, strict=True)
            self._means.memory.add([key for key, line in lines if isinstance(line, Line)])
        return errors

    def copied(self) -> list[SuffrageError]:
        """The ballots that take a part of another voter's, by their events."""
        found, kept = set[int](), self.kept
        width = 2 * self._setup.election.claims.width
        for group in kept.suspicions():
            first = dict[str, str]()
            ballots = self._parse(map(kept.place, group))
            for number, ballot in zip(group, ballots, strict=True):
                own = ballot.credential
                if any(first.setdefault(text, own) != own for text in ballot.texts[:width]):
                    found.add(number)
        events = (kept.heights[number] for number in sorted(found))
        return [NotVerified("bel.ballot-copied", at=f"event {height}") for height in events]

    def tally(self) -> Tally:
        """The encrypted tally of all ballots taken in."""
        election, kept = self._setup.election, self.kept
        group = election.group
        removed = list(self._removed())
        parts = [add_up(election, []), *kept.sums, *removed]
        signs = [1] * (1 + len(kept.sums)) + [-1] * len(removed)
        every, width = parts[0].join(*parts[1:]), len(parts[0].alphas)
        columns = [every.take(range(place, len(every.alphas), width)) for place in range(width)]
        sums = [
            Ciphertexts(
                group.vartime_power_product(column.alphas, signs),
                group.vartime_power_product(column.betas, signs),
            )
            for column in columns
        ]
        voters = kept.voters()
        weight = sum(self._setup.credentials.weight_of(kept.names[owner]) for owner in voters)
        mixed = self._mixed([kept.last[owner] for owner in voters])
        return make_tally(election, len(voters), weight, parts[0].take([]).join(*sums), mixed)

    def _batch(self, entries: Sequence[Entry]) -> Batch:
        first, number = self._sent, len(entries)
        self._sent += number
        keys = [self._key(entry) for entry in entries]
        ballots = tuple(entry.pieces.records[0] for entry in entries)
        places = [(entry.pieces.head.height, entry.start) for entry in entries]
        self._pending.append((first, places, keys))
        memory, hints = self._means.memory, self._means.hints
        given = None if hints is None else hints.file.given(first, number)
        wanted = hints is not None and given is None
        # Whoever wants the commitments of a ballot has to compute them, proved or not.
        known = None if wanted else memory
        return Batch(
            election=self._setup.election.data,
            ballots=ballots,
            weights=self._weights(ballots),
            proved=frozenset(i for i, key in enumerate(keys) if known is not None and key in known),
            commitments=given,
            wanted=wanted,
        )

    def _key(self, entry: Entry) -> bytes:
        digest = bytes.fromhex(entry.pieces.event.payload or "")
        return hashlib.sha256(self._context + digest).digest()

    def _weights(self, ballots: Iterable[bytes]) -> dict[str, int]:
        """The weights of those of their credentials that may vote."""
        weights = {}
        for data in ballots:
            try:
                credential = credential_of((data,))
                weights[credential] = self._setup.credentials.weight_of(credential)
            except SuffrageError:
                # The check of the ballot finds the same, and says so in its place.
                continue
        return weights

    def _add(self, line: Line, height: int, start: int) -> SuffrageError | None:
        owner = self._places[line.credential]
        if self.kept.add(owner, line, height=height, start=start):
            return None
        return NotVerified("bel.ballot-repeated")

    def _parse(self, places: Iterable[tuple[int, bytes]]) -> Iterator[ParsedBallot]:
        """The ballots at these places of the archive, which were all checked.

        Raises ``Unavailable("bel.archive-changed")`` for other bytes than those that were.
        """
        setup = self._setup
        for start, digest in places:
            data = unpack(self._data, start, self._timestamp)[1]
            if hashlib.sha256(data).digest() != digest:
                raise Unavailable("bel.archive-changed", at=f"byte {start}")
            yield parse_ballot(setup.election, setup.credentials, data)

    def _removed(self) -> Iterator[Ciphertexts]:
        """The sums of what is in the sums and does not count."""
        election, places = self._setup.election, self.kept.left_out()
        for begin in range(0, len(places), _BATCH):
            verdicts = decode_proved(election, [*self._parse(places[begin : begin + _BATCH])])
            yield add_up(
                election, [v.ballot for v in verdicts if isinstance(v.ballot, CheckedBallot)]
            )

    def _mixed(self, numbers: Sequence[int]) -> list[Ciphertexts]:
        """For each question that will be shuffled the ciphertexts of these ballots."""
        group, mixed = self._setup.election.group, self.kept.mixed
        rows = zip(*(mixed[number] for number in numbers if number in mixed), strict=True)
        columns = [
            Ciphertexts(group.decode([a for a, _ in row]), group.decode([b for _, b in row]))
            for row in rows
        ]
        empty = Ciphertexts(group.decode([]), group.decode([]))
        return columns or [empty] * len(self._setup.election.record.questions)
