"""A Merkle tree that grows: append leaf hashes, ask for any root or proof up to its size.

It keeps the hash of every complete subtree, two per leaf, so each question costs a handful of
hashes. It is an accumulator and therefore mutable; it only ever grows.

>>> from suffrage.tlog.merkle import leaf_hash, verify_consistency
>>> tree = Tree(leaf_hash(entry) for entry in (b"a", b"b", b"c"))
>>> verify_consistency(2, tree.root(2), 3, tree.root(), tree.prove_consistency(2))
"""

from collections.abc import Iterable

from suffrage.errors import Malformed
from suffrage.tlog.merkle import (
    check_hash,
    node_hash,
    prove_consistency,
    prove_inclusion,
    root_at,
)

__all__ = ["Tree"]


class Tree:
    """The tree over the leaf hashes appended so far."""

    __slots__ = ("_levels",)

    def __init__(self, leaf_hashes: Iterable[bytes] = ()) -> None:
        # The last level stays empty, so that every level has one above it.
        self._levels: list[list[bytes]] = [[], []]
        self.extend(leaf_hashes)

    @property
    def size(self) -> int:
        """The number of leaves."""
        return len(self._levels[0])

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash; raises ``Malformed("log.hash")`` unless it has 32 bytes."""
        self.extend((leaf,))

    def extend(self, leaf_hashes: Iterable[bytes]) -> None:
        """Add leaf hashes in order; raises ``Malformed("log.hash")`` and then adds none."""
        self._levels[0].extend([check_hash(leaf) for leaf in leaf_hashes])
        level = 0
        while ready := self._unpaired(level):
            below = self._levels[level]
            level += 1
            self._levels[level].extend([node_hash(below[i], below[i + 1]) for i in ready])
            if level + 1 == len(self._levels):
                self._levels.append([])

    def read(self, level: int, index: int) -> bytes:
        """The hash of one complete subtree, as a hash reader of ``merkle`` answers.

        Raises ``Malformed("log.range")`` where the tree has no such complete subtree.
        """
        if not (0 <= level < len(self._levels) and 0 <= index < len(self._levels[level])):
            raise Malformed("log.range", number=index, size=self.size)
        return self._levels[level][index]

    def root(self, size: int | None = None) -> bytes:
        """The root of the first ``size`` leaves, of all by default."""
        return root_at(self.read, self._within(size))

    def prove_inclusion(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """The inclusion proof of leaf ``index`` in the tree of ``size`` leaves."""
        return prove_inclusion(self.read, index, self._within(size))

    def prove_consistency(self, old: int, size: int | None = None) -> tuple[bytes, ...]:
        """The consistency proof from ``old`` to ``size`` leaves."""
        return prove_consistency(self.read, old, self._within(size))

    def _unpaired(self, level: int) -> range:
        """The left children of this level that have a right one but no parent yet."""
        return range(2 * len(self._levels[level + 1]), len(self._levels[level]) - 1, 2)

    def _within(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise Malformed("log.range", number=size, size=self.size)
        return size
