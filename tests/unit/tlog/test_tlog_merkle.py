"""The tree against published roots, and what its proofs refuse."""

import base64
import time

import pytest
from tests.support.counts import count
from tests.support.tlog import make_tree

from suffrage.errors import Malformed, NotVerified
from suffrage.tlog.merkle import (
    EMPTY_ROOT,
    check_hash,
    leaf_hash,
    node_hash,
    prove_consistency,
    prove_inclusion,
    root_at,
    verify_consistency,
    verify_inclusion,
)
from suffrage.tlog.tree import Tree

# The reference tree of Certificate Transparency: entries in hexadecimal, root per size.
REFERENCE_ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
REFERENCE_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# Roots of the log whose entry i is {"seq":i}, made and checked by other programs.
OURS = {
    3: "PbZ2Ze6owm3jQWaMHTGZ9h3kt4CoKFaaiYzkjCjZMfM=",
    257: "PGbXf4xtvtpwT4OmeDlDIwP7bgE4V0agSOWlZaBly/Y=",
    70_000: "Setbsr+kDfnOsfkN53+XtlnD6O006VHSKx5qKVKBi8w=",
}


@pytest.mark.known_answer
@pytest.mark.parametrize(("size", "root"), list(enumerate(REFERENCE_ROOTS)))
def test_published_root(size: int, root: str) -> None:
    tree = Tree(map(leaf_hash, REFERENCE_ENTRIES))
    assert tree.root(size).hex() == root
    assert Tree(map(leaf_hash, REFERENCE_ENTRIES[:size])).root().hex() == root


@pytest.mark.known_answer
@pytest.mark.drill
@pytest.mark.parametrize("size", list(OURS)[: count(2, 3)])
def test_root_that_other_programs_accepted(size: int) -> None:
    assert base64.b64encode(make_tree(size).root()).decode() == OURS[size]


@pytest.mark.known_answer
def test_published_inclusion_proof() -> None:
    # The path of the first leaf of eight, as the reference tree's projects print it.
    path = make_reference().prove_inclusion(0, 8)
    assert [value.hex() for value in path] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


@pytest.mark.known_answer
def test_published_consistency_proof() -> None:
    path = make_reference().prove_consistency(6, 8)
    assert [value.hex() for value in path] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def make_reference() -> Tree:
    return Tree(map(leaf_hash, REFERENCE_ENTRIES))


def recursive_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962 section 2.1, word for word."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else EMPTY_ROOT
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(recursive_root(leaves[:split]), recursive_root(leaves[split:]))


def test_every_root_follows_the_definition() -> None:
    tree = make_tree(70)
    leaves = [tree.read(0, i) for i in range(70)]
    for size in range(71):
        assert tree.root(size) == recursive_root(leaves[:size]) == root_at(tree.read, size)


def test_every_inclusion_proof_holds_and_only_at_its_place() -> None:
    tree = make_tree(40)
    for size in range(1, 41):
        for index in range(size):
            proof = tree.prove_inclusion(index, size)
            verify_inclusion(tree.read(0, index), index, size, proof, tree.root(size))
            other = (index + 1) % size
            if other != index:
                with pytest.raises(NotVerified, match=r"log\.inclusion"):
                    verify_inclusion(tree.read(0, index), other, size, proof, tree.root(size))


def test_every_consistency_proof_holds() -> None:
    tree = make_tree(40)
    for size in range(41):
        for old in range(size + 1):
            proof = tree.prove_consistency(old, size)
            verify_consistency(old, tree.root(old), size, tree.root(size), proof)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_leaf_outside_the_tree(index: int, size: int) -> None:
    tree = make_tree(3)
    with pytest.raises(Malformed, match=r"log\.range"):
        prove_inclusion(tree.read, index, size)
    with pytest.raises(NotVerified, match=r"log\.inclusion"):
        verify_inclusion(tree.read(0, 0), index, size, (), tree.root())


def test_inclusion_refuses_a_proof_of_another_length() -> None:
    tree = make_tree(6)
    proof = tree.prove_inclusion(2)
    for wrong in (proof[:-1], (*proof, EMPTY_ROOT), ()):
        with pytest.raises(NotVerified, match=r"log\.inclusion index=2 size=6"):
            verify_inclusion(tree.read(0, 2), 2, 6, wrong, tree.root())


@pytest.mark.parametrize(("old", "size"), [(-1, 3), (4, 3)])
def test_no_consistency_backwards(old: int, size: int) -> None:
    tree = make_tree(5)
    with pytest.raises(Malformed, match=r"log\.range"):
        prove_consistency(tree.read, old, size)
    with pytest.raises(NotVerified, match=r"log\.consistency"):
        verify_consistency(old, tree.root(3), size, tree.root(3), ())


def test_consistency_refuses_a_proof_of_another_length() -> None:
    tree = make_tree(7)
    for old in (3, 4, 6):
        proof = tree.prove_consistency(old)
        for wrong in (proof[:-1], (*proof, EMPTY_ROOT), ()):
            with pytest.raises(NotVerified, match=r"log\.consistency"):
                verify_consistency(old, tree.root(old), 7, tree.root(), wrong)


def test_equal_sizes_need_equal_roots_and_no_proof() -> None:
    tree = make_tree(4)
    for root, proof in ((tree.root(3), ()), (tree.root(), (EMPTY_ROOT,))):
        with pytest.raises(NotVerified, match=r"log\.consistency"):
            verify_consistency(4, root, 4, tree.root(), proof)


def test_the_empty_tree_needs_its_own_root_and_no_proof() -> None:
    tree = make_tree(4)
    verify_consistency(0, EMPTY_ROOT, 0, EMPTY_ROOT, ())
    for root, proof in ((tree.root(), ()), (EMPTY_ROOT, (EMPTY_ROOT,))):
        with pytest.raises(NotVerified, match=r"log\.consistency"):
            verify_consistency(0, root, 4, tree.root(), proof)


def test_a_forged_tree_continues_nothing() -> None:
    honest, forged = make_tree(5), Tree([leaf_hash(b"forged"), *([EMPTY_ROOT] * 7)])
    with pytest.raises(NotVerified, match=r"log\.consistency old=5 size=8"):
        verify_consistency(5, honest.root(), 8, forged.root(), forged.prove_consistency(5))


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_hash_of_another_length_is_refused_before_use(length: int) -> None:
    tree, wrong = make_tree(4), bytes(length)
    with pytest.raises(Malformed, match=rf"log\.hash length={length}"):
        verify_inclusion(wrong, 0, 4, (), tree.root())
    with pytest.raises(Malformed, match=r"log\.hash"):
        verify_inclusion(tree.read(0, 0), 0, 4, (wrong,), tree.root())
    with pytest.raises(Malformed, match=r"log\.hash"):
        verify_consistency(2, wrong, 4, tree.root(), ())
    with pytest.raises(Malformed, match=r"log\.hash"):
        verify_consistency(2, tree.root(2), 4, tree.root(), (wrong,))
    with pytest.raises(Malformed, match=r"log\.hash at leaf 3"):
        check_hash(wrong, at="leaf 3")


def test_a_tree_takes_all_leaves_of_a_batch_or_none() -> None:
    tree = make_tree(3)
    with pytest.raises(Malformed, match=r"log\.hash"):
        tree.extend([EMPTY_ROOT, b"short"])
    assert (tree.size, tree.root()) == (3, make_tree(3).root())


def test_one_by_one_or_at_once_gives_the_same_tree() -> None:
    tree = Tree()
    for leaf in (make_tree(300).read(0, i) for i in range(300)):
        tree.append(leaf)
    assert [tree.root(n) for n in range(301)] == [make_tree(300).root(n) for n in range(301)]


@pytest.mark.parametrize(("level", "index"), [(-1, 0), (0, 3), (0, -1), (1, 1), (9, 0)])
def test_a_tree_has_only_complete_subtrees(level: int, index: int) -> None:
    with pytest.raises(Malformed, match=r"log\.range"):
        make_tree(3).read(level, index)


@pytest.mark.parametrize("size", [-1, 4])
def test_a_tree_has_no_root_beyond_its_size(size: int) -> None:
    with pytest.raises(Malformed, match=rf"log\.range number={size} size=3"):
        make_tree(3).root(size)


def test_seventy_thousand_appends_stay_cheap() -> None:
    leaves = [leaf_hash(b"%d" % i) for i in range(70_000)]
    tree = Tree()
    begin = time.process_time()
    for leaf in leaves:
        tree.append(leaf)
    # About 0.2 s on a slow machine; quadratic growth would take minutes.
    assert time.process_time() - begin < 5
    assert tree.root() == Tree(leaves).root()
