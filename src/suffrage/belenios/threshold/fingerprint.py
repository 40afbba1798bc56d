"""Certificates in a few digits, to be compared by another way than through the server.

A server that puts its own certificate in the place of a member can read that member's shares;
one that replaces all others holds the whole key. No message shows it. So the members telephone:
one reads the fingerprint of the whole list; if it differs for somebody, each reads the own.

Digits survive a telephone in every language. The whole list has 40 (133 bits), because a server
between two groups of members chooses certificates on both sides, and needs only two lists that
agree: 2^66 attempts. A member's own has 20 (66 bits), because nobody chooses it but the member.
"""

import hashlib

from suffrage.belenios.threshold.certificate import Certificates
from suffrage.errors import Malformed, NotVerified

__all__ = ["certificate_fingerprint", "check_fingerprint", "fingerprint"]

_GROUP = 5
_LIST_DIGITS = 40
_MEMBER_DIGITS = 20


def fingerprint(certificates: Certificates, member: int | None = None) -> str:
    """Digits in groups of five: of the whole list, or of the certificate of ``member`` (from 1).

    Raises ``Malformed("bel.member-index")``.
    """
    if member is None:
        return _digits(b"list|" + b"".join(certificates.data), _LIST_DIGITS)
    if not 1 <= member <= certificates.size:
        raise Malformed("bel.member-index", index=member, size=certificates.size)
    return certificate_fingerprint(certificates.data[member - 1])


def certificate_fingerprint(data: bytes) -> str:
    """The digits of one certificate, as its maker knows them before there is a list."""
    return _digits(b"member|" + data, _MEMBER_DIGITS)


def check_fingerprint(certificates: Certificates, said: str, member: int | None = None) -> None:
    """Compares what was read aloud with the certificates at hand; spaces do not matter.

    Raises ``NotVerified``: ``bel.fingerprint`` with the member, who has another certificate than
    the one the server shows here; ``bel.fingerprint-list`` when the lists differ.
    """
    right = fingerprint(certificates, member)
    if "".join(said.split()) == right.replace(" ", ""):
        return
    if member is None:
        raise NotVerified("bel.fingerprint-list")
    raise NotVerified("bel.fingerprint", member=member)


def _digits(data: bytes, number: int) -> str:
    digest = hashlib.sha256(b"suffrage-fingerprint/1|" + data).digest()
    digits = f"{int.from_bytes(digest, 'big') % 10**number:0{number}}"
    return " ".join(digits[start : start + _GROUP] for start in range(0, number, _GROUP))
