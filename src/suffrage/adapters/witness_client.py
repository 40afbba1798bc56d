"""A camp's witness over HTTP, as the publisher asks it (C2SP tlog-witness 1.0.0).

A witness that did not answer is left in peace for half a minute, so that a dead one costs its
timeout once, not at every checkpoint.

>>> WitnessClient("https://witness.to1.example.org")                     # doctest: +SKIP
"""

import hashlib
import time
from collections.abc import Callable
from typing import Final

from suffrage.adapters.http_client import Answer, ask, checked_address
from suffrage.errors import Malformed, NotVerified, Refused, SuffrageError, Unavailable
from suffrage.tlog.checkpoint import decode_checkpoint
from suffrage.tlog.note import parse_note
from suffrage.tlog.witnessing import decode_request

__all__ = ["WitnessClient"]

_LARGEST: Final = 64 * 1024
_SECONDS: Final = 2.0
_REST: Final = 30
_SIZE_TYPE: Final = "text/x.tlog.size"
_LONGEST_SIZE: Final = 20
_OK: Final = 200
_CONFLICT: Final = 409
_UNPROCESSABLE: Final = 422


class WitnessClient:
    """One witness behind its submission prefix; raises as ``checked_address``.

    ``clock`` tells seconds that pass, whatever the office's own clock says: that of an evening
    that is tried out may stand still, and a late witness would never be asked again.
    """

    def __init__(
        self, url: str, seconds: float = _SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._url, self._seconds, self._clock = checked_address(url), seconds, clock
        self._rests_until = -float("inf")

    def __call__(self, body: bytes, _now: int) -> bytes:
        """The cosignature lines for an ``add-checkpoint`` request.

        Nothing of them is verified here. Raises ``Refused("witness.stale")`` with the size that
        the witness remembers; ``NotVerified("witness.inconsistent")``; ``Refused`` with
        ``witness.answer`` and the status for every other no; ``Malformed("witness.answer-size")``
        for a conflict without a size; ``Unavailable``: ``http.unreachable``, and
        ``witness.resting`` for half a minute after that.
        """
        if self._clock() < self._rests_until:
            raise Unavailable("witness.resting", url=self._url)
        url = f"{self._url}/add-checkpoint"
        try:
            answer = ask(url, most=_LARGEST, seconds=self._seconds, body=body)
        except Unavailable:
            self._rests_until = self._clock() + _REST
            raise
        if answer.status == _OK:
            return answer.data
        raise self._refusal(answer, body)

    def last(self, origin: str) -> bytes | None:
        """The last checkpoint of a log that the witness shows; ``None`` where it shows none.

        Nothing of it is verified here. Raises as ``http_client.ask``.
        """
        name = hashlib.sha256(origin.encode()).hexdigest()
        answer = ask(f"{self._url}/{name}/checkpoint", most=_LARGEST, seconds=self._seconds)
        return answer.data if answer.status == _OK else None

    def _refusal(self, answer: Answer, body: bytes) -> SuffrageError:
        if answer.status == _CONFLICT:
            return Refused("witness.stale", size=_size_of(answer, self._url))
        if answer.status == _UNPROCESSABLE:
            request = decode_request(body)
            size = decode_checkpoint(parse_note(request.checkpoint).text).size
            return NotVerified("witness.inconsistent", old=request.old, size=size)
        return Refused("witness.answer", url=self._url, status=answer.status)


def _size_of(answer: Answer, url: str) -> int:
    text = answer.data[: _LONGEST_SIZE + 1].removesuffix(b"\n")
    digits = text.decode("ascii", "replace")
    canonical = digits.isascii() and digits.isdigit() and str(int(digits)) == digits
    if answer.type != _SIZE_TYPE or not canonical or int(digits) >= 2**63:
        raise Malformed("witness.answer-size", url=url)
    return int(digits)
