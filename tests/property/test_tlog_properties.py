"""The log for all inputs: proofs hold, mutations do not, parsers raise only Malformed."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.counts import count
from tests.support.tlog import (
    LOG,
    WITNESSES,
    make_checkpoint,
    make_entries,
    make_tree,
    with_cosignatures,
)

from suffrage.errors import Malformed, NotVerified
from suffrage.tlog.bundles import decode_bundle, encode_bundle
from suffrage.tlog.checkpoint import decode_checkpoint, encode_checkpoint
from suffrage.tlog.keys import PLAIN, Signer, format_key, parse_key
from suffrage.tlog.merkle import leaf_hash, verify_consistency, verify_inclusion
from suffrage.tlog.note import format_note, open_note, parse_lines, parse_note, sign_note
from suffrage.tlog.policy_file import parse_policy
from suffrage.tlog.proof import Proof, decode_proof, encode_proof
from suffrage.tlog.publishing import check_file, first_needed, new_files
from suffrage.tlog.tiles import ENTRIES, Tile, new_tiles, parse_path, tiles_of
from suffrage.tlog.tree import Tree
from suffrage.tlog.witnessing import Request, decode_request, encode_request

LARGEST = count(600, 2000)
TREE = make_tree(LARGEST)
sizes = st.integers(1, LARGEST)
names = st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters="+"), min_size=1)
texts = st.text(st.characters(codec="utf-8", min_codepoint=0x20), min_size=1)


def flip(data: bytes, bit: int) -> bytes:
    bit %= 8 * len(data)
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@given(sizes, st.data())
def test_inclusion_holds_and_no_bit_may_change(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    leaf, root = TREE.read(0, index), TREE.root(size)
    proof = TREE.prove_inclusion(index, size)
    verify_inclusion(leaf, index, size, proof, root)
    parts = [leaf, root, *proof]
    chosen = data.draw(st.integers(0, len(parts) - 1))
    parts[chosen] = flip(parts[chosen], data.draw(st.integers(0, 255)))
    with pytest.raises(NotVerified):
        verify_inclusion(parts[0], index, size, parts[2:], parts[1])


@given(sizes, st.data())
def test_consistency_holds_and_no_bit_may_change(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size))
    proof = TREE.prove_consistency(old, size)
    verify_consistency(old, TREE.root(old), size, TREE.root(size), proof)
    parts = [TREE.root(old), TREE.root(size), *proof]
    chosen = data.draw(st.integers(0, len(parts) - 1))
    parts[chosen] = flip(parts[chosen], data.draw(st.integers(0, 255)))
    with pytest.raises(NotVerified):
        verify_consistency(old, parts[0], size, parts[1], parts[2:])


@given(sizes, st.data())
def test_a_proof_holds_for_no_other_size_or_place(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, LARGEST - 1).filter(lambda place: place != index))
    proof = TREE.prove_inclusion(index, size)
    with pytest.raises(NotVerified):
        verify_inclusion(TREE.read(0, index), other, size, proof, TREE.root(size))


@given(st.lists(st.binary(max_size=40), max_size=70), st.integers(0, 70))
def test_a_tree_does_not_depend_on_how_it_grew(entries: list[bytes], cut: int) -> None:
    leaves = [leaf_hash(entry) for entry in entries]
    tree = Tree(leaves[:cut])
    tree.extend(leaves[cut:])
    assert tree.root() == Tree(leaves).root()
    assert tree.size == len(entries)


@given(st.integers(ENTRIES, 63), st.integers(0, 10**20), st.integers(1, 256))
def test_a_path_names_one_tile(level: int, index: int, width: int) -> None:
    tile = Tile(level, index, width)
    assert parse_path(tile.path) == tile


@given(st.lists(sizes, min_size=2, max_size=5).map(sorted))
def test_steps_of_publishing_write_what_one_step_needs(steps: list[int]) -> None:
    entries, files, old = make_entries(LARGEST), dict[str, bytes](), 0
    for size in steps:
        tree = Tree(TREE.read(0, i) for i in range(size))
        for path, data in new_files(tree, old, entries[first_needed(old) : size]):
            # A path is never rewritten with other bytes.
            assert files.setdefault(path, data) == data
        old = size
    assert {tile.path for tile in tiles_of(old)} <= set(files)
    for path, data in files.items():
        check_file(path, data, TREE, entries)


@given(sizes, sizes)
def test_new_tiles_are_a_difference_of_sets(one: int, other: int) -> None:
    old, new = sorted((one, other))
    assert set(new_tiles(old, new)) == set(tiles_of(new)) - set(tiles_of(old))


@given(st.lists(st.binary(max_size=300), max_size=256))
def test_a_bundle_reads_back(entries: list[bytes]) -> None:
    assert decode_bundle(encode_bundle(entries), len(entries)) == tuple(entries)


@given(names, st.binary(min_size=32, max_size=32), st.lists(texts, min_size=1))
def test_a_note_reads_back(name: str, seed: bytes, lines: list[str]) -> None:
    signer = Signer(name, PLAIN, seed)
    text = "".join(f"{line}\n" for line in lines).encode()
    data = sign_note(text, [signer])
    assert parse_key(format_key(signer.key)) == signer.key
    assert open_note(data, [signer.key]).text == text
    note = parse_note(data)
    assert format_note(note.text, note.lines) == data


@given(st.integers(1, 64), st.data(), st.binary(max_size=50))
def test_a_receipt_reads_back(size: int, data: st.DataObject, extra: bytes) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = Proof(index, TREE.prove_inclusion(index, size), make_checkpoint(TREE, size), extra)
    assert decode_proof(encode_proof(proof)) == proof


_tree = make_tree(5)
_checkpoint = with_cosignatures(make_checkpoint(_tree), WITNESSES[:1], 7)
_policy = f"""log {format_key(LOG.key)}
witness a {format_key(WITNESSES[0].key)}
witness b {format_key(WITNESSES[1].key)}
group g 1 a b
quorum g
"""


def respell_note(data: bytes) -> bytes:
    note = parse_note(data)
    return format_note(note.text, note.lines)


def respell_lines(data: bytes) -> bytes:
    return "".join(map(str, parse_lines(data))).encode()


def respell_key(data: bytes) -> bytes:
    return format_key(parse_key(data.decode("latin-1"))).encode("latin-1")


def respell_policy(data: bytes) -> bytes:
    # A policy has comments and free spacing: it alone has many spellings.
    assert parse_policy(data).quorum in {None, "a", "b", "g"}
    return data


# Each reads bytes and writes again what it read.
RESPELL: dict[str, tuple[Callable[[bytes], bytes], bytes]] = {
    "note": (respell_note, _checkpoint),
    "lines": (respell_lines, _checkpoint.rpartition(b"\n\n")[2]),
    "checkpoint": (
        lambda data: encode_checkpoint(decode_checkpoint(data)),
        parse_note(_checkpoint).text,
    ),
    "policy": (respell_policy, _policy.encode()),
    "proof": (
        lambda data: encode_proof(decode_proof(data)),
        encode_proof(Proof(3, _tree.prove_inclusion(3), _checkpoint, b"leaf")),
    ),
    "request": (
        lambda data: encode_request(decode_request(data)),
        encode_request(Request(3, _tree.prove_consistency(3), _checkpoint)),
    ),
    "key": (respell_key, format_key(LOG.key).encode()),
    "path": (
        lambda data: parse_path(data.decode("latin-1")).path.encode(),
        b"tile/0/x001/x234/067.p/9",
    ),
    "bundle": (
        lambda data: encode_bundle(decode_bundle(data, 3)),
        encode_bundle([b"a", b"", b"b"]),
    ),
}


@pytest.mark.parametrize("name", RESPELL)
@given(st.data())
def test_parsers_raise_only_malformed_and_know_one_spelling(name: str, data: st.DataObject) -> None:
    respell, good = RESPELL[name]
    assert respell(good) == good
    cut = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(cut, len(good)))
    bad = good[:cut] + data.draw(st.binary(max_size=12)) + good[end:]
    try:
        again = respell(bad)
    except Malformed:
        return
    assert again == bad
