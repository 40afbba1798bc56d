"""Paths, tiles and bundles: one spelling, one content."""

import pytest
from tests.support.tlog import ORIGIN, make_entries, make_tree

from suffrage.errors import Inconsistent, Malformed, NotVerified
from suffrage.tlog.bundles import decode_bundle, encode_bundle, read_entries
from suffrage.tlog.checkpoint import Checkpoint
from suffrage.tlog.publishing import (
    check_file,
    check_tree,
    expected_file,
    first_needed,
    new_files,
    tile_bytes,
)
from suffrage.tlog.tiles import ENTRIES, Tile, new_tiles, parse_path, superseded, tiles_of


@pytest.mark.known_answer
@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 999), "tile/0/999"),
        (Tile(0, 1000), "tile/0/x001/000"),
        (Tile(0, 1_234_067), "tile/0/x001/x234/067"),
        (Tile(63, 5, 255), "tile/63/005.p/255"),
        (Tile(ENTRIES, 0, 37), "tile/entries/000.p/37"),
        (Tile(1, 1_000_000, 1), "tile/1/x001/x000/000.p/1"),
    ],
)
def test_paths_of_the_specification(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert parse_path(path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/01/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/data/000",
        "tile/0/x000/000",
        "tile/0/x1/000",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/1/",
        "tile/0/000\n",
        "/tile/0/000",
        "./tile/0/000",
        "tile/0/../0/000",
        "tile/0/٠٠٠",  # noqa: RUF001  (digits of another script are the point)
        "tile/0/" + "x999/" * 2000 + "000",
        "checkpoint",
    ],
)
def test_any_other_path_is_a_stray_file(path: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse_path(path)
    assert (caught.value.code, caught.value.fields) == ("log.path", {"path": path})


@pytest.mark.parametrize(
    ("level", "index", "width"), [(64, 0, 1), (-2, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)]
)
def test_no_tile_with_impossible_numbers(level: int, index: int, width: int) -> None:
    with pytest.raises(Malformed, match=r"log\.tile"):
        Tile(level, index, width)


@pytest.mark.known_answer
def test_tiles_of_the_sizes_in_the_specification() -> None:
    paths = {tile.path for tile in tiles_of(70_000) if tile.level != ENTRIES}
    assert len(tiles_of(70_000)) == 551
    assert len({path for path in paths if path.startswith("tile/0/")}) == 274
    assert {path for path in paths if not path.startswith("tile/0/")} == {
        "tile/1/000",
        "tile/1/001.p/17",
        "tile/2/000.p/1",
    }
    assert "tile/0/273.p/112" in paths
    assert [t.path for t in tiles_of(256)] == ["tile/0/000", "tile/entries/000", "tile/1/000.p/1"]
    assert tiles_of(0) == []


@pytest.mark.parametrize(
    ("old", "new"), [(0, 1), (3, 256), (256, 257), (255, 600), (600, 600), (256, 65_537)]
)
def test_new_tiles_are_those_that_were_not_there(old: int, new: int) -> None:
    added = new_tiles(old, new)
    assert sorted(t.path for t in added) == sorted(
        t.path for t in set(tiles_of(new)) - set(tiles_of(old))
    )


@pytest.mark.parametrize(("old", "new"), [(-1, 3), (4, 3)])
def test_a_log_never_shrinks(old: int, new: int) -> None:
    with pytest.raises(Malformed, match=r"log\.range"):
        new_tiles(old, new)


def test_a_partial_tile_goes_only_when_the_full_one_is_there() -> None:
    assert not superseded(Tile(0, 0, 3), 255)
    assert superseded(Tile(0, 0, 3), 256)
    assert superseded(Tile(ENTRIES, 1, 1), 512)
    assert not superseded(Tile(1, 0, 1), 65_535)
    assert superseded(Tile(1, 0, 1), 65_536)
    assert not superseded(Tile(0, 0), 70_000)


def test_a_published_log_reads_back() -> None:
    files: dict[str, bytes] = {}
    old, entries = 0, make_entries(600)
    for size in (1, 3, 255, 256, 257, 600):
        tree = make_tree(size)
        for path, data in new_files(tree, old, entries[first_needed(old) : size]):
            assert files.setdefault(path, data) == data
        old = size
        assert read_entries(files.__getitem__, size) == entries[:size]
        assert {tile.path for tile in tiles_of(size)} <= set(files)
        # The entry bundles are written before the tiles that vouch for them.
    for path, data in files.items():
        check_file(path, data, make_tree(600), entries)
    assert "tile/0/000.p/3" in files


def test_entries_are_written_first() -> None:
    paths = [path for path, _ in new_files(make_tree(257), 0, make_entries(257))]
    assert paths == [
        "tile/entries/000",
        "tile/entries/001.p/1",
        "tile/0/000",
        "tile/0/001.p/1",
        "tile/1/000.p/1",
    ]


def test_tiles_above_level_zero_hold_roots_of_full_tiles() -> None:
    tree = make_tree(600)
    assert tile_bytes(tree, Tile(1, 0, 2)) == tree.root(256) + tree.read(8, 1)


def test_publishing_needs_all_recent_entries() -> None:
    with pytest.raises(Malformed, match=r"log\.range number=258 size=259"):
        new_files(make_tree(259), 257, make_entries(259)[256:258])


def test_publishing_refuses_an_entry_that_the_tree_does_not_hold() -> None:
    with pytest.raises(Inconsistent, match=r"log\.entry index=2"):
        new_files(make_tree(3), 0, [*make_entries(2), b"other"])


def test_a_tile_beyond_the_checkpoint_is_refused() -> None:
    tree, entries = make_tree(300), make_entries(300)
    for path in (
        "tile/0/001.p/45",
        "tile/0/001",
        "tile/1/000.p/2",
        "tile/2/000.p/1",
        "tile/entries/002.p/1",
    ):
        with pytest.raises(NotVerified, match=r"log\.beyond"):
            expected_file(path, tree, entries)
    with pytest.raises(Malformed, match=r"log\.path"):
        expected_file("tile/0/000.bak", tree, entries)


@pytest.mark.parametrize(
    "path", ["tile/0/000.p/3", "tile/0/001.p/4", "tile/1/000.p/1", "tile/entries/000.p/9"]
)
def test_one_wrong_bit_in_a_tile_is_found_with_its_place(path: str) -> None:
    tree, entries = make_tree(260), make_entries(260)
    good = expected_file(path, tree, entries)
    for place in (0, len(good) // 2, len(good) - 1):
        bad = bytearray(good)
        bad[place] ^= 4
        with pytest.raises(NotVerified) as caught:
            check_file(path, bytes(bad), tree, entries)
        assert (caught.value.code, caught.value.at) == ("log.file", f"{path}:{place}")
    for bad_end in (good[:-1], good + b"\0"):
        with pytest.raises(NotVerified, match=r"log\.file"):
            check_file(path, bad_end, tree, entries)


def test_a_tree_must_be_the_one_of_its_checkpoint() -> None:
    tree = make_tree(3)
    check_tree(Checkpoint(ORIGIN, 3, tree.root()), tree)
    with pytest.raises(NotVerified, match=r"log\.root size=3 found=4"):
        check_tree(Checkpoint(ORIGIN, 3, tree.root()), make_tree(4))
    with pytest.raises(NotVerified, match=r"log\.root"):
        check_tree(Checkpoint(ORIGIN, 3, make_tree(4).root()), tree)


def test_bundles_hold_entries_of_any_legal_length() -> None:
    entries = (b"", b"x", bytes(65_535))
    assert decode_bundle(encode_bundle(entries), 3) == entries
    with pytest.raises(Malformed, match=r"log\.entry_size at entry 1 length=65536"):
        encode_bundle([b"", bytes(65_536)])


@pytest.mark.parametrize(
    ("data", "width", "place"),
    [
        (b"\0", 1, 0),
        (b"\0\1", 1, 0),
        (b"\0\1ab", 1, 3),
        (b"", 1, 0),
        (b"\0\1a", 2, 3),
        (b"\0\1a", 0, 3),
    ],
)
def test_a_bundle_breaks_off_nowhere(data: bytes, width: int, place: int) -> None:
    with pytest.raises(Malformed, match=rf"log\.bundle at byte {place} "):
        decode_bundle(data, width)


def test_a_broken_bundle_is_named() -> None:
    with pytest.raises(Malformed, match=r"at tile/entries/000.p/2:byte 3 "):
        read_entries(lambda _: b"\0\1a\0", 2)
