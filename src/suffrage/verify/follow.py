"""A public folder that grows, followed record by record: nothing is told before it is checked.

Each new checkpoint must be signed by the log, cosigned as the policy asks, and extend the log
read so far; each new record passes through ``conduct``. Proofs of a box are checked when it
ends and when its result comes. What ``verify_folder`` checks besides (stray files,
``results.json``, papers that somebody holds) concerns no figure that is folded from the state.

>>> following = Following(files, policy, history.add)             # doctest: +SKIP
>>> while following.advance():                                    # doctest: +SKIP
...     show(history)
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Never

from suffrage.belenios.means import Means
from suffrage.board.folder import CHECKPOINT, LOG, blob_path
from suffrage.board.kinds.online import OnlineEvent
from suffrage.board.record import Body, Record
from suffrage.conduct.replay import body_of
from suffrage.conduct.state import State
from suffrage.conduct.step import step
from suffrage.errors import NotVerified, SuffrageError, Unavailable
from suffrage.tlog.bundles import decode_bundle
from suffrage.tlog.checkpoint import open_checkpoint
from suffrage.tlog.keys import Key
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.publishing import check_tree
from suffrage.tlog.tiles import ENTRIES, WIDTH, Tile
from suffrage.tlog.tree import Tree
from suffrage.verify.files import Files
from suffrage.verify.findings import Findings
from suffrage.verify.identity import check_identity, read_log_key
from suffrage.verify.log import Log
from suffrage.verify.policy import Policy
from suffrage.verify.progress import Progress, silent
from suffrage.verify.records import place_of
from suffrage.verify.signers import check_certificates, check_signers, witness_keys
from suffrage.verify.source import Source
from suffrage.verify.tail import Tails

__all__ = ["Following", "Watch"]

_FIGURES: Final = frozenset({"EndBallots", "Result"})
"""The events of a box after which it has a figure: its ballots, then its votes."""

_TRIES: Final = 8
"""How many checkpoints are read at once where the folder goes on as fast as it is read."""

Watch = Callable[[Record, Body, State], object]
"""Told of each checked record with its payload and the state after it, in the log's order."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One new record, what it held, and the state after it."""

    record: Record
    body: Body
    state: State


class Following:
    """The board of a public folder as far as it was read and holds.

    A folder that fails is told of by the error and read no further: what was told before stays
    true. ``policy`` says whose board it must be; without one the folder's own word is taken.
    """

    def __init__(
        self,
        files: Files,
        policy: Policy | None = None,
        watch: Watch = lambda *_: None,
        means: Means | None = None,
    ) -> None:
        self._files, self._policy, self._watch = files, policy, watch
        self._tails = Tails(files, means)
        self._key: Key | None = None
        self._note = b""
        self.state = State()
        self.tree = Tree()

    @property
    def key(self) -> Key:
        """The log's key; raises ``Unavailable("follow.unread")`` before the first checkpoint."""
        if self._key is None:
            raise Unavailable("follow.unread")
        return self._key

    @property
    def note(self) -> bytes:
        """The last checkpoint that held, as it was signed; empty before the first."""
        return self._note

    def advance(self, progress: Progress = silent) -> bool:
        """Read what has been published since; whether there was another checkpoint.

        Raises as ``verify_folder`` notes failures, at the first; ``NotVerified("follow.shorter")``
        where the log has lost records. A file that is gone because the folder went on meanwhile
        is no failure: the newer checkpoint is read instead, a few times.
        """
        note = self._files.read(CHECKPOINT)
        if note == self._note:
            return False
        for left in reversed(range(_TRIES)):
            try:
                self._read(note, progress)
            except SuffrageError:
                newer = self._files.read(CHECKPOINT)
                if newer == note or not left:
                    raise
                note = newer
            else:
                break
        return True

    def _read(self, note: bytes, progress: Progress) -> None:
        strict, size = _Strict(), self.tree.size
        key = self._key or read_log_key(Source(self._files, strict), self._policy, strict)
        with strict.at(CHECKPOINT):
            checkpoint = open_checkpoint(note, [key] if key else []).checkpoint
        if checkpoint.size < size:
            raise NotVerified("follow.shorter", size=size, found=checkpoint.size)
        entries = list(self._entries(checkpoint.size))
        self.tree.extend(map(leaf_hash, entries))
        try:
            with strict.at(CHECKPOINT):
                check_tree(checkpoint, self.tree)
            steps = self._checked(note, key, entries, strict, progress)
        except SuffrageError:
            self.tree = Tree(self.tree.read(0, index) for index in range(size))
            raise
        self._key, self._note = key, note
        for one in steps:
            self.state = one.state
            self._watch(one.record, one.body, one.state)

    def _checked(
        self,
        note: bytes,
        key: Key | None,
        entries: list[bytes],
        strict: Findings,
        progress: Progress,
    ) -> list[_Step]:
        """The new records, once everything that makes them true has been checked."""
        blobs: dict[str, bytes] = {}
        steps = list(self._steps(entries, blobs, strict, progress))
        state = steps[-1].state if steps else self.state
        witnesses = witness_keys(state, self._policy)
        # Signed, and whole: else nothing would have come so far.
        log = Log(note, True, (), self.tree, True, 0)  # noqa: FBT003
        check_signers(log, key, witnesses, self._policy, strict)
        if self._policy is not None:
            check_identity(state, (), self._policy, strict)
        records = [one.record for one in steps]
        check_certificates(records, blobs, self.tree, key, witnesses, strict)
        heads = (head for one in steps if isinstance(head := one.record.head, OnlineEvent))
        for run in dict.fromkeys((one.box, one.run) for one in heads if one.type in _FIGURES):
            self._tails.check_run(state.runs[run])
        return steps

    def _entries(self, size: int) -> Iterator[bytes]:
        """The entries from the last one read up to a size, from their bundles."""
        start = self.tree.size
        for index in range(start // WIDTH, -(-size // WIDTH)):
            tile = Tile(ENTRIES, index, min(WIDTH, size - index * WIDTH))
            bundle = decode_bundle(self._files.read(LOG + tile.path), tile.width)
            yield from bundle[max(0, start - index * WIDTH) :]

    def _steps(
        self, entries: list[bytes], blobs: dict[str, bytes], strict: Findings, progress: Progress
    ) -> Iterator[_Step]:
        def blob(digest: str) -> bytes | None:
            try:
                blobs[digest] = self._files.read(blob_path(digest))
            except Unavailable:
                return None
            return blobs[digest]

        state = self.state
        for number, entry in enumerate(entries):
            progress("replay", number, len(entries))
            with strict.at(place_of(state.size)):
                record = Record.parse(entry)
                body = body_of(record, blob, self._tails.event)
                state = step(state, record, body)
            yield _Step(record, body, state)


class _Strict(Findings):
    """Raises the first failure, with its place, instead of noting it."""

    def add(self, error: SuffrageError, place: str) -> Never:
        at = error.at if error.at.startswith(place) else f"{place} {error.at}".rstrip()
        raise type(error)(error.code, at=at, **error.fields) from error
