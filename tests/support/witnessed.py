"""Requests to witnesses, logs that fork, a memory in memory, and a real witness on the loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from tests.support.tlog import LOG, WITNESSES, make_checkpoint, make_entries

from suffrage.adapters.witness_memory import WitnessMemory, create_memory
from suffrage.cli.witness.server import WitnessServer
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.tree import Tree
from suffrage.tlog.witnessing import Request, encode_request
from suffrage.witness.answer import Memory, Witness
from suffrage.witness.contradiction import Contradiction

__all__ = [
    "NOW",
    "SIGNER",
    "HeldMemory",
    "body",
    "forked_tree",
    "new_memory",
    "new_witness",
    "served",
]

NOW = 1_673_600_000
SIGNER = WITNESSES[0]


class HeldMemory:
    """Forgets everything when the test ends."""

    def __init__(self) -> None:
        self.notes: dict[str, bytes] = {}

    @contextmanager
    def transaction(self) -> Iterator["HeldMemory"]:
        yield self

    def last(self, origin: str) -> bytes | None:
        return self.notes.get(origin)

    def keep(self, origin: str, note: bytes) -> None:
        self.notes[origin] = note


def forked_tree(size: int, at: int) -> Tree:
    """The test's log with another entry at one place."""
    entries = make_entries(size)
    entries[at] = b'{"seq":"another"}'
    return Tree(map(leaf_hash, entries))


def body(tree: Tree, old: int) -> bytes:
    """A log's honest request for its whole tree."""
    proof = tree.prove_consistency(old)
    return encode_request(Request(old, proof, make_checkpoint(tree)))


def new_memory(folder: Path) -> WitnessMemory:
    path = folder / "witness.state"
    create_memory(path)
    return WitnessMemory(path)


def new_witness(memory: Memory, alarms: list[Contradiction] | None = None) -> Witness:
    """One witness that knows the test's log, and tells of forks in ``alarms``."""
    heard = [] if alarms is None else alarms
    return Witness(SIGNER, [LOG.key], memory, lambda found, _: heard.append(found))


@contextmanager
def served(witness: Witness, seconds: float = 10.0) -> Iterator[str]:
    """The address of a witness that answers until the block ends."""
    with WitnessServer(("127.0.0.1", 0), witness, lambda: NOW, seconds) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
