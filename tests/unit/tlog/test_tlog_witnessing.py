"""The witness: what it cosigns, and the status of everything that it refuses."""

import pytest
from tests.support.tlog import LOG, ORIGIN, WITNESSES, make_checkpoint, make_entries, make_tree

from suffrage.errors import Malformed, NotVerified, SuffrageError
from suffrage.tlog.checkpoint import Checkpoint, encode_checkpoint, open_checkpoint
from suffrage.tlog.keys import PLAIN, Signer
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.note import sign_note
from suffrage.tlog.tree import Tree
from suffrage.tlog.witnessing import (
    Request,
    Seen,
    Step,
    add_cosignatures,
    decode_request,
    encode_request,
    status,
    witness,
)

LOGS = {ORIGIN: LOG.key}


def ask(old: int, size: int, seen: int, tree: Tree | None = None) -> Step:
    tree = tree or make_tree(size)
    body = encode_request(Request(old, tree.prove_consistency(old), make_checkpoint(tree)))
    known = {ORIGIN: Seen(seen, make_tree(seen).root())}
    return witness(body, LOGS, known, WITNESSES[0], 1000)


def refusal(body: bytes, seen: int = 0) -> tuple[int, str]:
    known = {ORIGIN: Seen(seen, make_tree(seen).root())}
    with pytest.raises(SuffrageError) as caught:
        witness(body, LOGS, known, WITNESSES[0], 1000)
    return status(caught.value), caught.value.code


def request(old: int, tree: Tree, proof: tuple[bytes, ...] | None = None) -> bytes:
    proof = tree.prove_consistency(old) if proof is None else proof
    return encode_request(Request(old, proof, make_checkpoint(tree)))


@pytest.mark.parametrize(("old", "size"), [(0, 0), (0, 3), (3, 3), (3, 256), (256, 257)])
def test_a_log_that_grows_is_cosigned(old: int, size: int) -> None:
    step = ask(old, size, old)
    assert (step.origin, step.seen) == (ORIGIN, Seen(size, make_tree(size).root()))
    data = add_cosignatures(make_checkpoint(make_tree(size)), step.answer, [WITNESSES[0].key])
    signed = open_checkpoint(data, [LOG.key, WITNESSES[0].key]).note.signed
    assert [(one.key, one.time) for one in signed] == [(LOG.key, None), (WITNESSES[0].key, 1000)]


def test_a_log_never_met_starts_from_nothing() -> None:
    step = witness(request(0, make_tree(3)), LOGS, {}, WITNESSES[0], 5)
    assert step.seen.size == 3


def test_a_stale_size_is_answered_with_the_remembered_one() -> None:
    body = request(3, make_tree(8))
    assert refusal(body, seen=5) == (409, "witness.stale")
    with pytest.raises(SuffrageError) as caught:
        ask(0, 8, 5)
    assert caught.value.fields == {"size": 5}


def test_a_smaller_tree_never_replaces_a_larger_one() -> None:
    assert refusal(request(3, make_tree(3)), seen=5) == (409, "witness.stale")


def test_a_log_that_changed_its_past_is_refused() -> None:
    forged = Tree(map(leaf_hash, [b"forged", *make_entries(8)[1:]]))
    assert refusal(request(5, forged), seen=5) == (422, "witness.inconsistent")


def test_two_checkpoints_of_one_size_are_refused() -> None:
    forged = Tree(map(leaf_hash, [b"forged", *make_entries(5)[1:]]))
    assert refusal(request(5, forged), seen=5) == (422, "witness.inconsistent")


def test_a_proof_where_none_belongs_is_refused() -> None:
    tree = make_tree(5)
    extra = (tree.root(),)
    assert refusal(request(0, tree, extra)) == (422, "witness.inconsistent")
    assert refusal(request(5, tree, extra), seen=5) == (422, "witness.inconsistent")
    assert refusal(request(3, tree, ()), seen=3) == (422, "witness.inconsistent")


def test_only_the_known_key_of_the_log_counts() -> None:
    impostor = Signer(ORIGIN, PLAIN, bytes(32))
    tree = make_tree(3)
    unsigned = encode_request(Request(0, (), make_checkpoint(tree, signer=impostor)))
    assert refusal(unsigned) == (403, "witness.unsigned")
    other_size = make_checkpoint(tree).replace(b"\n3\n", b"\n4\n")
    assert refusal(encode_request(Request(0, (), other_size))) == (403, "witness.unsigned")


def test_a_witness_signs_for_its_logs_only() -> None:
    other = Signer("other.example/log", PLAIN, bytes(32))
    body = encode_request(Request(0, (), make_checkpoint(make_tree(3), signer=other)))
    assert refusal(body) == (404, "witness.origin")


def test_a_key_under_a_wrong_origin_opens_nothing() -> None:
    text = encode_checkpoint(Checkpoint("alias.example/log", 0, make_tree(0).root()))
    body = encode_request(Request(0, (), sign_note(text, [LOG])))
    with pytest.raises(NotVerified, match=r"witness\.unsigned origin=alias.example/log"):
        witness(body, {"alias.example/log": LOG.key}, {}, WITNESSES[0], 5)


GOOD = request(0, make_tree(3))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "witness.shape"),
        (b"old 0\n", "witness.shape"),
        (GOOD.removeprefix(b"old 0\n"), "witness.shape"),
        (b"old 0 \xff\n\n" + GOOD.split(b"\n\n", 1)[1], "witness.shape"),
        (GOOD.replace(b"old 0", b"old 00"), "log.decimal"),
        (GOOD.replace(b"old 0", b"old -1"), "log.decimal"),
        (GOOD.replace(b"old 0\n", b"old 0\nAAAA\n"), "log.hash"),
        (GOOD.replace(b"old 0\n", b"old 0\n????\n"), "log.base64"),
        (request(0, make_tree(3), (bytes(32),) * 64), "witness.shape"),
        (GOOD.replace(b"old 0", b"old 4"), "witness.old"),
        (GOOD.replace(b"\n3\n", b"\n03\n"), "log.decimal"),
        (GOOD[:-1], "note.line"),
        (GOOD.replace(b"\n3\n", b"\n3\nextension\n"), "checkpoint.lines"),
    ],
)
def test_a_malformed_request_is_a_bad_request(body: bytes, code: str) -> None:
    assert refusal(body) == (400, code)


def test_a_request_reads_back() -> None:
    made = Request(3, make_tree(8).prove_consistency(3), make_checkpoint(make_tree(8)))
    assert decode_request(encode_request(made)) == made


def test_a_newer_cosignature_takes_the_place_of_the_older() -> None:
    tree = make_tree(3)
    data = make_checkpoint(tree)
    for time, signer in ((1, WITNESSES[0]), (2, WITNESSES[1]), (3, WITNESSES[0])):
        known = {ORIGIN: Seen(3, tree.root())}
        step = witness(request(3, tree), LOGS, known, signer, time)
        data = add_cosignatures(data, step.answer, [signer.key])
    keys = [LOG.key, WITNESSES[0].key, WITNESSES[1].key]
    signed = open_checkpoint(data, keys).note.signed
    assert [(one.key.name, one.time) for one in signed[1:]] == [
        ("witness.example/w2", 2),
        ("witness.example/w1", 3),
    ]


def test_the_log_takes_nothing_from_an_answer_but_known_cosignatures() -> None:
    data = make_checkpoint(make_tree(3))
    answers = [ask(0, 3, 0).answer, b"", "— stranger.example AAAAAAA=\n".encode()]
    both = add_cosignatures(data, answers[0] + answers[2], [WITNESSES[0].key])
    assert b"stranger" not in both
    with pytest.raises(NotVerified, match=r"note\.unsigned"):
        add_cosignatures(data, answers[0], [WITNESSES[1].key])
    with pytest.raises(Malformed, match=r"note\.shape"):
        add_cosignatures(data, answers[1], [WITNESSES[0].key])
    with pytest.raises(NotVerified, match=r"note\.signature"):
        add_cosignatures(make_checkpoint(make_tree(4)), answers[0], [WITNESSES[0].key])
