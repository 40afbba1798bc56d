"""Receipts: written, read, checked offline, and what no receipt may do."""

import base64

import pytest
from tests.support.tlog import (
    LOG,
    WITNESSES,
    make_checkpoint,
    make_entries,
    make_tree,
    with_cosignatures,
)

from suffrage.errors import Malformed, NotVerified, SuffrageError
from suffrage.tlog.keys import PLAIN, Signer, format_key
from suffrage.tlog.policy import Cosigned
from suffrage.tlog.policy_file import parse_policy
from suffrage.tlog.proof import Proof, decode_proof, encode_proof, verify_proof

POLICY = parse_policy(
    f"log {format_key(LOG.key)}\nwitness a {format_key(WITNESSES[0].key)}\nquorum a\n".encode()
)
LEAF = make_entries(300)[257]


def make_proof(size: int = 300, index: int = 257) -> Proof:
    tree = make_tree(size)
    data = with_cosignatures(make_checkpoint(tree), WITNESSES[:1], 9)
    return Proof(index, tree.prove_inclusion(index), data, make_entries(size)[index])


def test_a_receipt_holds_offline() -> None:
    data = encode_proof(make_proof())
    proof = decode_proof(data)
    proven = verify_proof(proof, proof.extra, POLICY)
    assert proof.extra == LEAF
    assert (proven.checkpoint.size, proven.cosigned) == (300, (Cosigned("a", 9),))
    assert data.startswith(b"c2sp.org/tlog-proof@v1\nextra eyJzZXEiOjI1N30=\nindex 257\n")
    assert data.endswith(b"\n\n" + proof.checkpoint)


def test_a_log_of_one_entry_needs_no_hashes() -> None:
    proof = Proof(0, (), with_cosignatures(make_checkpoint(make_tree(1)), WITNESSES[:1], 9))
    data = encode_proof(proof)
    assert decode_proof(data) == proof
    assert b"extra" not in data
    assert verify_proof(proof, make_entries(1)[0], POLICY).checkpoint.size == 1


def test_the_extra_data_proves_nothing_by_itself() -> None:
    good = make_proof()
    lying = Proof(good.index, good.hashes, good.checkpoint, b'{"seq":999}')
    with pytest.raises(NotVerified, match=r"log\.inclusion index=257 size=300"):
        verify_proof(lying, lying.extra, POLICY)


def test_below_the_quorum_all_the_rest_has_been_checked() -> None:
    tree = make_tree(5)
    alone = Proof(2, tree.prove_inclusion(2), make_checkpoint(tree))
    with pytest.raises(NotVerified, match=r"policy\.quorum quorum=a cosigned=0"):
        verify_proof(alone, make_entries(5)[2], POLICY)
    with pytest.raises(NotVerified, match=r"log\.inclusion"):
        verify_proof(alone, make_entries(5)[3], POLICY)


def test_a_receipt_of_another_log_is_refused() -> None:
    tree, other = make_tree(5), Signer("other.example/log", PLAIN, bytes(32))
    data = with_cosignatures(make_checkpoint(tree, signer=other), WITNESSES[:1], 9)
    with pytest.raises(NotVerified, match=r"checkpoint\.unsigned"):
        verify_proof(Proof(2, tree.prove_inclusion(2), data), make_entries(5)[2], POLICY)


def check_receipt(data: bytes) -> None:
    proof = decode_proof(data)
    verify_proof(proof, proof.extra, POLICY)


def test_one_wrong_bit_in_a_receipt_is_refused() -> None:
    good = encode_proof(make_proof(5, 3))
    check_receipt(good)
    for place in range(len(good)):
        bad = bytearray(good)
        bad[place] ^= 1
        with pytest.raises(SuffrageError):
            check_receipt(bytes(bad))


HASH = base64.b64encode(bytes(32)).decode()
HEAD = "c2sp.org/tlog-proof@v1\n"


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("", "proof.shape", ""),
        (HEAD + "index 0\n", "proof.shape", ""),
        (HEAD + "index é\n\nx", "proof.shape", ""),
        ("c2sp.org/tlog-proof@v2\nindex 0\n\nx", "proof.shape", "line 1"),
        (" " + HEAD + "index 0\n\nx", "proof.shape", "line 1"),
        (HEAD + "\nx", "proof.shape", "index"),
        (HEAD + f"{HASH}\n\nx", "proof.shape", "index"),
        (HEAD + "index 0\nextra AAAA\n\nx", "log.base64", "hash 0"),
        (HEAD + "extra AAAA\nextra AAAA\nindex 0\n\nx", "proof.shape", "index"),
        (HEAD + "extra AAAA\n\nx", "proof.shape", "index"),
        (HEAD + "extra \nindex 0\n\nx", "proof.shape", "extra"),
        (HEAD + "extra AAB=\nindex 0\n\nx", "log.base64", "extra"),
        (HEAD + "index 00\n\nx", "log.decimal", "index"),
        (HEAD + "index  0\n\nx", "log.decimal", "index"),
        (HEAD + "index 0\nAAAA\n\nx", "log.hash", "hash 0"),
        (HEAD + f"index 0\n{HASH} \n\nx", "log.base64", "hash 0"),
        (HEAD + "index 0\n" + f"{HASH}\n" * 64 + "\nx", "proof.hashes", ""),
    ],
)
def test_each_fault_of_a_receipt_has_its_code(text: str, code: str, at: str) -> None:
    with pytest.raises(Malformed) as caught:
        decode_proof(text.encode())
    assert (caught.value.code, caught.value.at) == (code, at)


@pytest.mark.parametrize("index", [-1, 2**63])
def test_no_receipt_with_an_impossible_index(index: int) -> None:
    with pytest.raises(Malformed, match=r"proof\.index"):
        Proof(index, (), b"")
