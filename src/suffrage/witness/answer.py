r"""A witness's answers to HTTP requests (C2SP tlog-witness 1.0.0), as values.

The memory is read and written in one transaction, which ends before the answer leaves: a
witness that is killed in between has cosigned nothing that it does not remember.

>>> Witness(signer, {log.name: log}, memory).add_checkpoint(body, now)   # doctest: +SKIP
Answer(status=409, type='text/x.tlog.size', body=b'412\n')
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final, Protocol

from suffrage.errors import SuffrageError, Unavailable
from suffrage.tlog.checkpoint import decode_checkpoint
from suffrage.tlog.keys import Key, Signer
from suffrage.tlog.note import parse_note
from suffrage.tlog.witnessing import Seen, add_cosignatures, decode_request, status, witness
from suffrage.witness.contradiction import Contradiction, contradict, weigh

__all__ = ["Answer", "Ledger", "Memory", "Witness"]

_TEXT: Final = "text/plain; charset=utf-8"
_SIZE: Final = "text/x.tlog.size"
_OK: Final = 200
_CONFLICT: Final = 409
_NOT_FOUND: Final = 404
_UNAVAILABLE: Final = 503


class Ledger(Protocol):
    """What a witness remembers, for one caller until its transaction ends."""

    def last(self, origin: str) -> bytes | None:
        """The last checkpoint of a log that this witness cosigned, as it was signed."""

    def keep(self, origin: str, note: bytes) -> None:
        """Remember this one instead."""


class Memory(Protocol):
    """Where a witness remembers."""

    def transaction(self) -> AbstractContextManager[Ledger]:
        """One caller at a time; durable when it ends well, undone when it raises."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: an HTTP status, a media type, the bytes."""

    status: int
    type: str
    body: bytes


class Witness:
    """One cosigner of some logs; ``alarm`` is given each proof that a log was forked."""

    def __init__(
        self,
        signer: Signer,
        logs: Iterable[Key],
        memory: Memory,
        alarm: Callable[[Contradiction, Key], object] = lambda *_: None,
    ) -> None:
        self._signer, self._memory, self._alarm = signer, memory, alarm
        self._logs = {key.name: key for key in logs}

    def add_checkpoint(self, body: bytes, now: int) -> Answer:
        """The answer to ``POST /add-checkpoint`` at Unix time ``now``.

        200 with the cosignature, 409 with the size that is remembered; 400, 403, 404, 422 with
        the code of the refusal; 503 where the memory is not to be had.
        """
        try:
            origin = _origin(body)
            with self._memory.transaction() as ledger:
                last = ledger.last(origin)
                self._watch(body, origin, last)
                step = witness(body, self._logs, _seen(origin, last), self._signer, now)
                checkpoint = decode_request(body).checkpoint
                ledger.keep(origin, add_cosignatures(checkpoint, step.answer, [self._signer.key]))
        except Unavailable as error:
            return Answer(_UNAVAILABLE, _TEXT, f"{error.code}\n".encode())
        except SuffrageError as error:
            number = status(error)
            if number == _CONFLICT:
                return Answer(number, _SIZE, f"{error.fields['size']}\n".encode())
            return Answer(number, _TEXT, f"{error.code}\n".encode())
        return Answer(_OK, _TEXT, step.answer)

    def checkpoint(self, name: str) -> Answer:
        """The answer to ``GET /<hex SHA-256 of the origin>/checkpoint``: what was cosigned last."""
        by_name = {hashlib.sha256(origin.encode()).hexdigest(): origin for origin in self._logs}
        note = None
        if name in by_name:
            with self._memory.transaction() as ledger:
                note = ledger.last(by_name[name])
        return Answer(_NOT_FOUND, _TEXT, b"") if note is None else Answer(_OK, _TEXT, note)

    def _watch(self, body: bytes, origin: str, last: bytes | None) -> None:
        """Raise the alarm for another tree of the same size, whatever the request's own fate.

        A proof that fails shows nothing against the log, for anybody can send one with a
        checkpoint of its own; another root for one size is signed by the log itself.
        """
        key = self._logs.get(origin)
        if last is None or key is None:
            return
        try:
            found = contradict(last, decode_request(body).checkpoint, key)
            # An older checkpoint shows nothing either: anybody may send one that was published.
            if found is not None and weigh(found, key) == "forked":
                self._alarm(found, key)
        except SuffrageError:
            return


def _origin(body: bytes) -> str:
    """The log that a request names, unverified; raises as ``witness`` would."""
    return decode_checkpoint(parse_note(decode_request(body).checkpoint).text).origin


def _seen(origin: str, note: bytes | None) -> Mapping[str, Seen]:
    if note is None:
        return {}
    last = decode_checkpoint(parse_note(note).text)
    return {origin: Seen(last.size, last.root)}
