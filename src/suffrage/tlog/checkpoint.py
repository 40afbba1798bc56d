"""Checkpoints: a log's signed statement of its size and root.

Three lines, ``origin``, ``size`` and base64 ``root``, as the text of a signed note. Source:
C2SP tlog-checkpoint 1.0.0. Departures: extension lines are refused, since cosigners disagree on
whether they cover them; the origin is a legal key name, and the log's own key bears it.

>>> signer = Signer("example.org/log", PLAIN, bytes(32))
>>> data = sign_checkpoint(Checkpoint("example.org/log", 0, EMPTY_ROOT), signer)
>>> open_checkpoint(data, [signer.key]).checkpoint.size
0
"""

from collections.abc import Iterable
from dataclasses import dataclass

from suffrage.errors import Malformed, NotVerified
from suffrage.tlog._encoding import LARGEST_SIZE, decimal, from_base64, to_base64
from suffrage.tlog.keys import PLAIN, Key, Signer, check_name
from suffrage.tlog.merkle import EMPTY_ROOT, check_hash
from suffrage.tlog.note import OpenNote, open_note, sign_note

__all__ = [
    "Checkpoint",
    "OpenCheckpoint",
    "decode_checkpoint",
    "encode_checkpoint",
    "open_checkpoint",
    "sign_checkpoint",
]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The tree of ``size`` leaves of the log ``origin`` has this 32-byte ``root``.

    Raises ``Malformed``: ``note.name``, ``log.hash``, or ``checkpoint.size`` when the size is
    out of range or the root of an empty tree is not that of an empty tree.
    """

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        check_name(self.origin)
        check_hash(self.root)
        if not 0 <= self.size <= LARGEST_SIZE or (self.size == 0 and self.root != EMPTY_ROOT):
            raise Malformed("checkpoint.size", size=self.size)


@dataclass(frozen=True, slots=True)
class OpenCheckpoint:
    """A checkpoint that its log signed, with the note it came in."""

    checkpoint: Checkpoint
    note: OpenNote


def encode_checkpoint(checkpoint: Checkpoint) -> bytes:
    """The text of the note: what the log and the witnesses sign."""
    lines = (checkpoint.origin, str(checkpoint.size), to_base64(checkpoint.root))
    return "".join(f"{line}\n" for line in lines).encode()


def decode_checkpoint(text: bytes) -> Checkpoint:
    """The checkpoint of a note's text.

    Raises ``Malformed``: ``checkpoint.lines`` unless there are three, ``note.text``,
    ``log.decimal``, ``log.base64``, and what ``Checkpoint`` raises.
    """
    try:
        lines = text.decode().split("\n")
    except UnicodeDecodeError as error:
        raise Malformed("note.text", at=f"byte {error.start}") from error
    if len(lines) != 4 or lines[3]:  # noqa: PLR2004  (three lines, and the end of the third)
        raise Malformed("checkpoint.lines")
    size = decimal(lines[1], at="line 2")
    return Checkpoint(lines[0], size, from_base64(lines[2], at="line 3"))


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> bytes:
    """The signed note of a checkpoint.

    The caller has stored (size, root) durably before: two inconsistent signatures end a log.
    Raises ``Malformed("checkpoint.signer")`` unless the key's name is the origin.
    """
    if signer.name != checkpoint.origin:
        raise Malformed("checkpoint.signer", name=signer.name, origin=checkpoint.origin)
    return sign_note(encode_checkpoint(checkpoint), [signer])


def open_checkpoint(data: bytes, keys: Iterable[Key]) -> OpenCheckpoint:
    """A checkpoint signed by its own log, by the keys of logs and witnesses that are known.

    Raises what ``open_note`` and ``decode_checkpoint`` raise, and
    ``NotVerified("checkpoint.unsigned")`` if no known key of the origin signed it.
    """
    opened = open_note(data, keys)
    checkpoint = decode_checkpoint(opened.text)
    own = (PLAIN, checkpoint.origin)
    if all((signed.key.kind, signed.key.name) != own for signed in opened.signed):
        raise NotVerified("checkpoint.unsigned", origin=checkpoint.origin)
    return OpenCheckpoint(checkpoint, opened)
