"""Two servers of one folder, and how many requests each answers: what ``public_site.py`` starts.

nginx runs with the settings of ``docs/howto/serve.md``, on the loopback and a free port; beside
it Python's own ``http.server``. A module, not a bench: run by itself it does nothing.
"""

import multiprocessing
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

__all__ = ["nginx", "python_server", "requests_a_second"]

_PAGE: Final = Path(__file__).resolve().parents[1] / "docs/howto/serve.md"
_CLIENTS: Final = 2
_SCRATCH: Final = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def nginx(folder: Path, place: Path) -> Iterator[int | None]:
    """The port on which nginx serves a folder, with its own files in ``place``; none without it."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
    if program is None:
        yield None
        return
    port = _free_port()
    found = re.search(r"```nginx\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    settings = found[1].replace("/srv/election", str(folder))
    settings = settings.replace("listen 80;", f"listen 127.0.0.1:{port};")
    scratch = "".join(f"{kind}_temp_path {place}/{kind};\n" for kind in _SCRATCH)
    user = "user root;\n" if os.geteuid() == 0 else ""
    (place / "nginx.conf").write_text(
        f"{user}daemon off;\npid {place}/pid;\nerror_log {place}/errors;\nevents {{}}\n"
        f"http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{scratch}{settings}}}\n",
        encoding="utf-8",
    )
    with _started([program, "-c", f"{place}/nginx.conf", "-e", f"{place}/errors"], port):
        yield port


@contextmanager
def python_server(folder: Path) -> Iterator[int]:
    """The port on which ``http.server`` serves a folder, one connection a request.

    With connections that stay open it answers 40 times a second: it sends a head and a body
    apart, and the second waits for the receipt of the first.
    """
    port = _free_port()
    told = ["--bind", "127.0.0.1", "--directory", str(folder)]
    with _started([sys.executable, "-m", "http.server", str(port), *told], port):
        yield port


def requests_a_second(
    port: int, paths: Sequence[str], seconds: float, *, compressed: bool = False
) -> float:
    """How many whole answers come in a second, on two connections that ask in turn."""
    coding = "Accept-Encoding: gzip\r\n" if compressed else ""
    asked = [f"GET /{path} HTTP/1.1\r\nHost: x\r\n{coding}\r\n".encode() for path in paths]
    with multiprocessing.get_context("fork").Pool(_CLIENTS) as pool:
        return sum(pool.starmap(_ask, [(port, asked, seconds)] * _CLIENTS))


def _ask(port: int, asked: Sequence[bytes], seconds: float) -> float:
    answers, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        # A server closes a connection after so many answers.
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            stays = True
            while stays and time.perf_counter() - start < seconds:
                connection.sendall(asked[answers % len(asked)])
                stays = _read_answer(connection)
                answers += 1
    return answers / (time.perf_counter() - start)


def _read_answer(connection: socket.socket) -> bool:
    """Read one answer to its end; whether the connection stays open."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    assert b" 200 " in head.partition(b"\r\n")[0], head
    length = re.search(rb"(?i)content-length: ([0-9]+)", head)
    if length is None:
        while not body.endswith(b"0\r\n\r\n"):
            body += _more(connection)
        return _stays(head)
    left = int(length[1]) - len(body)
    while left > 0:
        left -= len(_more(connection))
    return _stays(head)


def _stays(head: bytes) -> bool:
    return head.startswith(b"HTTP/1.1") and b"connection: close" not in head.lower()


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(1 << 16)
    assert data, "the server hung up"
    return data


@contextmanager
def _started(command: Sequence[str], port: int) -> Iterator[None]:
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, server)
        yield
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert server.poll() is None, "the server did not start"
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server does not listen")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    return number
