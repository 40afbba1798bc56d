"""Two checkpoints of one log that do not go together, as a file: ``docs/spec/witness.md``.

``first`` is the smaller tree, or at equal sizes the one that was seen first. With a root and a
proof, which show the root that the larger tree has at the smaller size, the file proves a fork
to anybody who knows the log's key. Without them it shows two checkpoints that the log signed:
that the smaller came later is the word of whoever wrote the file.
"""

import base64
import binascii
from typing import Annotated, Literal

from msgspec import Meta

from suffrage.errors import Malformed, NotVerified
from suffrage.model import canonical
from suffrage.model.values import Value
from suffrage.tlog.checkpoint import Checkpoint, open_checkpoint
from suffrage.tlog.keys import Key
from suffrage.tlog.merkle import verify_consistency
from suffrage.tlog.tree import Tree

__all__ = ["Contradiction", "contradict", "weigh"]

_Hash = Annotated[str, Meta(pattern="^[A-Za-z0-9+/]{43}=$")]


class Contradiction(Value, frozen=True, rename={"version": "suffrage-contradiction"}):
    """Both signed notes as lists of lines, and what shows that the log was forked."""

    version: Literal[1]
    first: tuple[str, ...]
    second: tuple[str, ...]
    root: str = ""
    proof: tuple[_Hash, ...] = ()

    def encode(self) -> bytes:
        """The bytes of the file."""
        return canonical.encode(self)


def contradict(
    seen: bytes, served: bytes, key: Key, tree: Tree | None = None
) -> Contradiction | None:
    """What stands against the log that signed ``seen`` before it signed ``served``.

    ``tree`` is that of the larger checkpoint, or a longer one, where the caller has it: without
    it nobody can say whether a larger tree continues a smaller one. ``None``: nothing. Raises
    what ``open_checkpoint`` raises.
    """
    old = open_checkpoint(seen, [key]).checkpoint
    new = open_checkpoint(served, [key]).checkpoint
    if old.size == new.size:
        return None if old.root == new.root else _made(seen, served)
    notes, small, large = (
        ((seen, served), old, new) if old.size < new.size else ((served, seen), new, old)
    )
    if small.size and tree is not None and _reaches(tree, large):
        root = tree.root(small.size)
        if root != small.root:
            proof = tree.prove_consistency(small.size, large.size)
            return _made(*notes, _text(root), tuple(map(_text, proof)))
    return _made(*notes) if new.size < old.size else None


def weigh(contradiction: Contradiction, key: Key) -> Literal["forked", "rolled-back"]:
    """What the file shows of the log with this key.

    Raises what ``open_checkpoint`` raises; ``NotVerified("contradiction.none")`` where the two
    go together; ``Malformed("log.base64")`` and ``NotVerified("log.consistency")`` for a false
    proof.
    """
    first, second = (
        open_checkpoint(_note(lines), [key]).checkpoint
        for lines in (contradiction.first, contradiction.second)
    )
    if first.size == second.size and first.root != second.root:
        return "forked"
    if not 0 < first.size < second.size:
        raise NotVerified("contradiction.none")
    if not contradiction.root:
        return "rolled-back"
    root = _bytes(contradiction.root)
    proof = [_bytes(text) for text in contradiction.proof]
    verify_consistency(first.size, root, second.size, second.root, proof)
    if root == first.root:
        raise NotVerified("contradiction.none")
    return "forked"


def _reaches(tree: Tree, checkpoint: Checkpoint) -> bool:
    return tree.size >= checkpoint.size and tree.root(checkpoint.size) == checkpoint.root


def _made(
    first: bytes, second: bytes, root: str = "", proof: tuple[str, ...] = ()
) -> Contradiction:
    return Contradiction(1, _lines(first), _lines(second), root, proof)


def _lines(note: bytes) -> tuple[str, ...]:
    return tuple(note.decode().removesuffix("\n").split("\n"))


def _note(lines: tuple[str, ...]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed("log.base64") from error
