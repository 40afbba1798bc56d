"""Publishing in the simulator: the folder of any entries at all, made with the log's own key."""

from tests.support.simulator import Simulation

from suffrage.belenios.archive import read_archive
from suffrage.board.folder import CHECKPOINT, LOG, archive_path, blob_path
from suffrage.board.kinds.kind import Event
from suffrage.board.kinds.online import OnlineEvent
from suffrage.conduct.replay import follow
from suffrage.conduct.state import State
from suffrage.errors import SuffrageError
from suffrage.site.computed import computed_files
from suffrage.tlog.checkpoint import Checkpoint, sign_checkpoint
from suffrage.tlog.keys import format_key, parse_key
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.publishing import new_files
from suffrage.tlog.tree import Tree
from suffrage.tlog.witnessing import Request, add_cosignatures, encode_request

__all__ = ["publish", "signed_checkpoint"]

_NOW = 1_673_600_000


def signed_checkpoint(simulation: Simulation, entries: list[bytes]) -> bytes:
    """A checkpoint over these entries, cosigned by witnesses who have seen nothing before."""
    tree = Tree(map(leaf_hash, entries))
    definition = simulation.definition
    checkpoint = sign_checkpoint(
        Checkpoint(definition.origin, tree.size, tree.root()), simulation.log
    )
    keys = [parse_key(text) for text in definition.witnesses.keys.values()]
    for witness in simulation.new_witnesses():
        answer = witness(encode_request(Request(0, (), checkpoint)), _NOW)
        checkpoint = add_cosignatures(checkpoint, answer, keys)
    return checkpoint


def publish(simulation: Simulation, entries: list[bytes] | None = None) -> dict[str, bytes]:
    """The public folder of the store, or of other entries with the store's blobs."""
    store = simulation.store
    rows = list(store.entries(0)) if entries is None else entries
    tree = Tree(map(leaf_hash, rows))
    state = _last_state(simulation, rows)
    files = {LOG + path: data for path, data in new_files(tree, 0, rows)}
    files[CHECKPOINT] = signed_checkpoint(simulation, rows)
    files.update({blob_path(digest): data for _, digest, data in store.blobs(0)})
    for box, run in store.archives():
        files[archive_path(box, run)] = store.archive(box, run)
    files.update(computed_files(state, tree.root(), format_key(simulation.log.key)))
    return files


def _last_state(simulation: Simulation, entries: list[bytes]) -> State:
    """The state up to the first entry that ``conduct`` refuses: what a forger would render."""
    archives: dict[tuple[str, int], list[Event]] = {}

    def event(head: OnlineEvent) -> Event:
        run = (head.box, head.run)
        if run not in archives:
            data = simulation.store.archive(*run)
            pieces = [entry.pieces for entry in read_archive(data)]
            archives[run] = [Event(one.data, one.records) for one in pieces]
        return archives[run][head.height]

    state = State()
    for entry in entries:
        try:
            state = follow(state, entry, simulation.store.blob, event)
        except SuffrageError:
            break
    return state
