"""What others know of a restored board: its public folder, mirrors, the camps' witnesses.

What a mirror has more is brought forward. What only a witness knows of is lost until somebody
brings it: the board is marked as shorter than its log, and takes no record and is not published
until then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from suffrage.acts.perform import caught_up
from suffrage.adapters.cosigning import Cosigner, witnessed_size
from suffrage.adapters.private_file import read_private
from suffrage.adapters.sql_store import SqlStore
from suffrage.board.folder import CHECKPOINT
from suffrage.conduct.state import State
from suffrage.errors import NotVerified, Refused, SuffrageError
from suffrage.office.backups.forward import bring_forward, origin_of
from suffrage.tlog.checkpoint import Checkpoint, sign_checkpoint
from suffrage.tlog.keys import PLAIN, Signer
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.tree import Tree
from suffrage.verify.files import Files

__all__ = ["Compared", "compare_board"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A restored board: its size in the backup, what came since, what is known to be missing.

    ``silent`` counts the witnesses that did not answer.
    """

    board: str
    size: int
    brought: int
    missing: int
    silent: int


def compare_board(
    store: SqlStore,
    data: Path,
    mirrors: Iterable[Files],
    witnesses: Sequence[Cosigner],
    now: int,
    *,
    unasked: bool,
) -> Compared:
    """Ask everybody who may know more of a board, and bring it forward as far as it can be.

    ``data`` is the office's folder, whose log key tells which folders are this board's. Raises
    ``Refused("restore.nobody-asked")`` where nobody could be asked, unless that is accepted
    (``unasked``); ``NotVerified("restore.forked")``; and as ``bring_forward``.
    """
    state = caught_up(State(), store)
    before = state.size
    signer = _signer(data / "keys" / store.board, state.origin)
    folders = [one for one in mirrors if _is_of(one, state.origin)]
    if signer is None:
        # Where nothing was signed by then, nothing was shown; what was signed since has a key
        # that the backup lacks.
        if folders:
            raise Refused("restore.other-log", board=store.board)
        return Compared(store.board, before, 0, 0, len(witnesses))
    brought = sum(bring_forward(store, one, signer.key) for one in folders)
    known, silent = _witnessed(store, state.origin, signer, witnesses, now)
    if not folders and silent == len(witnesses) and not unasked:
        raise Refused("restore.nobody-asked", board=store.board)
    missing = max(0, known - store.size())
    if missing:
        store.set_head(known, b"")
    return Compared(store.board, before, brought, missing, silent)


def _signer(path: Path, origin: str) -> Signer | None:
    return Signer(origin, PLAIN, read_private(path)) if path.exists() else None


def _is_of(files: Files, origin: str) -> bool:
    return CHECKPOINT in files.paths() and origin_of(files) == origin


def _witnessed(
    store: SqlStore, origin: str, signer: Signer, witnesses: Sequence[Cosigner], now: int
) -> tuple[int, int]:
    """How many records the witnesses have seen, and how many of the witnesses did not answer."""
    tree = Tree(map(leaf_hash, store.entries(0)))
    checkpoint = sign_checkpoint(Checkpoint(origin, tree.size, tree.root()), signer)
    known = silent = 0
    for ask in witnesses:
        try:
            known = max(known, witnessed_size(ask, checkpoint, now))
        except NotVerified as error:
            raise NotVerified("restore.forked", board=store.board, size=tree.size) from error
        except SuffrageError:
            silent += 1
    return known, silent
