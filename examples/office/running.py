"""``suffrage serve`` over a folder of its own, with a clock that the story sets."""

import email
import email.policy
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

__all__ = ["Office", "started"]

_CODE = re.compile(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", re.MULTILINE)
_WAIT = 60.0


@dataclass(frozen=True)
class Office:
    """A running office: its address, and the folder with its mail and clock."""

    url: str
    data: Path
    environment: dict[str, str]

    def at(self, instant: str) -> None:
        """Set the clock, as in ``2023-01-12T21:00:00Z``."""
        fresh = self.data / "clock.new"
        fresh.write_text(instant, encoding="ascii")
        fresh.replace(self.data / "clock")

    def mails(self, address: str) -> list[str]:
        """The texts of all mail to an address, oldest first."""
        files = sorted((self.data / "mail").glob("*.log"), key=lambda file: file.stat().st_mtime_ns)
        found = []
        for file in files:
            for part in file.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
                mail = email.message_from_bytes(part.lstrip(b"\n"), policy=email.policy.default)
                body = mail.get_body(("plain",)) if part.strip() else None
                if body is not None and address in str(mail["To"]):
                    found.append(str(body.get_content()))
        return found

    def code_for(self, address: str, seen: int) -> str:
        """The code in a mail to an address, the first ``seen`` mails left aside."""
        until = time.monotonic() + _WAIT
        while time.monotonic() < until:
            for text in reversed(self.mails(address)[seen:]):
                if code := _CODE.search(text):
                    return code[1]
            time.sleep(0.05)
        raise LookupError(address)

    def command(self, *words: str) -> None:
        """Run a command of ``suffrage`` with the office's settings."""
        command = [sys.executable, "-m", "suffrage.cli", *words]
        subprocess.run(command, env=self.environment, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def started(data: Path, port: int, instant: str) -> Iterator[Office]:
    """The office while the block lasts, at ``http://localhost:<port>``."""
    url = f"http://localhost:{port}"
    data.mkdir(parents=True)
    data = data.resolve()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("SUFFRAGE_", "DJANGO"))}
    environment |= {
        "SUFFRAGE_DATA": str(data),
        "SUFFRAGE_URL": url,
        "SUFFRAGE_CLOCK": str(data / "clock"),
    }
    office = Office(url, data, environment)
    office.at(instant)
    command = [sys.executable, "-m", "suffrage.cli", "serve", "--bind", f"127.0.0.1:{port}"]
    with (data / "server.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _await(process, url)
            yield office
        finally:
            process.terminate()
            process.wait(60)


def _await(process: subprocess.Popen[bytes], url: str) -> None:
    until = time.monotonic() + _WAIT
    while process.poll() is None and time.monotonic() < until:
        try:
            with urlopen(f"{url}/health", timeout=5):  # noqa: S310  (the office's own)
                return
        except HTTPError:
            return  # It answers.
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)
