"""The office as its own process: `suffrage serve` over a folder, as a person would start it.

What tests prepare in the same database, before or while it runs, the server sees.

>>> office = Office(folder)                                       # doctest: +SKIP
>>> congress = office.election(Simulation().convene().fix_rules())
>>> ada = office.person("ada@example.org", congress, "commission@chair")
>>> with office_server(folder) as server:
...     page.goto(server.url + "/account/login/code/")
...     page.fill("[name=code]", server.code_for("ada@example.org"))
"""

import email
import email.policy
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Final

__all__ = ["OfficeServer", "free_port", "office_server"]

# The browser's driver keeps a loop in this thread, and Django would refuse its tables there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

_WAIT: Final = 60
_CODE: Final = re.compile(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", re.MULTILINE)


@dataclass(frozen=True)
class OfficeServer:
    """A running office: ``url`` as people type it, ``data`` its folder, ``clock`` if it has one."""

    url: str
    data: Path
    log: Path
    clock: Path | None
    pid: int

    def at(self, instant: str) -> None:
        """Set the office's clock, as ``2023-01-19T21:00:00Z``."""
        assert self.clock is not None, "the server was started without a clock of its own"
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(instant, encoding="ascii")
        fresh.replace(self.clock)

    def mails(self, address: str = "") -> list[EmailMessage]:
        """All mail that left, or what went to an address; oldest first."""
        found = [mail for file in self._mail_files() for mail in _messages(file)]
        return [mail for mail in found if not address or address in str(mail["To"])]

    def code_for(self, address: str, after: int = 0) -> str:
        """The last code mailed to an address, waited for; ``after`` counts mails seen before."""
        until = time.monotonic() + _WAIT
        while time.monotonic() < until:
            for mail in reversed(self.mails(address)[after:]):
                if found := _CODE.search(_text(mail)):
                    return found[1]
            time.sleep(0.05)
        raise AssertionError(f"no code was mailed: {len(self.mails(address))} mails")

    def _mail_files(self) -> list[Path]:
        folder = self.data / "mail"
        return sorted(folder.glob("*.log"), key=lambda file: (file.stat().st_mtime_ns, file.name))


@contextmanager
def office_server(
    data: Path,
    *,
    clock: str = "",
    processes: int = 1,
    more: Sequence[str] = (),
    bind: str = "",
    umask: int = -1,
    **environment: str,
) -> Iterator[OfficeServer]:
    """`suffrage serve` with ``data`` as its folder, ended with the block.

    ``clock`` is the instant of the office's own clock; empty for the machine's. Further settings
    are environment variables (``DATABASE_URL=…``), or ``more`` options of the command. Behind
    another web server it listens on ``bind`` (``unix:PATH``), and ``SUFFRAGE_URL`` is told.
    """
    data.mkdir(parents=True, exist_ok=True)
    bind = bind or f"127.0.0.1:{free_port()}"
    url = environment.get("SUFFRAGE_URL") or f"http://localhost:{bind.rpartition(':')[2]}"
    settings = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SUFFRAGE_", "DJANGO_"))
    }
    settings |= {"SUFFRAGE_DATA": str(data), "SUFFRAGE_URL": url, **environment}
    clock_file = data / "clock" if clock else None
    if clock_file is not None:
        clock_file.write_text(clock, encoding="ascii")
        settings["SUFFRAGE_CLOCK"] = str(clock_file)
    log = data / "server.log"
    command = [
        *(sys.executable, "-m", "suffrage.cli", "serve", "--bind", bind),
        *("--threads", "4", "--processes", str(processes), *more),
    ]
    with log.open("ab") as output:
        process = subprocess.Popen(command, env=settings, stdout=output, stderr=output, umask=umask)
        try:
            _await(process, bind, log)
            yield OfficeServer(url, data, log, clock_file, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(40)  # more than gunicorn waits for its threads
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    """A port of the loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


def _await(process: subprocess.Popen[bytes], bind: str, log: Path) -> None:
    """Return once the office answers; fail with its own words when it does not."""
    until = time.monotonic() + _WAIT
    while process.poll() is None and time.monotonic() < until:
        try:
            with _connected(bind) as one:
                one.sendall(b"GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n")
                # Whatever it answers: a board that is not yet published is no matter here.
                if one.recv(64).startswith(b"HTTP/1"):
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace")[-3000:])


def _connected(bind: str) -> socket.socket:
    """A connection to where the office listens."""
    if bind.startswith("unix:"):
        one = socket.socket(socket.AF_UNIX)
        one.settimeout(5)
        one.connect(bind.removeprefix("unix:"))
        return one
    host, _, port = bind.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=5)


def _messages(file: Path) -> list[EmailMessage]:
    """The mails of one file, as Django's file-based backend writes them one after another."""
    parts = file.read_bytes().split(b"\n" + b"-" * 79 + b"\n")
    found = []
    for part in parts:
        if part.strip():
            mail = email.message_from_bytes(part.lstrip(b"\n"), policy=email.policy.default)
            assert isinstance(mail, EmailMessage)
            found.append(mail)
    return found


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return "" if body is None else str(body.get_content())
