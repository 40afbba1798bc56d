"""Whose cosignatures make a checkpoint witnessed, and how many of them stand under one.

With a policy it is the policy's word; without one that of the definition on the board, which
only says what the folder says of itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from suffrage.conduct.state import State
from suffrage.errors import Malformed, SuffrageError
from suffrage.tlog.checkpoint import open_checkpoint
from suffrage.tlog.keys import Key, parse_key
from suffrage.tlog.note import OpenNote
from suffrage.tlog.tree import Tree
from suffrage.verify.policy import Policy

__all__ = ["Quorum", "cosigned_tree", "declared_witnesses", "quorum_of", "quorum_of_policy"]


@dataclass(frozen=True, slots=True)
class Quorum:
    """``need`` cosignatures by different ones of these keys; 0 asks for none."""

    keys: frozenset[Key]
    need: int

    def cosigned(self, note: OpenNote) -> int:
        """How many of the keys cosigned; no key has two lines in a note."""
        return sum(signed.key in self.keys for signed in note.signed)


def quorum_of(state: State, policy: Policy | None) -> Quorum:
    """The quorum of the policy or, without one, of the definition; of nobody without either."""
    if policy is not None:
        return quorum_of_policy(policy)
    need = state.definition.witnesses.quorum if state.definition else 0
    return Quorum(frozenset(declared_witnesses(state)), need)


def quorum_of_policy(policy: Policy) -> Quorum:
    """The witnesses that a policy trusts, whoever the definition names."""
    return Quorum(frozenset(policy.witness_keys), policy.witnesses.quorum)


def declared_witnesses(state: State) -> tuple[Key, ...]:
    """The witnesses of the definition; a key that cannot be read is nobody's."""
    found = []
    declared = state.definition.witnesses.keys.values() if state.definition else ()
    for text in declared:
        try:
            found.append(parse_key(text))
        except Malformed:
            continue
    return tuple(found)


def cosigned_tree(note: bytes, tree: Tree, keys: Iterable[Key], quorum: Quorum) -> int:
    """How many of the quorum's keys cosigned a checkpoint of this very tree; 0 if it is of another.

    What is wrong with the checkpoint is for others to say.
    """
    try:
        opened = open_checkpoint(note, keys)
    except SuffrageError:
        return 0
    told = opened.checkpoint
    own = (told.size, told.root) == (tree.size, tree.root())
    return quorum.cosigned(opened.note) if own else 0
