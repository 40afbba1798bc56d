"""nginx as an ordinary process on the loopback, with the settings that a test gives it."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

__all__ = ["running_nginx"]

_SCRATCH: Final = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
_OF_DEBIAN: Final = "include /etc/nginx/mime.types;\nsendfile on;\ngzip on;\n"
"""What the distribution's own file sets before ours, as far as it concerns an answer."""


@contextmanager
def running_nginx(settings: str, place: Path, port: int) -> Iterator[None]:
    """nginx while the block lasts, once it listens on ``port``; its own files lie in ``place``.

    ``settings`` stand in its ``http`` block. Skips where nginx is absent.
    """
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
    if program is None:
        pytest.skip("nginx is absent: install it to have the settings of the page tried")
    # Started by root, nginx serves as somebody else, who may not look into folders of tests.
    user = "user root;\n" if os.geteuid() == 0 else ""
    scratch = "".join(f"{kind}_temp_path {place}/{kind};\n" for kind in _SCRATCH)
    file, errors = place / "nginx.conf", place / "errors"
    file.write_text(
        f"{user}daemon off;\nworker_processes 1;\npid {place}/pid;\nerror_log {errors};\n"
        f"events {{}}\nhttp {{\n{_OF_DEBIAN}access_log off;\n{scratch}{settings}}}\n",
        encoding="utf-8",
    )
    server = subprocess.Popen([program, "-c", str(file), "-e", str(errors)])
    try:
        _wait_for(port, server, errors)
        yield
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(port: int, server: subprocess.Popen[bytes], errors: Path) -> None:
    for _ in range(200):
        assert server.poll() is None, errors.read_text(encoding="utf-8")
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx does not listen")
