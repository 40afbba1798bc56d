"""A section's phone: opened by the kit's code, its key made on it, its steps sent once.

It speaks to the office as the section's page does (``docs/spec/office.md``).
"""

import base64
import hashlib
import io
from collections.abc import Mapping

from browser import Browser
from PIL import Image, ImageDraw
from running import Office
from story import SLUG

__all__ = ["Phone", "photo_of"]


class Phone:
    """The phone of one section on one evening."""

    def __init__(self, office: Office, unit: str, code: str, round_: int = 1) -> None:
        self.unit = unit
        self.browser = Browser(office.url)
        self.browser.open(f"/s/{SLUG}/{unit}/{round_}")
        opened = self.browser.submit(unit, code=code)
        if not opened.url.endswith("/section/"):
            raise RuntimeError(f"{unit}: {opened.words[:400]}")
        state = self.state()
        self.origin, self.role = str(state["origin"]), str(state["role"])
        key, proof = self.browser.make_key(self.origin, self.role)
        self._asked("POST", "/section/key", {"key": key, "proof": proof})

    def state(self) -> dict[str, object]:
        """Where the section stands."""
        return self._asked("GET", "/section/state")

    def step(self, step: str, fields: Mapping[str, object]) -> int:
        """Draft, check that the draft says what was typed, sign, send; its place on the board."""
        draft = self._asked("POST", "/section/draft", {"step": step, "fields": fields})
        record = base64.b64decode(str(draft["record"]))
        signature = self.browser.sign_bytes(self.origin, self.role, record)
        sent = self._asked("POST", "/section/send", {**draft, "signature": signature})
        return int(str(sent["index"]))

    def send_photo(self, contest: str, photo: bytes) -> str:
        """Send the photo of a sheet; its hash."""
        sent = self._asked("POST", "/section/photo", photo, **{"X-Contest": contest})
        return str(sent["scan"])

    def send_sheet(
        self, contest: str, votes: Mapping[str, int], *, blank: int = 1, reserved: bool = False
    ) -> int:
        """Count, photograph and send: every figure as the paper says."""
        ballots = sum(votes.values()) + blank
        scan = self.send_photo(contest, photo_of(self.unit, votes))
        fields = {
            "contest": contest,
            "signatures": ballots,
            "ballots": ballots + (3 if reserved else 0),
            "blank": blank,
            "void": {},
            "votes": dict(votes),
            "agents": {},
            "scan": scan,
            "reserved": reserved,
        }
        return self.step("sheet", fields)

    def _asked(
        self, method: str, path: str, body: object = None, **headers: str
    ) -> dict[str, object]:
        status, answer = self.browser.ask(method, path, body, **headers)
        if status != 200 or not isinstance(answer, dict):
            raise RuntimeError(f"{self.unit} {path}: {status} {answer}")
        return answer


def photo_of(unit: str, votes: Mapping[str, int]) -> bytes:
    """A picture that stands for the photo of a sheet."""
    picture = Image.new("RGB", (900, 1200), "white")
    draw = ImageDraw.Draw(picture)
    lines = [unit, *(f"{option}: {number}" for option, number in votes.items())]
    lines.append(hashlib.sha256(unit.encode()).hexdigest()[:8])
    for place, line in enumerate(lines):
        draw.text((80, 80 + 90 * place), line, fill="black", font_size=48)
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=80)
    return kept.getvalue()
