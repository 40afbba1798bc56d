"""The keys of a member of the ceremony, and messages signed by them.

A member keeps one secret, the seed; the key that signs and the key that opens channels follow
from it. A signature is a proof of knowledge of the signing key over ``sigmsg|MESSAGE|``.

Version 1 leaves the signer's key out of the hash. That is sound here because every key is fixed
by a certificate, which contains the key itself, before anything else is signed by it.
"""

import hashlib
import re
from dataclasses import dataclass, field
from typing import Final

from suffrage.belenios.base58 import draw_base58
from suffrage.belenios.election import BASE58
from suffrage.belenios.group import Entropy, Group, Points
from suffrage.belenios.proofs import Proof, prove_knowledge, vartime_check_knowledge
from suffrage.belenios.threshold.sealed import Hidden
from suffrage.errors import Malformed, NotVerified

__all__ = [
    "MemberKeys",
    "Signed",
    "check_signature",
    "check_signed",
    "derive_keys",
    "make_seed",
    "sign",
    "sign_message",
]

_SIZE: Final = 22
_SEED = re.compile(f"[{BASE58}]{{{_SIZE}}}")


class Signed(Hidden, frozen=True, kw_only=True):
    """A message, JSON itself and sometimes secret, with the signature of a member."""

    message: str
    signature: Proof


@dataclass(frozen=True, slots=True)
class MemberKeys:
    """Both private exponents, which have no representation, and the texts of the public keys."""

    signing: int = field(repr=False)
    decryption: int = field(repr=False)
    verification: str
    encryption: str


def make_seed(entropy: Entropy) -> str:
    """A new seed, 128 bits in Base58; raises ``Unavailable("bel.entropy")``."""
    return draw_base58(_SIZE, entropy)


def derive_keys(group: Group, seed: str) -> MemberKeys:
    """The keys of a seed; raises ``Malformed("bel.seed-form")``, which does not show it."""
    if _SEED.fullmatch(seed) is None:
        raise Malformed("bel.seed-form")
    signing, decryption = (_derive(group, purpose, seed) for purpose in ("sk", "dk"))
    verification, encryption = group.encode(group.base([signing, decryption]))
    return MemberKeys(signing, decryption, verification, encryption)


def sign(group: Group, keys: MemberKeys, message: str, entropy: Entropy) -> Proof:
    """The signature of a message that is sent or known otherwise."""
    return prove_knowledge(group, keys.signing, _prefix(message), entropy)


def sign_message(group: Group, keys: MemberKeys, message: bytes, entropy: Entropy) -> Signed:
    """The message with its signature."""
    text = message.decode()
    return Signed(message=text, signature=sign(group, keys, text, entropy))


def check_signature(group: Group, key: Points, message: str, signature: Proof) -> None:
    """Raises ``NotVerified("bel.signature")`` unless the holder of ``key`` signed the message."""
    try:
        vartime_check_knowledge(group, key, _prefix(message), signature)
    except NotVerified:
        raise NotVerified("bel.signature") from None


def check_signed(group: Group, key: Points, signed: Signed) -> bytes:
    """The message, as bytes, if the holder of ``key`` signed it; raises as ``check_signature``."""
    check_signature(group, key, signed.message, signed.signature)
    return signed.message.encode()


def _derive(group: Group, purpose: str, seed: str) -> int:
    digest = hashlib.sha256(f"{purpose}|{seed}".encode()).digest()
    return int.from_bytes(digest, "big") % group.order


def _prefix(message: str) -> str:
    return f"sigmsg|{message}|"
