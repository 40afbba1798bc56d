"""A section's phone in Python: its cookies, its key, and the requests of ``docs/spec/office.md``.

>>> phone = SectionPhone(election, "75-001")
>>> phone.open(code).offer_key()
>>> phone.tap("signatures", {"signatures": 14})
"""

import base64
import io
import json
from typing import Any, Self

from django.conf import settings
from django.test import Client
from PIL import Image
from tests.support.office import key_proof, state_of

from suffrage.board.signature import key_of, signer
from suffrage.office.models import Election

__all__ = ["SectionPhone", "jpeg"]


def jpeg(colour: str = "white", size: tuple[int, int] = (60, 80)) -> bytes:
    """A small photo."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


class SectionPhone:
    """One browser; ``seed`` is its key."""

    def __init__(
        self, election: Election, unit: str, *, round_: int = 1, seed: bytes = bytes(32)
    ) -> None:
        self.election, self.unit, self.round, self.seed = election, unit, round_, seed
        self.client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})

    @property
    def role(self) -> str:
        """As whom it signs."""
        return f"secretary@{self.unit}"

    @property
    def door(self) -> str:
        """The address in the kit's QR code."""
        return f"/s/{self.election.slug}/{self.unit}/{self.round}"

    @property
    def key(self) -> str:
        """The public half of its key."""
        return key_of(self.seed)

    def enter(self, code: str, **more: Any) -> Any:
        """Type a code at the door."""
        self.client.get(self.door)
        return self.client.post(self.door, {"code": code}, **more)

    def open(self, code: str) -> Self:
        """Type the right code."""
        answer = self.enter(code)
        if answer.status_code != 302:
            raise AssertionError(answer.content.decode())
        return self

    def state(self) -> Any:
        """What the office tells."""
        return self.client.get("/section/state").json()

    def say(self, path: str, said: object) -> Any:
        """One JSON request."""
        return self.client.post(f"/section/{path}", json.dumps(said), "application/json")

    def offer_key(self) -> Self:
        """Send the key with its proof."""
        proof = key_proof(state_of(self.election).origin, self.role, self.key, self.seed)
        answer = self.say("key", {"key": self.key, "proof": proof})
        if answer.status_code != 200:
            raise AssertionError(answer.content.decode())
        return self

    def photo(self, data: bytes | None = None, contest: str = "text") -> Any:
        """Send a photo."""
        return self.client.post(
            "/section/photo", data or jpeg(), "image/jpeg", headers={"X-Contest": contest}
        )

    def signed(self, step: str, fields: object) -> Any:
        """A step drafted and signed; the refusal where it is not drafted."""
        answer = self.say("draft", {"step": step, "fields": fields})
        if answer.status_code != 200:
            return answer
        drafted = answer.json()
        origin = state_of(self.election).origin
        message = f"suffrage-record/1\n{origin}\n".encode() + base64.b64decode(drafted["record"])
        return {**drafted, "signature": signer(self.seed)(message).hex()}

    def tap(self, step: str, fields: object) -> Any:
        """A step drafted, signed and sent; the answer."""
        said = self.signed(step, fields)
        return self.say("send", said) if isinstance(said, dict) else said
