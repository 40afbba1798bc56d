"""The step of a witness: a log's request and what is remembered in, a new memory out.

The caller keeps one ``Seen`` per origin and stores the new one in the same transaction in which
it read the old one, before it answers; otherwise two requests at once roll a log back. Source:
C2SP tlog-witness 1.0.0, ``add-checkpoint``. ``status`` gives the HTTP status of each refusal; a
refused request that the log signed is evidence and worth keeping.

>>> Seen().size
0
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from suffrage.errors import Malformed, NotVerified, Refused, SuffrageError
from suffrage.tlog._encoding import decimal, from_base64, to_base64
from suffrage.tlog.checkpoint import Checkpoint, decode_checkpoint, open_checkpoint
from suffrage.tlog.cosignature import cosign
from suffrage.tlog.keys import Key, Signer
from suffrage.tlog.merkle import EMPTY_ROOT, check_hash, verify_consistency
from suffrage.tlog.note import SignatureLine, format_note, open_note, parse_lines, parse_note

__all__ = [
    "Request",
    "Seen",
    "Step",
    "add_cosignatures",
    "decode_request",
    "encode_request",
    "status",
    "witness",
]

_OLD: Final = "old "
_MOST_HASHES: Final = 63
_STATUS: Final = {
    "witness.stale": 409,
    "witness.inconsistent": 422,
    "witness.unsigned": 403,
    "witness.origin": 404,
}
_BAD_REQUEST: Final = 400


@dataclass(frozen=True, slots=True)
class Seen:
    """The largest tree of one origin that this witness cosigned; empty at first."""

    size: int = 0
    root: bytes = EMPTY_ROOT


@dataclass(frozen=True, slots=True)
class Request:
    """What a log sends: the size it takes for the witness's, the proof, the checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    checkpoint: bytes


@dataclass(frozen=True, slots=True)
class Step:
    """What to remember for ``origin`` from now on, and the line to answer with."""

    origin: str
    seen: Seen
    answer: bytes


def encode_request(request: Request) -> bytes:
    """The body of an ``add-checkpoint`` request."""
    lines = [f"{_OLD}{request.old}", *map(to_base64, request.proof)]
    return "".join(f"{line}\n" for line in lines).encode() + b"\n" + request.checkpoint


def decode_request(body: bytes) -> Request:
    """The parts of a request, unverified.

    Raises ``Malformed``: ``witness.shape``, ``log.decimal``, ``log.base64``, ``log.hash``.
    """
    head, blank, checkpoint = body.partition(b"\n\n")
    if not blank or not head.isascii() or not head.startswith(_OLD.encode()):
        raise Malformed("witness.shape")
    first, *lines = head.decode("ascii").split("\n")
    if len(lines) > _MOST_HASHES:
        raise Malformed("witness.shape")
    old = decimal(first.removeprefix(_OLD), at="old")
    proof = (from_base64(line, at=f"hash {i}") for i, line in enumerate(lines))
    return Request(old, tuple(check_hash(value) for value in proof), checkpoint)


def witness(
    body: bytes, logs: Mapping[str, Key], seen: Mapping[str, Seen], signer: Signer, time: int
) -> Step:
    """Cosign a checkpoint that continues what was seen, at the Unix time ``time``.

    ``logs`` are the known logs by origin, ``seen`` what is remembered by origin; ``signer`` is
    of type 04. Raises ``Malformed`` (400); ``Refused("witness.origin")`` (404) for an unknown
    log; ``NotVerified("witness.unsigned")`` (403); ``Refused("witness.stale")`` (409) with the
    remembered size, if ``old`` is not that; ``NotVerified("witness.inconsistent")`` (422) for a
    false proof, or another root for the same size.
    """
    request = decode_request(body)
    checkpoint = _open(request.checkpoint, logs)
    if request.old > checkpoint.size:
        raise Malformed("witness.old", old=request.old, size=checkpoint.size)
    last = seen.get(checkpoint.origin, Seen())
    if request.old != last.size:
        raise Refused("witness.stale", size=last.size)
    new = Seen(checkpoint.size, checkpoint.root)
    try:
        verify_consistency(last.size, last.root, new.size, new.root, request.proof)
    except NotVerified as error:
        raise NotVerified("witness.inconsistent", old=last.size, size=new.size) from error
    text = parse_note(request.checkpoint).text
    line = SignatureLine(signer.name, signer.key.id, cosign(text, signer, time))
    return Step(checkpoint.origin, new, str(line).encode())


def status(error: SuffrageError) -> int:
    """The HTTP status with which a witness answers a refusal of ``witness``."""
    return _STATUS.get(error.code, _BAD_REQUEST)


def add_cosignatures(checkpoint: bytes, answer: bytes, keys: Iterable[Key]) -> bytes:
    """The checkpoint with the valid cosignatures of a witness's answer added.

    A newer line of a key takes the place of its older one; lines of unknown keys are left out.
    Raises ``Malformed``, ``NotVerified("note.signature")`` if a known key's line is false, and
    ``NotVerified("note.unsigned")`` if no known key answered.
    """
    note = parse_note(checkpoint)
    lines = parse_lines(answer)
    signed = open_note(format_note(note.text, lines), keys).signed
    fresh = {(one.key.name, one.key.id) for one in signed}
    kept = [line for line in note.lines if (line.name, line.key_id) not in fresh]
    kept += [line for line in lines if (line.name, line.key_id) in fresh]
    return format_note(note.text, kept)


def _open(data: bytes, logs: Mapping[str, Key]) -> Checkpoint:
    """The checkpoint, if a known log signed it."""
    origin = decode_checkpoint(parse_note(data).text).origin
    key = logs.get(origin)
    if key is None:
        raise Refused("witness.origin", origin=origin)
    try:
        return open_checkpoint(data, [key]).checkpoint
    except NotVerified as error:
        raise NotVerified("witness.unsigned", origin=origin) from error
