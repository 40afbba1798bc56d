"""The seven points of small order that are not the identity, and elements shifted by them."""

from nacl.bindings import crypto_core_ed25519_add

__all__ = ["MULTIPLES", "shifted"]

# A point of order 8, little-endian; its multiples are the points of small order.
_EIGHTH = bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")
MULTIPLES = [_EIGHTH]
for _ in range(6):
    MULTIPLES.append(crypto_core_ed25519_add(MULTIPLES[-1], _EIGHTH))


def shifted(text: str, torsion: bytes) -> str:
    """The text of the point plus one of small order."""
    return crypto_core_ed25519_add(bytes.fromhex(text)[::-1], torsion)[::-1].hex()
