"""Sections that send their sheets over real HTTP, all at once, and note what they were told.

``crowd_office`` prepares the office. A phone does what the page's script does: the photo, the
draft, its signature, the record; without an answer it sends the same signed record again.

>>> phones = [Phone(port, unit) for unit in units]                       # doctest: +SKIP
>>> phones[0].report()                                                   # doctest: +SKIP
"""

import base64
import hashlib
import http.client
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from PIL import Image
from tests.support.definitions import plain_six_sections
from tests.support.simulator import seed_of

from suffrage.board.record import Record
from suffrage.board.signature import record_message, signer
from suffrage.model import canonical
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import Definition, from_plain

__all__ = ["CLOCK", "SLUG", "Phone", "cookie_of", "crowd_definition", "prepare", "units_of"]

SLUG: Final = "congress"
CLOCK: Final = "2023-01-12T21:30:00Z"
"""Half an hour after the polls have closed."""

FEDERATIONS: Final = 20
_ROOT: Final = Path(__file__).resolve().parents[2]
_TOKEN: Final = "t" * 32
_SECONDS: Final = 60.0


def units_of(sections: int) -> list[str]:
    """The sections' names."""
    return [f"{number % FEDERATIONS:03}-{number:04}" for number in range(sections)]


def cookie_of(unit: str) -> str:
    """The cookie of the phone that opened a section's kit."""
    return hashlib.sha256(f"phone of {unit}".encode()).hexdigest()


def crowd_definition(sections: int) -> Definition:
    """The small congress, with so many sections."""
    plain = plain_six_sections()
    units: list[dict[str, Any]] = [{"id": f"{number:03}"} for number in range(FEDERATIONS)]
    units += [{"id": unit, "parent": unit[:3], "registered": 300} for unit in units_of(sections)]
    definition = from_plain({**plain, "units": units})
    check_definition(definition)
    return definition


def prepare(environment: Mapping[str, str], sections: int) -> int:
    """Have ``crowd_office`` write everything; how many records the board has comes back."""
    command = [sys.executable, "-m", "tests.support.crowd_office", str(sections)]
    settings = {**os.environ, **environment}
    said = subprocess.run(
        command, cwd=_ROOT, env=settings, check=True, stdout=subprocess.PIPE, text=True
    )
    return int(said.stdout)


class Phone:
    """One section's phone on the loopback; ``acknowledged`` is the index that it was told."""

    def __init__(self, port: int, unit: str) -> None:
        self.port, self.unit = port, unit
        self.role = f"secretary@{unit}"
        self.record: bytes | None = None
        self.acknowledged: int | None = None
        self._sent: dict[str, str] | None = None
        self._connection: http.client.HTTPConnection | None = None

    def report(self) -> int:
        """Send photo and sheet; the record's index comes back. Raises ``OSError`` when cut off."""
        try:
            if self._sent is None:
                self._sent = self.draft(self.photo(picture_of(self.unit)))
            self.acknowledged = self.send()
        finally:
            self.hang_up()
        return self.acknowledged

    def steps(self, size: int = 64) -> list[tuple[str, Callable[[], object]]]:
        """What ``report`` does, step by step: ``photo`` (of this size), ``draft``, ``send``."""
        photo = picture_of(self.unit, size)
        scan = hashlib.sha256(photo).hexdigest()

        def draft() -> None:
            self._sent = self.draft(scan)

        return [("photo", lambda: self.photo(photo)), ("draft", draft), ("send", self.send)]

    def photo(self, data: bytes) -> str:
        """Send a photo; its hash comes back."""
        return str(self._ask("photo", data, {"X-Contest": "text"})["scan"])

    def draft(self, scan: str) -> dict[str, str]:
        """The sheet's record drafted and signed: what ``send`` will carry."""
        said = self._ask("draft", _json({"step": "sheet", "fields": _fields(self.unit, scan)}))
        unsigned = base64.b64decode(said["record"])
        plain = canonical.decode(unsigned, dict[str, Any])
        record = Record.parse(canonical.encode({**plain, "sig": "0" * 128}))
        message = record_message(f"vote.example.org/e/{SLUG}", record)
        signature = signer(seed_of(self.role))(message).hex()
        self.record = canonical.encode({**plain, "sig": signature})
        return {**said, "signature": signature}

    def send(self) -> int:
        """Send the signed record, once more if it was sent before."""
        assert self._sent is not None
        return int(self._ask("send", _json(self._sent))["index"])

    def hang_up(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, path: str, body: bytes, headers: Mapping[str, str] = {}) -> Any:
        cookies = f"suffrage_section={cookie_of(self.unit)}; csrftoken={_TOKEN}"
        sent = {
            "Host": f"localhost:{self.port}",
            "Cookie": cookies,
            "X-CSRFToken": _TOKEN,
            "Content-Type": "application/json",
            **headers,
        }
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection(
                    "127.0.0.1", self.port, timeout=_SECONDS
                )
            self._connection.request("POST", f"/section/{path}", body, sent)
            answer = self._connection.getresponse()
            data = answer.read()
        except http.client.HTTPException as error:
            self.hang_up()
            raise ConnectionError(str(error)) from error
        except OSError:
            self.hang_up()
            raise
        if answer.status >= http.client.INTERNAL_SERVER_ERROR:
            raise ConnectionError(f"{path}: {answer.status} {data[:300]!r}")
        assert answer.status == http.client.OK, (path, answer.status, data[:500])
        return json.loads(data)


def picture_of(unit: str, size: int = 64) -> bytes:
    """A photo that differs by its section: a comment in it names it."""
    picture, comment = _picture(size), unit.encode()
    segment = b"\xff\xfe" + (len(comment) + 2).to_bytes(2) + comment
    return picture[:2] + segment + picture[2:]


@cache
def _picture(size: int) -> bytes:
    written = io.BytesIO()
    Image.effect_noise((size, size), 64.0).save(written, "JPEG", quality=85)
    return written.getvalue()


def _fields(unit: str, scan: str) -> dict[str, Any]:
    number = int(unit.rpartition("-")[2])
    votes = {"to1": 40 + number % 37, "to2": 30 + number % 29, "to3": 20 + number % 17}
    ballots = sum(votes.values()) + 5
    return {
        "contest": "text",
        "signatures": ballots,
        "ballots": ballots,
        "blank": 3,
        "void": {"torn": 2},
        "votes": votes,
        "scan": scan,
        "reserved": False,
    }


def _json(said: object) -> bytes:
    return json.dumps(said).encode()
