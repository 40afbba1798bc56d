"""A small log for tests: entries ``{"seq":i}``, its keys, and checkpoints of any size."""

from suffrage.tlog.checkpoint import Checkpoint, sign_checkpoint
from suffrage.tlog.cosignature import cosign
from suffrage.tlog.keys import COSIGNER, PLAIN, Signer
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.note import SignatureLine, format_note, parse_note
from suffrage.tlog.tree import Tree

ORIGIN = "vote.example.org/2026-board"
LOG = Signer(ORIGIN, PLAIN, bytes(range(32)))
WITNESSES = tuple(Signer(f"witness.example/w{i}", COSIGNER, bytes([i]) * 32) for i in range(1, 5))


def make_entries(size: int) -> list[bytes]:
    return [b'{"seq":%d}' % i for i in range(size)]


def make_tree(size: int) -> Tree:
    return Tree(map(leaf_hash, make_entries(size)))


def make_checkpoint(tree: Tree, size: int | None = None, signer: Signer = LOG) -> bytes:
    size = tree.size if size is None else size
    return sign_checkpoint(Checkpoint(signer.name, size, tree.root(size)), signer)


def with_cosignatures(data: bytes, signers: tuple[Signer, ...], time: int) -> bytes:
    note = parse_note(data)
    lines = [SignatureLine(s.name, s.key.id, cosign(note.text, s, time)) for s in signers]
    return format_note(note.text, [*note.lines, *lines])
