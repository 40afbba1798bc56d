"""The HTTP side of a witness, on the standard library: one camp, one log, one request in a while.

A witness runs on any laptop, so it needs no server that must be installed; the camp's own web
server brings https. What a stranger sends is bounded: 64 KiB of body, ten seconds for the whole
of a connection, one request on it, sixteen connections at once.
"""

import socket
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import BoundedSemaphore, Timer
from typing import Final, TypeAlias

from suffrage.witness.answer import Answer, Witness

__all__ = ["WitnessServer"]

_LARGEST: Final = 64 * 1024
_SECONDS: Final = 10.0
_MOST: Final = 16
_TEXT: Final = "text/plain; charset=utf-8"
_DIGEST_LENGTH: Final = 64
_Connection: TypeAlias = socket.socket | tuple[bytes, socket.socket]
"""The second is for datagrams, which the library serves as well."""


class WitnessServer(ThreadingHTTPServer):
    """Serves one witness; ``now`` is the clock of its cosignatures."""

    daemon_threads = True

    def __init__(
        self,
        address: tuple[str, int],
        witness: Witness,
        now: Callable[[], int],
        seconds: float = _SECONDS,
    ) -> None:
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        self.witness, self.now, self._seconds = witness, now, seconds
        self._places = BoundedSemaphore(_MOST)
        super().__init__(address, _Handler)

    def process_request(self, request: _Connection, client_address: object) -> None:
        """Take the connection, or close it at once where there are too many."""
        if self._places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: _Connection, client_address: object) -> None:
        """Answer it, and end it after its seconds, whatever it is doing."""
        timer = Timer(self._seconds, _end, (request,))
        timer.daemon = True
        timer.start()
        try:
            super().process_request_thread(request, client_address)
        finally:
            timer.cancel()
            self._places.release()

    def handle_error(self, request: _Connection, client_address: object) -> None:
        """Say nothing of a connection that broke: whoever connects could fill the screen."""


class _Handler(BaseHTTPRequestHandler):
    """One request of one connection."""

    server: WitnessServer
    server_version = "suffrage-witness"
    sys_version = ""
    protocol_version = "HTTP/1.0"
    error_content_type = _TEXT
    error_message_format = "%(code)d\n"

    def do_POST(self) -> None:
        """``/add-checkpoint``; 413 for a body that no request has, 411 for one of unknown size."""
        if self.path != "/add-checkpoint":
            self._send(Answer(404, _TEXT, b""))
            return
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()):
            self._send(Answer(411, _TEXT, b""))
        elif len(length) > len(str(_LARGEST)) or int(length) > _LARGEST:
            self._send(Answer(413, _TEXT, b""))
        else:
            body = self.rfile.read(int(length))
            if len(body) == int(length):
                self._send(self.server.witness.add_checkpoint(body, self.server.now()))

    def do_GET(self) -> None:
        """``/<hex SHA-256 of the origin>/checkpoint``: what was cosigned last."""
        name, slash, rest = self.path.removeprefix("/").partition("/")
        if len(name) != _DIGEST_LENGTH or slash + rest != "/checkpoint":
            self._send(Answer(404, _TEXT, b""))
        else:
            self._send(self.server.witness.checkpoint(name))

    def log_message(self, *_: object) -> None:
        """Keep no list of who asked."""

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)


def _end(request: _Connection) -> None:
    connection = request if isinstance(request, socket.socket) else request[1]
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
