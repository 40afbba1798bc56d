"""Ed25519 keys under which anybody can sign: points of small order, in every encoding.

Signatures by such a key hold for messages that nobody signed, so they attest nothing. RFC 8032
does not ask a verifier to refuse them; the list is that of its eight torsion points with their
encodings that are not canonical (Chalkias, Garillot, Nikolaenko: Taming the many EdDSAs, 2020).
"""

from typing import Final

from suffrage.errors import Malformed

__all__ = ["refuse_weak"]

_SIGN: Final = 0x7F
_WEAK: Final = frozenset(
    bytes.fromhex(text)
    for text in (
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    )
)


def refuse_weak(public: bytes, name: str) -> None:
    """Raise ``Malformed("note.key_weak")`` for 32 bytes of those, whatever their sign bit."""
    if public[:-1] + bytes([public[-1] & _SIGN]) in _WEAK:
        raise Malformed("note.key_weak", name=name)
