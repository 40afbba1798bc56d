"""Questions to other people's servers: bounded, timed, and sent nowhere else.

* Only https, or http to this same machine.
* A redirection is an answer like another; it is not followed.
* No more than ``most`` bytes of an answer are read, and no longer than ``seconds``.

>>> ask("https://vote.example.org/about.json", most=65536)              # doctest: +SKIP
Answer(status=200, type='application/json', data=b'{…')
"""

import http.client
import ipaddress
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import IO, Any, Final
from urllib.parse import urlsplit

from suffrage.errors import Malformed, Refused, Unavailable

__all__ = ["Answer", "ask", "checked_address"]

_PART: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: its status, the media type in lower case, the bytes."""

    status: int
    type: str
    data: bytes = field(repr=False)


def checked_address(url: str) -> str:
    """The same address without the slashes at its end.

    Raises ``Refused("http.address")`` unless it is https, or http to this machine, with neither
    user nor query.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise Refused("http.address", url=url) from error
    safe = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))
    if not (safe and host) or parts.username is not None or parts.query or parts.fragment:
        raise Refused("http.address", url=url)
    return url.rstrip("/")


def ask(url: str, *, most: int, seconds: float = 20.0, body: bytes | None = None) -> Answer:
    """Get an address, or post ``body`` to it, and read the answer whatever its status.

    Raises ``Refused("http.address")``; ``Malformed("http.large")`` for more than ``most``
    bytes; ``Unavailable("http.unreachable")`` with a reason.
    """
    checked_address(url)
    ends = time.monotonic() + seconds
    headers = {"Cache-Control": "no-cache", "User-Agent": "suffrage"}
    if body is not None:
        headers["Content-Type"] = "text/plain; charset=utf-8"
    request = urllib.request.Request(url, body, headers)  # noqa: S310  (checked above)
    try:
        with _open(request, seconds) as response:
            data = _read(response, most, ends)
            kind = response.headers.get_content_type()
            return Answer(response.status, kind, data)
    except OverflowError as error:
        raise Malformed("http.large", url=url, most=most) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or type(error).__name__
        raise Unavailable("http.unreachable", url=url, reason=str(reason)) from error


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nothing: a server must not send us to where it likes."""

    def redirect_request(self, *_: Any, **__: Any) -> None:  # noqa: ANN401  (the library's signature)
        """No request in place of the first."""


def _open(request: urllib.request.Request, seconds: float) -> Any:  # noqa: ANN401  (untyped in the library)
    handlers: list[urllib.request.BaseHandler] = [_Stay()]
    if request.type == "http":
        # What goes to this machine must not pass through another.
        handlers.append(urllib.request.ProxyHandler({}))
    try:
        return urllib.request.build_opener(*handlers).open(request, timeout=seconds)
    except urllib.error.HTTPError as answer:
        return answer


def _read(response: Any, most: int, ends: float) -> bytes:  # noqa: ANN401  (as above)
    """The body; raises ``OverflowError`` beyond the bound and ``TimeoutError`` after the end."""
    file: IO[bytes] = response
    parts, number = [], 0
    while part := _some(file, min(_PART, most + 1 - number)):
        parts.append(part)
        number += len(part)
        if number > most:
            raise OverflowError
        if time.monotonic() > ends:
            raise TimeoutError
    expected = response.headers.get("Content-Length", "")
    if expected.isdecimal() and int(expected) > number:
        raise http.client.IncompleteRead(b"")
    return b"".join(parts)


def _some(file: Any, most: int) -> bytes:  # noqa: ANN401  (as above)
    """What has come so far, so that a server that drips is asked the time."""
    data: bytes = file.read1(most)
    return data


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
