"""A public folder behind HTTP, as a web server with a strict policy would serve it.

The files are a mapping that a test may change while a page is open.

>>> with SiteServer({"log/checkpoint": b"..."}) as server:        # doctest: +SKIP
...     server.address("log/checkpoint")
"""

import mimetypes
from collections import Counter
from collections.abc import MutableMapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self
from urllib.parse import unquote

__all__ = ["POLICY", "SiteServer"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class SiteServer:
    """Serves ``files`` on the loopback until the block ends; ``down`` answers 503 to all."""

    def __init__(self, files: MutableMapping[str, bytes], policy: str = POLICY) -> None:
        self.files, self.policy, self.down = files, policy, False
        self.asked: Counter[str] = Counter()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.answer(self)

            def log_message(self, *_args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def address(self, path: str) -> str:
        """Where a file of the folder is found."""
        return f"http://127.0.0.1:{self._server.server_port}/{path}"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request, and count it."""
        path = unquote(request.path).removeprefix("/")
        self.asked[path] += 1
        data = None if self.down else self.files.get(path)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        text = "; charset=utf-8" if kind.startswith("text/") else ""
        request.send_response(503 if self.down else 404 if data is None else 200)
        request.send_header("Content-Type", kind + text)
        request.send_header("Content-Security-Policy", self.policy)
        request.send_header("X-Content-Type-Options", "nosniff")
        request.send_header("Content-Length", str(len(data or b"")))
        request.end_headers()
        request.wfile.write(data or b"")
