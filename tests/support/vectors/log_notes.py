"""Keys and signed notes for ``vectors/log.json``: published ones, ours, and attacks on both."""

import base64
import hashlib
from collections.abc import Iterator
from typing import Any, Final

from tests.support import small_order
from tests.support.small_order import ORDER
from tests.support.tlog import LOG, ORIGIN, WITNESSES, make_checkpoint, make_tree, with_cosignatures
from tests.support.vectors import plain_ed25519 as plain

from suffrage.tlog.checkpoint import encode_checkpoint, open_checkpoint
from suffrage.tlog.keys import PLAIN, Signer, format_key
from suffrage.tlog.note import SignatureLine, format_note, sign_note

__all__ = ["key_cases", "note_cases"]

_TREE: Final = make_tree(3)
_GOOD: Final = make_checkpoint(_TREE)
_TEXT: Final = _GOOD.partition(b"\n\n")[0] + b"\n"
_COSIGNED: Final = with_cosignatures(_GOOD, WITNESSES[:2], 1_668_000_000)
_KEYS: Final = (format_key(LOG.key), *(format_key(witness.key) for witness in WITNESSES[:2]))
_WEAK: Final = bytes([1]) + bytes(31)
# sum.golang.org (x/mod/sumdb/note) and a cosigner of transparency-dev/formats.
_SUMDB: Final = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
_REMORA: Final = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"


def key_cases() -> list[dict[str, str]]:
    """Printed keys, each with the code of its refusal."""
    ours = _KEYS[0]
    name, digits, material = ours.split("+", 2)
    cases = {
        "ours": (ours, "ok"),
        "a witness": (_KEYS[1], "ok"),
        "sum.golang.org": (_SUMDB, "ok"),
        "a cosigner of others": (_REMORA, "ok"),
        "no key at all": (name, "note.key"),
        "no material": (f"{name}+{digits}+", "note.key"),
        "an id of seven digits": (f"{name}+{digits[1:]}+{material}", "note.key"),
        "an id in capitals": (f"{name}+ABCDEF01+{material}", "note.key"),
        "the id of another key": (f"{name}+00000000+{material}", "note.key_id"),
        "another name": (f"other.example+{digits}+{material}", "note.key_id"),
        "no name": (f"+{digits}+{material}", "note.name"),
        "a space in the name": (f"a b+{digits}+{material}", "note.name"),
        "a narrow space in the name": (f"a\u202fb+{digits}+{material}", "note.name"),
        "a byte order mark in the name": (f"\ufeff{name}+{digits}+{material}", "note.key_id"),
        "a type that is not read": (_printed(name, 6, LOG.key.public), "note.key_type"),
        "a short key": (_printed(name, PLAIN, LOG.key.public[:31]), "note.key_size"),
        "a key of small order": (_printed(name, PLAIN, _WEAK), "note.key_weak"),
        "base64 without its end": (ours[:-1], "log.base64"),
        "base64 with a line end": (f"{ours}\n", "log.base64"),
        "unused bits of base64": (f"{name}+12345678+AB==", "log.base64"),
    }
    return [{"note": note, "text": text, "expect": code} for note, (text, code) in cases.items()]


def note_cases() -> Iterator[dict[str, Any]]:
    """Checkpoints as they come, each with the keys that are known."""
    yield _case("signed by its log", _GOOD, "ok")
    yield _case("with two cosignatures", _COSIGNED, "ok")
    yield _case("with signers that are not known", _COSIGNED, "ok", _KEYS[:1])
    yield _case("an empty log", make_checkpoint(_TREE, 0), "ok")
    yield _case("no key is known", _GOOD, "note.unsigned", ())
    yield _case("only a witness is known", _COSIGNED, "checkpoint.unsigned", _KEYS[1:])
    for note, data in _signatures():
        yield _case(note, data, "note.signature")
    for note, code, data in _shapes():
        yield _case(note, data, code)
    for note, code, text in _texts():
        yield _case(note, sign_note(text, [LOG]), code)
    other = Signer("other.example/log", PLAIN, bytes(32))
    data = sign_note(_TEXT, [other])
    yield _case("another log signs", data, "checkpoint.unsigned", (format_key(other.key),))


def _signatures() -> Iterator[tuple[str, bytes]]:
    """Lines of a known key whose signature does not hold."""
    text = encode_checkpoint(open_checkpoint(_GOOD, [LOG.key]).checkpoint)
    honest = LOG.sign(text)
    s = int.from_bytes(honest[32:], "little")
    yield "another size", _GOOD.replace(b"\n3\n", b"\n4\n")
    yield "one bit", _line(bytes([honest[0] ^ 1]) + honest[1:])
    yield "a scalar not reduced", _line(honest[:32] + (s + ORDER).to_bytes(32, "little"))
    yield "one byte short", _line(honest[:-1])
    yield "one byte long", _line(honest + b"\x00")
    yield "a point of small order in it", _line(_with_torsion(text))
    changed = bytearray(base64.b64decode(_COSIGNED.splitlines()[-1].split(b" ")[-1]))
    changed[11] ^= 1
    line = SignatureLine(WITNESSES[1].name, bytes(changed[:4]), bytes(changed[4:]))
    yield "a cosignature of another time", _GOOD + str(line).encode()
    line = SignatureLine(WITNESSES[1].name, bytes(changed[:4]), honest)
    yield "a cosignature without its time", _GOOD + str(line).encode()


def _with_torsion(text: bytes) -> bytes:
    """What holds after a multiplication by eight, and not by the equation of RFC 8032."""
    digest = hashlib.sha512(LOG.seed).digest()
    secret = int.from_bytes(digest[:32], "little") & ~7 & (1 << 254) - 1 | 1 << 254
    point = small_order.add(plain.times(plain.GENERATOR, 7), small_order.SMALL[3])
    encoded = bytes.fromhex(small_order.to_text(point))[::-1]
    hashed = hashlib.sha512(encoded + LOG.key.public + text).digest()
    scalar = (7 + int.from_bytes(hashed, "little") * secret) % ORDER
    return encoded + scalar.to_bytes(32, "little")


def _shapes() -> Iterator[tuple[str, str, bytes]]:
    """Bytes that are no note."""
    line = _GOOD.partition(b"\n\n")[2]
    yield "nothing", "note.shape", b""
    yield "no signature", "note.shape", _TEXT + b"\n"
    yield "no blank line", "note.shape", _GOOD.replace(b"\n\n", b"\n")
    yield "no last line end", "note.line", _GOOD[:-1]
    yield "another dash", "note.line", _GOOD.replace("—".encode(), b"--")
    yield "a line without base64", "note.line", _GOOD + "— name\n".encode()
    yield "a key id alone", "note.line", _GOOD + "— name AAAAAA==\n".encode()
    yield "a name with a plus", "note.name", _GOOD + "— a+b AAAAAAA=\n".encode()
    yield "base64 of another form", "log.base64", _GOOD + "— name AAAAAAB=\n".encode()
    yield "the same signer twice", "note.twice", _GOOD + line
    many = "".join(f"— name{i} AAAAAAA=\n" for i in range(64))
    yield "65 signatures", "note.count", _GOOD + many.encode()
    yield "a carriage return", "note.text", _GOOD.replace(b"\n3\n", b"\r\n3\n")
    yield "bytes that are not UTF-8", "note.text", b"\xff" + _GOOD


def _texts() -> Iterator[tuple[str, str, bytes]]:
    """Texts that the log signed and that are no checkpoint."""
    name, size, root, _ = _TEXT.split(b"\n")

    def text(*lines: bytes) -> bytes:
        return b"".join(line + b"\n" for line in lines)

    yield "an extension line", "checkpoint.lines", text(name, size, root, b"more")
    yield "two lines", "checkpoint.lines", text(name, size)
    yield "a leading zero", "log.decimal", text(name, b"03", root)
    yield "a sign", "log.decimal", text(name, b"+3", root)
    yield "a size of 64 bits", "log.decimal", text(name, b"9223372036854775808", root)
    yield "a root in another base64", "log.base64", text(name, size, root[:-1])
    yield "a short root", "log.hash", text(name, size, b"AAAA")
    yield "an empty log with another root", "checkpoint.size", text(name, b"0", root)
    yield "another log", "checkpoint.unsigned", text(b"other.example/log", size, root)
    yield "an origin with a space", "note.name", text(b"a b", size, root)


def _line(signature: bytes) -> bytes:
    return format_note(_TEXT, [SignatureLine(ORIGIN, LOG.key.id, signature)])


def _printed(name: str, kind: int, public: bytes) -> str:
    material = bytes([kind]) + public
    digits = hashlib.sha256(name.encode() + b"\n" + material).hexdigest()[:8]
    return f"{name}+{digits}+{base64.b64encode(material).decode()}"


def _case(note: str, data: bytes, expect: str, keys: tuple[str, ...] = _KEYS) -> dict[str, Any]:
    parts = {"note": note, "keys": list(keys), "data": base64.b64encode(data).decode()}
    return {**parts, "expect": expect}
