"""Cosignatures and checkpoints: what they say, when, and in whose name."""

import pytest
from tests.support.tlog import LOG, ORIGIN, WITNESSES, make_checkpoint, make_tree, with_cosignatures

from suffrage.errors import Malformed, NotVerified, SuffrageError
from suffrage.tlog.checkpoint import (
    Checkpoint,
    decode_checkpoint,
    encode_checkpoint,
    open_checkpoint,
    sign_checkpoint,
)
from suffrage.tlog.cosignature import check_cosignature, cosign
from suffrage.tlog.keys import COSIGNER, PLAIN, Signer
from suffrage.tlog.merkle import EMPTY_ROOT
from suffrage.tlog.note import SignatureLine, format_note, refuse_unknown, sign_note


def test_a_cosignature_carries_its_time() -> None:
    text = encode_checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT))
    data = cosign(text, WITNESSES[0], 1_679_315_147)
    assert len(data) == 72
    assert data[:8] == (1_679_315_147).to_bytes(8, "big")
    assert check_cosignature(text, WITNESSES[0].key, data) == 1_679_315_147
    message = b"cosignature/v1\ntime 1679315147\n" + text
    WITNESSES[0].key.check(message, data[8:])


def test_a_cosignature_at_another_time_or_of_another_text_is_false() -> None:
    data = cosign(b"text\n", WITNESSES[0], 5)
    later = (6).to_bytes(8, "big") + data[8:]
    never = (2**63).to_bytes(8, "big") + data[8:]
    for text, bad in (
        (b"text\n", later),
        (b"text\n", never),
        (b"other\n", data),
        (b"text\n", data[:-1]),
    ):
        with pytest.raises(NotVerified, match=r"note\.signature name=witness.example/w1"):
            check_cosignature(text, WITNESSES[0].key, bad)


@pytest.mark.parametrize("moment", [-1, 2**63])
def test_no_cosignature_outside_of_time(moment: int) -> None:
    with pytest.raises(Malformed, match=r"note\.time"):
        cosign(b"text\n", WITNESSES[0], moment)


def test_each_type_of_key_signs_only_its_own_way() -> None:
    with pytest.raises(Malformed, match=r"note\.key_type kind=01"):
        cosign(b"text\n", LOG, 5)
    with pytest.raises(Malformed, match=r"note\.key_type kind=04"):
        sign_note(b"text\n", [WITNESSES[0]])


def test_a_checkpoint_opens_with_log_and_witnesses() -> None:
    data = with_cosignatures(make_checkpoint(make_tree(3)), WITNESSES[:2], 1000)
    opened = open_checkpoint(data, [LOG.key, WITNESSES[0].key])
    assert opened.checkpoint == Checkpoint(ORIGIN, 3, make_tree(3).root())
    assert [(one.key.name, one.time) for one in opened.note.signed] == [
        (ORIGIN, None),
        ("witness.example/w1", 1000),
    ]
    assert [line.name for line in opened.note.unknown] == ["witness.example/w2"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "checkpoint.lines"),
        (b"o\n3\n", "checkpoint.lines"),
        (b"o\n3\nAAAA", "checkpoint.lines"),
        (b"o\n3\nAAAA\nextension\n", "checkpoint.lines"),
        (b"o\n3\nAAAA\n\n", "checkpoint.lines"),
        (b"o\n03\nAAAA\n", "log.decimal"),
        (b"o\n+3\nAAAA\n", "log.decimal"),
        (b"o\n-3\nAAAA\n", "log.decimal"),
        (b"o\n\nAAAA\n", "log.decimal"),
        (b"o\n9223372036854775808\nAAAA\n", "log.decimal"),
        (b"o\n" + b"9" * 5000 + b"\nAAAA\n", "log.decimal"),
        (b"o\n3\nAAA\n", "log.base64"),
        (b"o\n3\nAAAA\n", "log.hash"),
        (b"o o\n3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "note.name"),
        (b"\n3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "note.name"),
        (b"o\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", "checkpoint.size"),
        (b"\xff\n0\n\n", "note.text"),
    ],
)
def test_each_fault_of_a_checkpoint_has_its_code(text: bytes, code: str) -> None:
    with pytest.raises(Malformed) as caught:
        decode_checkpoint(text)
    assert caught.value.code == code


@pytest.mark.known_answer
def test_the_empty_tree_has_its_checkpoint() -> None:
    text = b"o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    assert encode_checkpoint(decode_checkpoint(text)) == text


@pytest.mark.parametrize("size", [-1, 2**63])
def test_no_checkpoint_of_an_impossible_size(size: int) -> None:
    with pytest.raises(Malformed, match=r"checkpoint\.size"):
        Checkpoint(ORIGIN, size, EMPTY_ROOT)


def test_only_the_logs_own_key_signs_its_checkpoints() -> None:
    other = Signer("other.example/log", PLAIN, bytes(32))
    checkpoint = Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    with pytest.raises(Malformed, match=r"checkpoint\.signer"):
        sign_checkpoint(checkpoint, other)
    forged = sign_note(encode_checkpoint(checkpoint), [other])
    with pytest.raises(NotVerified, match=r"checkpoint\.unsigned origin=vote"):
        open_checkpoint(forged, [LOG.key, other.key])


def test_a_cosigner_of_the_logs_name_is_not_the_log() -> None:
    impostor = Signer(ORIGIN, COSIGNER, bytes(range(32)))
    text = encode_checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT))
    line = SignatureLine(ORIGIN, impostor.key.id, cosign(text, impostor, 1))
    with pytest.raises(NotVerified, match=r"checkpoint\.unsigned"):
        open_checkpoint(format_note(text, [line]), [LOG.key, impostor.key])


def test_one_wrong_bit_anywhere_in_a_checkpoint_is_refused() -> None:
    good = with_cosignatures(make_checkpoint(make_tree(5)), WITNESSES[:1], 1000)
    keys = [LOG.key, WITNESSES[0].key]
    for place in range(len(good)):
        for bit in range(8):
            bad = bytearray(good)
            bad[place] ^= 1 << bit
            with pytest.raises(SuffrageError):
                refuse_unknown(open_checkpoint(bytes(bad), keys).note)
