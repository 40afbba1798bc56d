"""The Merkle tree of RFC 6962 over SHA-256: hashes, roots, proofs made and proofs checked.

A tree of n > 1 leaves splits at the largest power of two smaller than n. Odd nodes move up
unhashed. A *hash reader* answers with the hash of one complete subtree, which is enough to make
every root and every proof: ``read(level, index)`` covers the leaves from ``index * 2**level``
to ``(index + 1) * 2**level``.

>>> leaves = [leaf_hash(b"a"), leaf_hash(b"b")]
>>> verify_inclusion(leaves[0], 0, 2, [leaves[1]], node_hash(*leaves))
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from suffrage.errors import Malformed, NotVerified

__all__ = [
    "EMPTY_ROOT",
    "HASH_SIZE",
    "HashReader",
    "check_hash",
    "leaf_hash",
    "node_hash",
    "prove_consistency",
    "prove_inclusion",
    "root_at",
    "verify_consistency",
    "verify_inclusion",
]

HASH_SIZE: Final = 32
EMPTY_ROOT: Final = hashlib.sha256(b"").digest()
HashReader: TypeAlias = Callable[[int, int], bytes]


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry: SHA-256 of 0x00 and the entry (RFC 6962 section 2.1)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees: SHA-256 of 0x01 and both hashes (RFC 6962 section 2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def check_hash(value: bytes, *, at: str = "") -> bytes:
    """The same hash, if it has 32 bytes; raises ``Malformed("log.hash")`` with its length."""
    if len(value) != HASH_SIZE:
        raise Malformed("log.hash", at=at, length=len(value))
    return value


def root_at(read: HashReader, size: int) -> bytes:
    """The root of the first ``size`` leaves."""
    return _range_root(read, 0, size) if size else EMPTY_ROOT


def prove_inclusion(read: HashReader, index: int, size: int) -> tuple[bytes, ...]:
    """The path from leaf ``index`` to the root at ``size``, leaf side first.

    RFC 6962 section 2.1.1. Raises ``Malformed("log.range")`` unless 0 <= index < size.
    """
    if not 0 <= index < size:
        raise Malformed("log.range", number=index, size=size)
    path = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_range_root(read, middle, end))
            end = middle
        else:
            path.append(_range_root(read, start, middle))
            start = middle
    return tuple(reversed(path))


def prove_consistency(read: HashReader, old: int, size: int) -> tuple[bytes, ...]:
    """The proof that the tree at ``size`` continues the one at ``old``.

    RFC 6962 section 2.1.2; empty for ``old`` = 0, as the witness protocol wants, and for equal
    sizes. Raises ``Malformed("log.range")`` unless 0 <= old <= size.
    """
    if not 0 <= old <= size:
        raise Malformed("log.range", number=old, size=size)
    if old == 0:
        return ()
    path = []
    start, end = 0, size
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_range_root(read, middle, end))
            end = middle
        else:
            path.append(_range_root(read, start, middle))
            start = middle
    # The old root itself is known to the verifier; any other last subtree is not.
    if start:
        path.append(_range_root(read, start, end))
    return tuple(reversed(path))


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Check that the leaf hash stands at ``index`` under ``root`` (RFC 9162 section 2.1.3.2).

    Raises ``Malformed("log.hash")`` before any use of a hash that is not 32 bytes, and
    ``NotVerified("log.inclusion")``.
    """
    _check_hashes((leaf, root, *proof))
    failure = NotVerified("log.inclusion", index=index, size=size)
    if not 0 <= index < size:
        raise failure
    computed = leaf
    for on_left, sibling in _climb(index, size - 1, proof, failure):
        pair = (sibling, computed) if on_left else (computed, sibling)
        computed = node_hash(*pair)
    if computed != root:
        raise failure


def verify_consistency(
    old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the tree at ``size`` continues the tree at ``old`` (RFC 9162 section 2.1.4.2).

    Departure: ``old`` = 0 is allowed with the empty root and an empty proof, because a witness
    starts there. Raises ``Malformed("log.hash")`` or ``NotVerified("log.consistency")``.
    """
    _check_hashes((old_root, root, *proof))
    failure = NotVerified("log.consistency", old=old, size=size)
    if not 0 <= old <= size:
        raise failure
    if old in {0, size}:
        if proof or old_root != (root if old else EMPTY_ROOT):
            raise failure
        return
    if not proof:
        raise failure
    # An old size that is a power of two is one complete subtree: its root starts the path.
    start, *path = [old_root, *proof] if old & (old - 1) == 0 else proof
    height = (old & -old).bit_length() - 1
    first = second = start
    for on_left, sibling in _climb((old - 1) >> height, (size - 1) >> height, path, failure):
        if on_left:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
        else:
            second = node_hash(second, sibling)
    if (first, second) != (old_root, root):
        raise failure


def _climb(
    node: int, last: int, proof: Sequence[bytes], failure: NotVerified
) -> Iterator[tuple[bool, bytes]]:
    """Walk from ``node`` to the root, with each sibling and whether it stands on the left.

    ``last`` is the rightmost node of the level. Raises ``failure`` unless the proof has exactly
    as many hashes as the walk has siblings.
    """
    for sibling in proof:
        if last == 0:
            raise failure
        on_left = bool(node & 1) or node == last
        yield on_left, sibling
        # A rightmost node without a sibling moves up unhashed, perhaps over several levels.
        while on_left and node and not node & 1:
            node, last = node >> 1, last >> 1
        node, last = node >> 1, last >> 1
    if last:
        raise failure


def _check_hashes(hashes: Sequence[bytes]) -> None:
    for value in hashes:
        check_hash(value)


def _split(width: int) -> int:
    """The largest power of two smaller than ``width``."""
    return 1 << ((width - 1).bit_length() - 1)


def _range_root(read: HashReader, start: int, end: int) -> bytes:
    """The root of the leaves from ``start`` to ``end``, a node of some RFC 6962 tree."""
    # Such a range starts at a multiple of a power of two at least as large as its width, so
    # the bits of its width name its complete subtrees from left to right.
    peaks = []
    width = end - start
    while width:
        level = width.bit_length() - 1
        peaks.append(read(level, start >> level))
        start += 1 << level
        width -= 1 << level
    root = peaks.pop()
    while peaks:
        root = node_hash(peaks.pop(), root)
    return root
