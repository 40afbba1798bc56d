"""A camp's monitor: a public folder followed record by record, and held to what was seen before.

* Every record is checked as ``suffrage verify`` checks it (``verify.follow``).
* Every checkpoint must go together with the last one that the monitor followed, in this process
  or an earlier one, and with the last one that the camp's own witness cosigned.
* A folder that is shorter than what was seen is an alarm only once it has stayed so for two
  minutes: the office asks the witness first and writes the folder after it, and a cache may
  answer with an older checkpoint. A fork is one at once.
* A checkpoint that contradicts one is told of, found even where the records do not hold: for
  that the tree is enough.

>>> monitor = Monitor(files, policy, followed, cosigned)                 # doctest: +SKIP
>>> while (look := monitor.look(now())).contradiction is None:                # doctest: +SKIP
...     wait()
"""

from dataclasses import dataclass
from typing import Final

from suffrage.belenios.means import Means
from suffrage.board.folder import CHECKPOINT, LOG
from suffrage.conduct.state import State
from suffrage.errors import SuffrageError
from suffrage.tlog.bundles import decode_bundle
from suffrage.tlog.checkpoint import decode_checkpoint, open_checkpoint
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.note import parse_note
from suffrage.tlog.publishing import check_tree
from suffrage.tlog.tiles import ENTRIES, WIDTH, Tile
from suffrage.tlog.tree import Tree
from suffrage.verify.files import Files
from suffrage.verify.follow import Following
from suffrage.verify.policy import Policy
from suffrage.verify.progress import Progress, silent
from suffrage.witness.answer import Memory
from suffrage.witness.contradiction import Contradiction, contradict, weigh

__all__ = ["Look", "Monitor"]

_BEHIND: Final = 120
"""Seconds for which the folder may be shorter than what was seen."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found: whether there was a new checkpoint, and what speaks against the log."""

    is_new: bool
    contradiction: Contradiction | None = None


class Monitor:
    """One folder; ``followed`` is the monitor's own memory, ``cosigned`` its camp's witness's.

    ``patience`` is how many seconds the folder may be shorter than what was followed.
    """

    def __init__(
        self,
        files: Files,
        policy: Policy,
        followed: Memory,
        cosigned: Memory,
        means: Means | None = None,
        patience: int = _BEHIND,
    ) -> None:
        self._files, self._policy, self._patience = files, policy, patience
        self._followed, self._cosigned = followed, cosigned
        self._following = Following(files, policy, means=means)
        self._judged = b""
        self._behind_since: int | None = None

    @property
    def state(self) -> State:
        """The election as far as it was followed."""
        return self._following.state

    def look(self, now: int, progress: Progress = silent) -> Look:
        """Read what is new at Unix time ``now``, and hold it to what was seen.

        Raises as ``Following.advance`` where the folder does not hold but nothing contradicts
        what was seen. What held is remembered before this returns.
        """
        note = self._files.read(CHECKPOINT)
        found = self._against(note, self._following.tree, now)
        if found is not None:
            return Look(is_new=True, contradiction=found)
        try:
            is_new = self._following.advance(progress)
        except SuffrageError:
            found = self._forked(note, now)
            if found is None:
                raise
            return Look(is_new=True, contradiction=found)
        # A newer checkpoint may have been read than the one above.
        found = self._against(self._following.note, self._following.tree, now)
        if found is None and is_new:
            self._remember(self._following.note)
        return Look(is_new, found)

    def _against(self, note: bytes, tree: Tree, now: int) -> Contradiction | None:
        """What was seen and does not go together with this checkpoint."""
        key, behind = self._policy.log, []
        for memory, patience in ((self._followed, self._patience), (self._cosigned, _BEHIND)):
            seen = self._last(memory)
            found = contradict(seen, note, key, tree) if seen else None
            if found is not None and weigh(found, key) == "forked":
                return found
            if found is not None:
                behind.append((found, patience))
        if not behind:
            self._behind_since = None
        elif self._behind_since is None:
            self._behind_since = now
        waited = now - (self._behind_since or now)
        return next((found for found, patience in behind if waited >= patience), None)

    def _remember(self, note: bytes) -> None:
        """Keep a checkpoint that held, unless a larger one is remembered."""
        with self._followed.transaction() as ledger:
            last = ledger.last(self._policy.origin)
            if last is None or _size(last) <= _size(note):
                ledger.keep(self._policy.origin, note)

    def _last(self, memory: Memory) -> bytes | None:
        with memory.transaction() as ledger:
            return ledger.last(self._policy.origin)

    def _forked(self, note: bytes, now: int) -> Contradiction | None:
        """The same, from the entries alone, once for each checkpoint that does not hold."""
        if note == self._judged:
            return None
        try:
            found = self._against(note, _tree(self._files, note, self._policy), now)
        except SuffrageError:
            return None
        self._judged = note
        return found


def _tree(files: Files, note: bytes, policy: Policy) -> Tree:
    """The tree of the folder's own entries; raises unless it is the checkpoint's."""
    checkpoint = open_checkpoint(note, [policy.log]).checkpoint
    tree = Tree()
    for index in range(-(-checkpoint.size // WIDTH)):
        tile = Tile(ENTRIES, index, min(WIDTH, checkpoint.size - index * WIDTH))
        tree.extend(map(leaf_hash, decode_bundle(files.read(LOG + tile.path), tile.width)))
    check_tree(checkpoint, tree)
    return tree


def _size(note: bytes) -> int:
    return decode_checkpoint(parse_note(note).text).size
