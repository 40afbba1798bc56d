"""A witness's answers: every status of the protocol, and what raises the alarm."""

import hashlib
from contextlib import AbstractContextManager

import pytest
from tests.support.tlog import LOG, WITNESSES, make_checkpoint, make_tree
from tests.support.witnessed import NOW, SIGNER, HeldMemory, body, forked_tree, new_witness

from suffrage.errors import Unavailable
from suffrage.tlog.keys import PLAIN, Signer
from suffrage.tlog.note import open_note
from suffrage.tlog.witnessing import Request, add_cosignatures, encode_request
from suffrage.witness.answer import Ledger
from suffrage.witness.contradiction import Contradiction, weigh

TEXT = "text/plain; charset=utf-8"


def test_the_dialogue_of_a_log_that_grows() -> None:
    witness = new_witness(HeldMemory())
    for size, old in ((3, 0), (3, 3), (7, 3), (300, 7)):
        answer = witness.add_checkpoint(body(make_tree(size), old), NOW)
        assert (answer.status, answer.type) == (200, TEXT)
        note = add_cosignatures(make_checkpoint(make_tree(size)), answer.body, [SIGNER.key])
        assert open_note(note, [SIGNER.key]).signed[0].time == NOW


@pytest.mark.parametrize("old", [0, 2, 4, 7])
def test_a_stale_size_is_answered_with_the_right_one(old: int) -> None:
    witness = new_witness(HeldMemory())
    witness.add_checkpoint(body(make_tree(3), 0), NOW)
    answer = witness.add_checkpoint(body(make_tree(7), old), NOW)
    assert (answer.status, answer.type, answer.body) == (409, "text/x.tlog.size", b"3\n")


def test_a_false_proof_is_refused_and_forgotten() -> None:
    alarms: list[Contradiction] = []
    memory = HeldMemory()
    witness = new_witness(memory, alarms)
    witness.add_checkpoint(body(make_tree(3), 0), NOW)
    kept = dict(memory.notes)
    false = encode_request(Request(3, (bytes(32),), make_checkpoint(make_tree(7))))
    assert witness.add_checkpoint(false, NOW).status == 422
    # Anybody may send a false proof with an honest checkpoint: it shows nothing against the log.
    assert (memory.notes, alarms) == (kept, [])


@pytest.mark.parametrize(("old", "status"), [(3, 422), (0, 409)])
def test_another_root_for_one_size_is_an_alarm_with_its_proof(old: int, status: int) -> None:
    alarms: list[Contradiction] = []
    witness = new_witness(HeldMemory(), alarms)
    witness.add_checkpoint(body(make_tree(3), 0), NOW)
    assert witness.add_checkpoint(body(forked_tree(3, 1), old), NOW).status == status
    assert [weigh(one, LOG.key) for one in alarms] == ["forked"]


def test_an_old_checkpoint_that_somebody_sends_again_is_no_alarm() -> None:
    alarms: list[Contradiction] = []
    witness = new_witness(HeldMemory(), alarms)
    witness.add_checkpoint(body(make_tree(7), 0), NOW)
    assert witness.add_checkpoint(body(make_tree(3), 0), NOW).status == 409
    assert alarms == []


def test_a_fork_is_refused_after_growth_too() -> None:
    witness = new_witness(HeldMemory())
    witness.add_checkpoint(body(make_tree(3), 0), NOW)
    assert witness.add_checkpoint(body(forked_tree(7, 1), 3), NOW).status == 422


def test_an_unknown_log_and_a_stranger_s_signature() -> None:
    witness = new_witness(HeldMemory())
    stranger = Signer(LOG.name, PLAIN, bytes([9]) * 32)
    other = Signer("other.example.org/log", PLAIN, bytes([9]) * 32)
    tree = make_tree(3)
    for signer, status, code in (
        (stranger, 403, b"witness.unsigned\n"),
        (other, 404, b"witness.origin\n"),
    ):
        request = encode_request(Request(0, (), make_checkpoint(tree, signer=signer)))
        answer = witness.add_checkpoint(request, NOW)
        assert (answer.status, answer.body) == (status, code)


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"old 0",
        b"\xff\xfe\n\n",
        b"old 00\n\n" + make_checkpoint(make_tree(1)),
        b"old 2\n\n" + make_checkpoint(make_tree(1)),
        b"old 0\n\n" + make_checkpoint(make_tree(1))[:-1],
        b"old 1\nAAAA\n\n" + make_checkpoint(make_tree(1)),
        b"old 0\n" + 64 * (b"A" * 43 + b"=\n") + b"\n" + make_checkpoint(make_tree(1)),
        b"old 0\n\n" + make_checkpoint(make_tree(1)).replace(b"\n1\n", b"\n1\nmore\n", 1),
    ],
)
def test_what_is_no_request_is_refused(broken: bytes) -> None:
    memory = HeldMemory()
    assert new_witness(memory).add_checkpoint(broken, NOW).status == 400
    assert memory.notes == {}


def test_without_its_memory_a_witness_signs_nothing() -> None:
    class Lost:
        def transaction(self) -> AbstractContextManager[Ledger]:
            raise Unavailable("witness.state-lost", path="x")

    answer = new_witness(Lost()).add_checkpoint(body(make_tree(3), 0), NOW)
    assert (answer.status, answer.body) == (503, b"witness.state-lost\n")


def test_anybody_may_ask_what_the_witness_saw() -> None:
    witness = new_witness(HeldMemory())
    name = hashlib.sha256(LOG.name.encode()).hexdigest()
    assert witness.checkpoint(name).status == 404
    witness.add_checkpoint(body(make_tree(3), 0), NOW)
    shown = witness.checkpoint(name)
    assert shown.status == 200
    signed = open_note(shown.body, [LOG.key, SIGNER.key, WITNESSES[1].key]).signed
    assert [one.key for one in signed] == [LOG.key, SIGNER.key]
    assert witness.checkpoint("0" * 64).status == 404
