"""The publisher: from the store to the public folder, one checkpoint at a time.

Order of writing: blobs, archives, entries, tiles, the files computed from them, and last the
checkpoint, by rename. The log remembers durably what it is about to sign, so it never signs two
trees that contradict each other; if disk and memory disagree it refuses to go on.
"""

from collections.abc import Callable, Mapping, Sequence

from suffrage.acts.perform import LiveBoard
from suffrage.adapters.cosigning import Alarm, Cosigner, Cosigning
from suffrage.adapters.public_folder import PublicFolder
from suffrage.adapters.sql_store import SqlStore
from suffrage.board.folder import CHECKPOINT, LOG, archive_path, blob_path
from suffrage.conduct.state import State
from suffrage.errors import NotVerified
from suffrage.tlog.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from suffrage.tlog.keys import Signer, parse_key
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.publishing import first_needed, new_files
from suffrage.tlog.tiles import parse_path, superseded
from suffrage.tlog.tree import Tree

__all__ = ["Publisher", "Render"]

Render = Callable[[State, bytes], Mapping[str, bytes]]
"""The files computed from the state and the log's root: ``about.json``, ``results.json``, …"""


class Publisher:
    """Publishes one board; it keeps the tree in memory and reads only what is new.

    ``board`` is the caller's own on the same store, if it has one, so that no record is replayed
    twice.
    """

    def __init__(
        self,
        store: SqlStore,
        folder: PublicFolder,
        key: Signer,
        render: Render,
        cosigners: Sequence[Cosigner] = (),
        board: LiveBoard | None = None,
    ) -> None:
        self._store, self._folder, self._key = store, folder, key
        self._render, self._cosigning = render, Cosigning(cosigners)
        self._board = board or LiveBoard(store)
        self._tree = Tree()
        self._written = 0

    @property
    def alarms(self) -> Sequence[Alarm]:
        """What witnesses have said against this log since the process began; show it to all."""
        return self._cosigning.alarms

    @property
    def size(self) -> int:
        """How many entries were published."""
        return self._tree.size

    def root(self, size: int) -> bytes:
        """The root of the first ``size`` entries, of those that were published."""
        return self._tree.root(size)

    def ask(self, cosigners: Sequence[Cosigner]) -> None:
        """Ask these witnesses from now on; tree and folder stay as they are."""
        self._cosigning = self._cosigning.instead(cosigners)

    def publish(self, now: int) -> bytes:
        """Publish everything written so far, at Unix time ``now``; the checkpoint comes back.

        Raises ``NotVerified("log.rolled-back")`` when the store has lost what the log signed,
        and ``Refused("log.head-newer")`` when another publisher has signed a longer log.
        """
        state = self._board.state()
        signed, root = self._store.head()
        if state.size < max(signed, self._tree.size):
            raise NotVerified("log.rolled-back", size=signed, found=state.size)
        # What another process writes meanwhile is no part of this state, and waits for the next.
        entries = self._store.entries(self._tree.size)[: state.size - self._tree.size]
        self._tree.extend(map(leaf_hash, entries))
        if signed and self._tree.root(signed) != root:
            raise NotVerified("log.rolled-back", size=signed, found=state.size)
        self._check_published()
        self._write_payloads(state)
        self._write_tiles()
        size, root = self._tree.size, self._tree.root()
        for path, data in self._render(state, root).items():
            self._folder.replace(path, data)
        self._store.set_head(size, root)
        checkpoint = sign_checkpoint(Checkpoint(state.origin, size, root), self._key)
        checkpoint = self._cosigned(state, checkpoint, now)
        self._folder.replace(CHECKPOINT, checkpoint)
        self._remove_superseded(size)
        return checkpoint

    def _check_published(self) -> None:
        """The folder's own checkpoint is one of this tree.

        A store restored from a backup has forgotten its head as well; the folder has not.
        """
        note = self._folder.read(CHECKPOINT)
        if note is None:
            return
        last = open_checkpoint(note, [self._key.key]).checkpoint
        if self._tree.size < last.size or self._tree.root(last.size) != last.root:
            raise NotVerified("log.rolled-back", size=last.size, found=self._tree.size)

    def _write_tiles(self) -> None:
        """The tiles since this process last wrote them; the first time all are compared.

        A loss of power may have taken files of an earlier checkpoint with it.
        """
        first = first_needed(self._written)
        recent = self._store.entries(first)[: self._tree.size - first]
        for path, data in new_files(self._tree, self._written, recent):
            self._folder.add(LOG + path, data)
        self._written = self._tree.size

    def _write_payloads(self, state: State) -> None:
        for number, digest, data in self._store.blobs(self._written):
            # What another process wrote meanwhile has no entry in this checkpoint.
            if number < state.size:
                self._folder.add(blob_path(digest), data)
        for digest in state.erased:
            self._folder.remove(blob_path(digest))
        for box, run in self._store.archives():
            self._folder.extend(archive_path(box, run), self._store.archive(box, run))

    def _cosigned(self, state: State, checkpoint: bytes, now: int) -> bytes:
        """The checkpoint with the cosignatures that came; an absent witness delays nobody."""
        keys = [parse_key(text) for text in state.rules.witnesses.keys.values()]
        return self._cosigning.collect(
            self._tree, checkpoint, keys, now, lambda: self._store.head()[0]
        )

    def _remove_superseded(self, size: int) -> None:
        for path in self._folder.under(f"{LOG}tile"):
            if superseded(parse_path(path.removeprefix(LOG)), size):
                self._folder.remove(path)
