"""The hashes of Belenios, version 1.

Challenges are H(prefix, e1 … en) = SHA-256(prefix ‖ e1 ‖ "," ‖ … ‖ en) as a big-endian integer
modulo q. The plain reduction is the published one; its bias is known and repaired in version 2.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable

__all__ = ["both_digests", "challenge", "short_digest", "wide_digest"]


def challenge(order: int, prefix: str, elements: Iterable[str]) -> int:
    """The challenge of a proof from its prefix and the texts of its commitments."""
    digest = hashlib.sha256((prefix + ",".join(elements)).encode()).digest()
    return int.from_bytes(digest, "big") % order


def wide_digest(data: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits: the name of a record in the archive."""
    return hashlib.sha256(data).hexdigest()


def short_digest(data: bytes) -> str:
    """SHA-256 in Base64 without its final ``=``: fingerprints and trackers."""
    return both_digests(data)[1]


def both_digests(data: bytes) -> tuple[str, str]:
    """SHA-256 as in ``wide_digest`` and as in ``short_digest``."""
    digest = hashlib.sha256(data).digest()
    return digest.hex(), b64encode(digest).decode().rstrip("=")
