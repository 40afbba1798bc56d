"""A witness's private key as text: ``docs/spec/witness.md``.

One line, ``PRIVATE+KEY+name+id+base64(type, seed)``, as Go's ``sumdb/note`` writes it, with the
type 04 of cosigners.
"""

import base64
import binascii
from typing import Final

from suffrage.errors import Malformed
from suffrage.tlog.keys import COSIGNER, Signer

__all__ = ["read_signer", "write_signer"]

_BEGIN: Final = "PRIVATE+KEY+"


def write_signer(signer: Signer) -> bytes:
    """The text of a cosigner's private key."""
    material = base64.b64encode(bytes([signer.kind]) + signer.seed).decode("ascii")
    return f"{_BEGIN}{signer.name}+{signer.key.id.hex()}+{material}\n".encode()


def read_signer(data: bytes) -> Signer:
    """The key of a text; raises ``Malformed("witness.key-file")`` for anything else.

    No part of the text is in the error: it may be the secret.
    """
    try:
        name, _, encoded = data.decode().removeprefix(_BEGIN).removesuffix("\n").split("+", 2)
        material = base64.b64decode(encoded, validate=True)
        signer = Signer(name, COSIGNER, material[1:])
    except (UnicodeDecodeError, binascii.Error, ValueError, Malformed):
        raise Malformed("witness.key-file") from None
    if write_signer(signer) != data:
        raise Malformed("witness.key-file")
    return signer
