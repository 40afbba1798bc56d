r"""Signed notes: a text, a blank line, and one line per signature.

The text must not be used before ``open_note`` returned it. A known key whose signature fails
rejects the note; signers that are not known are returned apart, so that a strict reader can
refuse them. Source: C2SP signed-note 1.0.0. Departures, all stricter: at most 64 signatures,
and no key signs twice.

>>> signer = Signer("example.org/log", PLAIN, bytes(32))
>>> data = sign_note(b"hello\n", [signer])
>>> open_note(data, [signer.key]).text
b'hello\n'
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from suffrage.errors import Malformed, NotVerified
from suffrage.tlog._encoding import from_base64, to_base64
from suffrage.tlog.cosignature import check_cosignature
from suffrage.tlog.keys import COSIGNER, ID_SIZE, PLAIN, Key, Signer, check_name

__all__ = [
    "MOST_SIGNATURES",
    "Note",
    "OpenNote",
    "SignatureLine",
    "Signed",
    "format_note",
    "open_note",
    "parse_lines",
    "parse_note",
    "refuse_unknown",
    "sign_note",
]

MOST_SIGNATURES: Final = 64
_DASH: Final = "\N{EM DASH} "
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One signature, not yet checked: the signer's name, the key id and the rest."""

    name: str
    key_id: bytes
    signature: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {to_base64(self.key_id + self.signature)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it was read. ``text`` includes its last newline; nothing is verified."""

    text: bytes
    lines: tuple[SignatureLine, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that held: the key, and the time in Unix seconds if it is a cosignature."""

    key: Key
    time: int | None


@dataclass(frozen=True, slots=True)
class OpenNote:
    """A note of which at least one known key signed the text.

    ``signed`` are the known signers in the order of their lines; ``unknown`` are the other
    lines, which attest nothing.
    """

    text: bytes
    signed: tuple[Signed, ...]
    unknown: tuple[SignatureLine, ...]


def parse_note(data: bytes) -> Note:
    """The parts of a note, unverified.

    Raises ``Malformed``: ``note.text`` (not UTF-8, or a control character), ``note.shape``
    (no blank line, or no signature after it), and what ``parse_lines`` raises.
    """
    _check_text(data)
    text, blank, tail = data.rpartition(b"\n\n")
    if not blank or not tail:
        raise Malformed("note.shape")
    return Note(text + b"\n", parse_lines(tail))


def parse_lines(data: bytes) -> tuple[SignatureLine, ...]:
    """Signature lines alone, as a witness answers with them.

    Raises ``Malformed``: ``note.text``, ``note.line``, ``note.name``, ``log.base64``,
    ``note.count`` (more than 64) and ``note.twice``.
    """
    _check_text(data)
    *texts, end = data.decode().split("\n")
    if end:
        raise Malformed("note.line", at=f"signature {len(texts)}")
    if len(texts) > MOST_SIGNATURES:
        raise Malformed("note.count", most=MOST_SIGNATURES)
    lines = tuple(_parse_line(text, f"signature {i}") for i, text in enumerate(texts))
    if len({(line.name, line.key_id) for line in lines}) != len(lines):
        raise Malformed("note.twice")
    return lines


def format_note(text: bytes, lines: Iterable[SignatureLine]) -> bytes:
    """The bytes of a note; raises ``Malformed`` unless they read back as the same parts."""
    note = Note(text, tuple(lines))
    data = text + b"\n" + "".join(map(str, note.lines)).encode()
    if parse_note(data) != note:
        raise Malformed("note.shape")
    return data


def sign_note(text: bytes, signers: Sequence[Signer]) -> bytes:
    """A note signed by plain Ed25519 keys; raises ``Malformed`` for a text that no note holds."""
    for signer in signers:
        if signer.kind != PLAIN:
            raise Malformed("note.key_type", kind=f"{signer.kind:02x}")
    lines = [SignatureLine(s.name, s.key.id, s.sign(text)) for s in signers]
    return format_note(text, lines)


def open_note(data: bytes, keys: Iterable[Key]) -> OpenNote:
    """The text of a note and who signed it, by the keys that the reader knows.

    Raises what ``parse_note`` raises; ``Malformed("note.key_clash")`` if two of the keys share
    name and id; ``NotVerified("note.signature")`` if a known key's signature fails, and
    ``NotVerified("note.unsigned")`` if no known key signed.
    """
    known = _by_name_and_id(keys)
    note = parse_note(data)
    signed = []
    unknown = []
    for line in note.lines:
        key = known.get((line.name, line.key_id))
        if key is None:
            unknown.append(line)
        else:
            signed.append(_check(note.text, key, line.signature))
    if not signed:
        raise NotVerified("note.unsigned")
    return OpenNote(note.text, tuple(signed), tuple(unknown))


def refuse_unknown(opened: OpenNote) -> None:
    """Refuse a note with a signer that is not known: ``NotVerified("note.unknown")``."""
    for line in opened.unknown:
        raise NotVerified("note.unknown", name=line.name)


def _check(text: bytes, key: Key, signature: bytes) -> Signed:
    if key.kind == COSIGNER:
        return Signed(key, check_cosignature(text, key, signature))
    key.check(text, signature)
    return Signed(key, None)


def _by_name_and_id(keys: Iterable[Key]) -> dict[tuple[str, bytes], Key]:
    known: dict[tuple[str, bytes], Key] = {}
    for key in keys:
        # Four bytes collide on purpose within minutes: a clash must not choose a key silently.
        if known.setdefault((key.name, key.id), key) != key:
            raise Malformed("note.key_clash", name=key.name)
    return known


def _parse_line(text: str, at: str) -> SignatureLine:
    name, space, encoded = text.removeprefix(_DASH).partition(" ")
    if not text.startswith(_DASH) or not space:
        raise Malformed("note.line", at=at)
    check_name(name)
    material = from_base64(encoded, at=at)
    if len(material) <= ID_SIZE:
        raise Malformed("note.line", at=at)
    return SignatureLine(name, material[:ID_SIZE], material[ID_SIZE:])


def _check_text(data: bytes) -> None:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise Malformed("note.text", at=f"byte {error.start}") from error
    found = _CONTROL.search(text)
    if found:
        raise Malformed("note.text", at=f"character {found.start()}")
