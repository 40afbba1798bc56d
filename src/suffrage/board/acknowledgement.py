"""The office's signed word that it holds a ballot (``docs/spec/receipt.md``).

It is given as soon as the ballot is durable, before the ballot has a place on the board. An
acknowledgement without its ballot on the closed board accuses the office.
"""

from typing import Annotated, Literal

from msgspec import Meta

from suffrage.board.signature import Signer, check_signature
from suffrage.errors import NotVerified
from suffrage.model import canonical
from suffrage.model.values import Ident, Signature, Value

__all__ = ["Acknowledgement", "acknowledge", "check_acknowledgement"]


class Acknowledgement(Value, frozen=True):
    """A ballot's tracker and the run that will hold it before the box closes."""

    format: str
    origin: str
    box: Ident
    run: Annotated[int, Meta(ge=1, le=99)]
    tracker: str
    sig: Signature | Literal[""] = ""


def acknowledge(origin: str, box: str, run: int, tracker: str, sign: Signer) -> Acknowledgement:
    """The office's acknowledgement of a ballot."""
    said = Acknowledgement("suffrage-acknowledgement/1", origin, box, run, tracker)
    return Acknowledgement(said.format, origin, box, run, tracker, sign(_message(said)).hex())


def check_acknowledgement(said: Acknowledgement, origin: str, key: str) -> None:
    """Raise ``NotVerified`` unless the office of this election signed the acknowledgement."""
    if said.format != "suffrage-acknowledgement/1" or said.origin != origin:
        raise NotVerified("acknowledgement.origin", at="origin", origin=said.origin)
    check_signature(key, _message(said), said.sig, role="office")


def _message(said: Acknowledgement) -> bytes:
    unsigned = Acknowledgement(said.format, said.origin, said.box, said.run, said.tracker)
    return b"suffrage-acknowledgement/1\n" + canonical.encode(unsigned)
