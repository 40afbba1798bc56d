"""From a tree to the files that it is served as, and from a file to the judgement on it.

The publisher asks for the files that are new since the last published size. The verifier, who
has read every entry, asks what any tile must contain, older partial widths included: there is
one right answer per path, so a tile that says anything else is found, and so is a stray one.
"""

from collections.abc import Sequence

from suffrage.errors import Inconsistent, Malformed, NotVerified
from suffrage.tlog.bundles import encode_bundle
from suffrage.tlog.checkpoint import Checkpoint
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.tiles import ENTRIES, WIDTH, Tile, new_tiles, parse_path
from suffrage.tlog.tree import Tree

__all__ = ["check_file", "check_tree", "expected_file", "first_needed", "new_files", "tile_bytes"]


def first_needed(old: int) -> int:
    """The index of the first entry that ``new_files`` needs after a published size ``old``."""
    return old - old % WIDTH


def new_files(tree: Tree, old: int, recent: Sequence[bytes]) -> list[tuple[str, bytes]]:
    """The files to write before a checkpoint of ``tree.size``, after one of ``old``.

    ``recent`` holds the entries from ``first_needed(old)`` to the tree's end. Entries come
    first: the order of the list is the order of writing (C2SP tlog-tiles; ``docs/spec/log.md``).
    Raises ``Malformed("log.range")``, and ``Inconsistent("log.entry")`` for an entry that the
    tree does not hold at its index.
    """
    start = first_needed(old)
    tiles = new_tiles(old, tree.size)
    if start + len(recent) != tree.size:
        raise Malformed("log.range", number=start + len(recent), size=tree.size)
    for index, entry in enumerate(recent, start):
        if leaf_hash(entry) != tree.read(0, index):
            raise Inconsistent("log.entry", index=index)
    files = []
    for tile in sorted(tiles, key=lambda tile: tile.level):
        if tile.level == ENTRIES:
            first = tile.index * WIDTH - start
            data = encode_bundle(recent[first : first + tile.width])
        else:
            data = tile_bytes(tree, tile)
        files.append((tile.path, data))
    return files


def tile_bytes(tree: Tree, tile: Tile) -> bytes:
    """The hashes of one tile; raises ``Malformed("log.range")`` if the tree lacks some."""
    first = tile.index * WIDTH
    return b"".join(tree.read(8 * tile.level, first + i) for i in range(tile.width))


def expected_file(path: str, tree: Tree, entries: Sequence[bytes]) -> bytes:
    """The only legal bytes of a tile or bundle of this log, whatever size first published it.

    ``entries`` are all entries under ``tree``. Raises ``Malformed("log.path")`` for a path that
    no tile has and ``NotVerified("log.beyond")`` for a tile that this tree does not have yet.
    """
    tile = parse_path(path)
    if tile.end > tile.hashes_in(tree.size):
        raise NotVerified("log.beyond", path=path, size=tree.size)
    if tile.level == ENTRIES:
        return encode_bundle(entries[tile.index * WIDTH : tile.end])
    return tile_bytes(tree, tile)


def check_file(path: str, data: bytes, tree: Tree, entries: Sequence[bytes]) -> None:
    """Check one file against the log.

    Raises what ``expected_file`` raises, and ``NotVerified("log.file")`` at the first byte
    that differs.
    """
    expected = expected_file(path, tree, entries)
    if data != expected:
        pairs = zip(data, expected, strict=False)
        shorter = min(len(data), len(expected))
        place = next((i for i, (a, b) in enumerate(pairs) if a != b), shorter)
        raise NotVerified("log.file", at=f"{path}:{place}", path=path)


def check_tree(checkpoint: Checkpoint, tree: Tree) -> None:
    """Check that the tree is the one of a checkpoint; raises ``NotVerified("log.root")``."""
    if (checkpoint.size, checkpoint.root) != (tree.size, tree.root()):
        raise NotVerified("log.root", size=checkpoint.size, found=tree.size)
