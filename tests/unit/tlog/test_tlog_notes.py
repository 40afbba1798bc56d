"""Keys and signed notes, against published ones and attacks."""

import base64

import pytest
from tests.support.tlog import LOG, ORIGIN

from suffrage.errors import Malformed, NotVerified
from suffrage.tlog.keys import PLAIN, Key, Signer, format_key, parse_key
from suffrage.tlog.note import (
    MOST_SIGNATURES,
    SignatureLine,
    format_note,
    open_note,
    parse_lines,
    parse_note,
    refuse_unknown,
    sign_note,
)

# The example of the Go package golang.org/x/mod/sumdb/note.
NEUMANN_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NEUMANN_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
NEUMANN_TEXT = (
    b"If you think cryptography is the answer to your problem,\n"
    b"then you don't know what your problem is.\n"
)
NEUMANN_SIGNATURE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZ"
    "b6KE6RyyBwJnAM=\n"
)
NEUMANN_NOTE = NEUMANN_TEXT + b"\n" + NEUMANN_SIGNATURE.encode()
# Two tree heads that the Go checksum database signed.
SUMDB_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
SUMDB_NOTE = "go.sum database tree\n{}\n{}=\n\n— sum.golang.org Az3gr{}=\n"
SUMDB_NOTES = [
    (
        "454425",
        "CF4Gdi7ahAx2DQ1icZRlXpgIZ4mMy3FE7ZH+asIYk9Y",
        "rJsLRs6sNa2gQWy6G6jb/FLI7opFZErrJT1PWmmP4iUdRxoJhMgfmSkirJgj3zj7n3N61yL16+9521wNu12Sgo",
    ),
    (
        "57871495",
        "CXAe1gevwtmEqZ3aCCTvv6+nJY5F29T4UGHfB73rJTo",
        "l3EvFerct68O5eNpkq2v5oVwQN6i7f9wO42XflhUmA6BqeLeAxOBU8DSuxB3yTRtGL8ithf0vSqbu5PqDWnYAs",
    ),
]
# The first example of C2SP signed-note: its text holds a blank line.
POEM = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQ"
    "U0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
).encode()
# A public cosigner's key of type 04, as transparency-dev/formats tests it.
REMORA_KEY = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"


@pytest.mark.known_answer
def test_published_note_opens_and_is_made_again() -> None:
    opened = open_note(NEUMANN_NOTE, [parse_key(NEUMANN_KEY)])
    assert opened.text == NEUMANN_TEXT
    assert sign_note(NEUMANN_TEXT, [Signer("PeterNeumann", PLAIN, NEUMANN_SEED)]) == NEUMANN_NOTE


@pytest.mark.known_answer
@pytest.mark.parametrize("parts", SUMDB_NOTES)
def test_tree_heads_of_the_go_checksum_database_open(parts: tuple[str, str, str]) -> None:
    data = SUMDB_NOTE.format(*parts).encode()
    assert open_note(data, [parse_key(SUMDB_KEY)]).unknown == ()


@pytest.mark.known_answer
def test_the_text_ends_at_the_last_blank_line() -> None:
    note = parse_note(POEM)
    assert note.text.decode().endswith("sole:\n\ned è subito sera.\n")
    assert note.lines[0].key_id.hex() == "367ba04b"
    assert format_note(note.text, note.lines) == POEM


@pytest.mark.known_answer
@pytest.mark.parametrize("text", [NEUMANN_KEY, SUMDB_KEY, REMORA_KEY])
def test_published_keys_read_back(text: str) -> None:
    assert format_key(parse_key(text)) == text


@pytest.mark.known_answer
def test_key_id_of_our_log() -> None:
    assert LOG.key.id.hex() == "961e7371"
    assert "seed" not in repr(LOG)


@pytest.mark.parametrize("place", range(0, len(NEUMANN_KEY), 3))
def test_no_mangled_key_is_read(place: int) -> None:
    data = NEUMANN_KEY.encode()
    for bad in (
        data[:place],
        data[place + 1 :],
        data[:place] + bytes([data[place] + 1]) + data[place + 1 :],
    ):
        with pytest.raises(Malformed):
            parse_key(bad.decode())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name+12345678", "note.key"),
        ("name+1234567+AAAA", "note.key"),
        ("name+ABCDEF01+AAAA", "note.key"),
        ("name+12345678+", "note.key"),
        ("name+12345678+A", "log.base64"),
        ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TX", "note.key_id"),
        (
            "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
            "log.base64",
        ),
        ("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "note.key_type"),
        ("name+12345678+AQAA", "note.key_size"),
        ("+12345678+AQAA", "note.name"),
    ],
)
def test_each_fault_of_a_key_has_its_code(text: str, code: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse_key(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "name", ["", "a b", "a+b", "a\u00a0b", "a\u2003b", "a\nb", "a\x01b", "\ud800"]
)
def test_illegal_names(name: str) -> None:
    with pytest.raises(Malformed, match=r"note\.name"):
        Key(name, PLAIN, bytes(32))


def test_an_ml_dsa_key_is_not_yet_a_known_type() -> None:
    with pytest.raises(Malformed, match=r"note\.key_type kind=06"):
        Key("witness.example/w1", 0x06, bytes(1312))


def test_a_seed_has_32_bytes() -> None:
    with pytest.raises(Malformed, match=r"note\.seed"):
        Signer("name", PLAIN, bytes(31))


LINE = "— a AAAAAAA=\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "note.shape"),
        (b"text\n", "note.shape"),
        (b"text\n\n", "note.shape"),
        (b"text\n" + LINE.encode(), "note.shape"),
        (b"te\xffxt\n\n" + LINE.encode(), "note.text"),
        (b"te\rxt\n\n" + LINE.encode(), "note.text"),
        (b"te\txt\n\n" + LINE.encode(), "note.text"),
        (b"te\0xt\n\n" + LINE.encode(), "note.text"),
        (b"text\n\n" + LINE.encode()[:-1], "note.line"),
        (b"text\n\n- a AAAAAAA=\n", "note.line"),
        ("text\n\n—a AAAAAAA=\n".encode(), "note.line"),
        ("text\n\n— aAAAAAAA=\n".encode(), "note.line"),
        ("text\n\n— a AAAAAA==\n".encode(), "note.line"),
        ("text\n\n—  AAAAAAA=\n".encode(), "note.name"),
        ("text\n\n— a+b AAAAAAA=\n".encode(), "note.name"),
        ("text\n\n— a\u00a0b AAAAAAA=\n".encode(), "note.name"),
        ("text\n\n— a AAAAAAA= \n".encode(), "log.base64"),
        ("text\n\n— a b AAAAAAA=\n".encode(), "log.base64"),
        ("text\n\n— a AAAAAAB=\n".encode(), "log.base64"),
        ("text\n\n— a AAAAAAA\n".encode(), "log.base64"),
        ("text\n\n— a AAAAA_A=\n".encode(), "log.base64"),
        ("text\n\n— a é\n".encode(), "log.base64"),
        (f"text\n\n{LINE}{LINE}".encode(), "note.twice"),
    ],
)
def test_each_fault_of_a_note_has_its_code(data: bytes, code: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse_note(data)
    assert caught.value.code == code


def test_up_to_64_signatures_are_read() -> None:
    lines = [f"— a{i} AAAAAAA=\n" for i in range(MOST_SIGNATURES + 1)]
    assert len(parse_lines("".join(lines[:-1]).encode())) == MOST_SIGNATURES >= 16
    with pytest.raises(Malformed, match=r"note\.count most=64"):
        parse_lines("".join(lines).encode())


@pytest.mark.parametrize("text", [b"", b"no newline", b"a\n\n- b", b"bell\x07\n"])
def test_no_text_is_signed_that_would_not_read_back(text: bytes) -> None:
    with pytest.raises(Malformed):
        sign_note(text, [LOG])


def test_a_note_is_not_written_in_two_ways() -> None:
    # A name with a line break would smuggle a second signature line in.
    with pytest.raises(Malformed):
        format_note(b"text\n", [SignatureLine("a AAAAAAA=\n— b", b"abcd", b"x")])
    # Parts that read back differently: a three-byte id takes a byte of the signature.
    with pytest.raises(Malformed, match=r"note\.shape"):
        format_note(b"text\n", [SignatureLine("a", b"abc", b"xyz")])


def test_a_known_key_whose_signature_fails_rejects_the_note() -> None:
    other = Signer("other.example/log", PLAIN, bytes(32))
    data = sign_note(b"text\n", [LOG, other])
    note = parse_note(data)
    forged = format_note(b"text!\n", [note.lines[0]])
    with pytest.raises(NotVerified, match=r"note\.signature name=vote"):
        open_note(forged, [LOG.key])
    false = SignatureLine(other.name, other.key.id, bytes(64))
    half = format_note(b"text\n", [note.lines[0], false])
    with pytest.raises(NotVerified, match=r"note\.signature name=other"):
        open_note(half, [LOG.key, other.key])
    assert open_note(half, [LOG.key]).unknown == (false,)


def test_signers_that_are_not_known_are_returned_apart() -> None:
    other = Signer("other.example/log", PLAIN, bytes(32))
    opened = open_note(sign_note(b"text\n", [LOG, other]), [LOG.key])
    assert [one.key for one in opened.signed] == [LOG.key]
    with pytest.raises(NotVerified, match=r"note\.unknown name=other.example/log"):
        refuse_unknown(opened)
    refuse_unknown(open_note(sign_note(b"text\n", [LOG]), [LOG.key]))
    with pytest.raises(NotVerified, match=r"note\.unsigned"):
        open_note(sign_note(b"text\n", [other]), [LOG.key])


def test_sharing_a_name_or_an_id_is_not_being_known() -> None:
    same_name = Signer(ORIGIN, PLAIN, bytes(32))
    data = sign_note(b"text\n", [same_name])
    with pytest.raises(NotVerified, match=r"note\.unsigned"):
        open_note(data, [LOG.key])
    same_id = SignatureLine("other.example", LOG.key.id, bytes(64))
    with pytest.raises(NotVerified, match=r"note\.unsigned"):
        open_note(format_note(b"text\n", [same_id]), [LOG.key])


def test_two_keys_with_one_name_and_id_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # A real collision of four bytes takes minutes to find; here every key has the same id.
    monkeypatch.setattr(Key, "id", property(lambda _: b"same"))
    other = Signer(ORIGIN, PLAIN, bytes(32))
    with pytest.raises(Malformed, match=r"note\.key_clash"):
        open_note(sign_note(b"text\n", [LOG]), [LOG.key, other.key])
    assert open_note(sign_note(b"text\n", [LOG]), [LOG.key, LOG.key]).text == b"text\n"
