"""How bytes and signatures travel between a page and the office."""

import base64

from suffrage.board.signature import Signer
from suffrage.errors import Malformed

__all__ = ["base64_text", "given_signature"]


def given_signature(text: str) -> Signer:
    """A signature that was made elsewhere, as ``perform`` asks for one."""
    try:
        signature = bytes.fromhex(text)
    except ValueError as error:
        raise Malformed("office.signature", at="signature") from error
    if len(signature) != 64:  # noqa: PLR2004  (Ed25519)
        raise Malformed("office.signature", at="signature")
    return lambda _message: signature


def base64_text(data: bytes) -> str:
    """Bytes as a page carries them."""
    return base64.b64encode(data).decode("ascii")
