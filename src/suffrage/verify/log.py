"""The log: checkpoint, entry bundles and hash tiles, all computed again from the entries.

The signed root decides. Where entries and tiles disagree, whichever gives that root is right,
and the other is named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from suffrage.board.folder import CHECKPOINT, LOG
from suffrage.errors import Malformed, NotVerified, SuffrageError
from suffrage.tlog.bundles import decode_bundle
from suffrage.tlog.checkpoint import Checkpoint, decode_checkpoint, open_checkpoint
from suffrage.tlog.keys import Key
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.note import parse_note
from suffrage.tlog.publishing import check_tree, expected_file
from suffrage.tlog.tiles import ENTRIES, WIDTH, Tile, parse_path, tiles_of
from suffrage.tlog.tree import Tree
from suffrage.verify.findings import Findings, first_difference
from suffrage.verify.source import Source

__all__ = ["Log", "read_log"]

_HASH = 32


@dataclass(frozen=True, slots=True)
class Log:
    """The log as far as it can be read.

    ``note`` is the checkpoint's file; ``is_signed`` says that the log's key signed it. ``tree``
    is the tree of the signed root where any source gives that root, else that of the entries.
    ``is_whole`` says that there are as many entries as the checkpoint counts.
    """

    note: bytes = field(repr=False)
    is_signed: bool
    entries: tuple[bytes, ...] = field(repr=False)
    tree: Tree
    is_whole: bool
    tiles: int


def read_log(source: Source, key: Key | None, findings: Findings) -> Log:
    """The log with every file below ``log/`` checked; failures are noted, never raised.

    Without a key, or under a false signature, the size is believed for the sake of the other
    checks; the failure stands. Codes: ``folder.missing``, ``checkpoint.*``, ``note.*``,
    ``log.*``.
    """
    note = source.take(CHECKPOINT)
    checkpoint, is_signed = _open(note, key, findings)
    tiles = _read_tiles(source, findings)
    size = _size(tiles) if checkpoint is None else checkpoint.size
    entries = _read_entries(tiles, size, findings)
    tree = Tree(map(leaf_hash, entries))
    is_whole = len(entries) == size
    if is_whole:
        tree = _rooted(checkpoint, tree, tiles, entries, findings)
        _check_tiles(tiles, tree, entries, findings)
    return Log(note or b"", is_signed, entries, tree, is_whole, len(tiles))


def _open(
    note: bytes | None, key: Key | None, findings: Findings
) -> tuple[Checkpoint | None, bool]:
    if note is None:
        return None, False
    if key is not None:
        with findings.at(CHECKPOINT):
            return open_checkpoint(note, [key]).checkpoint, True
    try:
        return decode_checkpoint(parse_note(note).text), False
    except SuffrageError:
        return None, False


def _read_tiles(source: Source, findings: Findings) -> Mapping[Tile, bytes]:
    tiles = {}
    for path in source.under(LOG):
        if path == CHECKPOINT:
            continue
        data = source.take(path)
        with findings.at(path):
            tile = parse_path(path.removeprefix(LOG))
            if data is not None:
                tiles[tile] = data
    return tiles


def _size(tiles: Mapping[Tile, bytes]) -> int:
    """How large the log seems, where no checkpoint can be read."""
    return max((tile.end for tile in tiles if tile.level == ENTRIES), default=0)


def _read_entries(tiles: Mapping[Tile, bytes], size: int, findings: Findings) -> tuple[bytes, ...]:
    """The entries up to the first bundle that is missing or broken, which is noted."""
    entries: list[bytes] = []
    while len(entries) < size:
        index = len(entries) // WIDTH
        tile = Tile(ENTRIES, index, min(WIDTH, size - index * WIDTH))
        with findings.at(LOG + tile.path):
            if tile not in tiles:
                raise Malformed("folder.missing", path=LOG + tile.path)
            entries += decode_bundle(tiles[tile], tile.width)
            continue
        break
    return tuple(entries)


def _rooted(
    checkpoint: Checkpoint | None,
    tree: Tree,
    tiles: Mapping[Tile, bytes],
    entries: tuple[bytes, ...],
    findings: Findings,
) -> Tree:
    """The tree of the checkpoint's root, from the entries or else from the tiles."""
    if checkpoint is None:
        return tree
    try:
        check_tree(checkpoint, tree)
    except NotVerified as error:
        stated = _tree_of_tiles(tiles, tree.size)
        if stated is None or stated.root() != checkpoint.root:
            findings.add(error, CHECKPOINT)
            return tree
        _name_entries(stated, entries, findings)
        return stated
    return tree


def _tree_of_tiles(tiles: Mapping[Tile, bytes], size: int) -> Tree | None:
    level = [tile for tile in tiles_of(size) if tile.level == 0]
    hashes = b"".join(tiles.get(tile, b"") for tile in level)
    if len(hashes) != size * _HASH:
        return None
    return Tree(hashes[i : i + _HASH] for i in range(0, len(hashes), _HASH))


def _name_entries(tree: Tree, entries: tuple[bytes, ...], findings: Findings) -> None:
    for index, entry in enumerate(entries):
        if leaf_hash(entry) != tree.read(0, index):
            first = index - index % WIDTH
            tile = Tile(ENTRIES, index // WIDTH, min(WIDTH, len(entries) - first))
            error = NotVerified("log.entry-hash", at=f"entry {index}", index=index)
            findings.add(error, LOG + tile.path)


def _check_tiles(
    tiles: Mapping[Tile, bytes], tree: Tree, entries: tuple[bytes, ...], findings: Findings
) -> None:
    """Every tile that the size asks for is there, and every one there has its only bytes."""
    for tile in tiles_of(tree.size):
        if tile not in tiles:
            path = LOG + tile.path
            findings.add(Malformed("folder.missing", path=path), path)
    for tile, data in tiles.items():
        with findings.at(LOG + tile.path):
            _check_tile(tile, data, tree, entries)


def _check_tile(tile: Tile, data: bytes, tree: Tree, entries: tuple[bytes, ...]) -> None:
    expected = expected_file(tile.path, tree, entries)
    if data == expected:
        return
    if tile.level == ENTRIES:
        # Where the newest bundle was changed, an older one may hold the entries of the root.
        hashes = [leaf_hash(entry) for entry in decode_bundle(data, tile.width)]
        first = tile.index * WIDTH
        if hashes == [tree.read(0, index) for index in range(first, tile.end)]:
            return
    place = f"byte {first_difference(data, expected)}"
    raise NotVerified("log.file", at=place, path=LOG + tile.path)
