"""A trustee's public key, with the proof that somebody knows the private one.

Without that proof the last trustee could choose a key that cancels the others (rogue key).

    trustee = Trustee(pok=prove_possession(group, secret, text, entropy), public_key=text)
    check_possession(group, group.decode([text]), trustee)
"""

from suffrage.belenios.group import Entropy, Group, Points
from suffrage.belenios.proofs import Proof, prove_knowledge, vartime_check_knowledge
from suffrage.belenios.strict_json import Record

__all__ = ["Trustee", "check_possession", "prove_possession"]


class Trustee(Record, frozen=True, kw_only=True):
    """The public part; ``signature`` is that of a threshold member's certificate on the key."""

    pok: Proof
    public_key: str
    signature: Proof | None = None
    name: str | None = None


def prove_possession(group: Group, secret: int, public_key: str, entropy: Entropy) -> Proof:
    """The proof that the exponent of ``public_key`` is known."""
    return prove_knowledge(group, secret, _prefix(group, public_key), entropy)


def check_possession(group: Group, key: Points, trustee: Trustee) -> None:
    """Raises ``NotVerified("bel.knowledge")`` unless the proof is for ``key``, the decoded key."""
    vartime_check_knowledge(group, key, _prefix(group, trustee.public_key), trustee.pok)


def _prefix(group: Group, public_key: str) -> str:
    return f"pok|{group.name}|{public_key}|"
