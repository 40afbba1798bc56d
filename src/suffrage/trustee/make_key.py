"""A key of one's own: a trustee without whom nothing is decrypted (``Single``)."""

from dataclasses import dataclass, field

from suffrage.belenios.group import Entropy
from suffrage.belenios.strict_json import write
from suffrage.belenios.trustees import TrusteeKey, make_trustee_key, read_trustee_key
from suffrage.errors import Refused
from suffrage.trustee.saved import FORMAT, Saved, Scope

__all__ = ["NewKey", "decryption_key", "make_key"]


@dataclass(frozen=True, slots=True)
class NewKey:
    """What to keep, and the public part for the organiser: Belenios' record of one trustee."""

    saved: Saved = field(repr=False)
    public: bytes


def make_key(scope: Scope, index: int, group: str, entropy: Entropy, name: str = "") -> NewKey:
    """A new key for this scope; ``name`` is public and may be empty.

    Raises ``Refused("trustee.unwitnessed")`` under a policy without witnesses,
    ``Malformed("bel.unsupported")`` for another group, ``Unavailable("bel.entropy")``.
    """
    key = make_trustee_key(entropy, name=name or None, group=group)
    saved = Saved(FORMAT, group, index, scope, str(key.exponent))
    return NewKey(saved, write(key.public))


def decryption_key(saved: Saved, entropy: Entropy) -> TrusteeKey:
    """The private key of a saved state, with its public part computed anew.

    Raises ``Refused("trustee.no-key")`` before the ceremony's end.
    """
    if not saved.exponent:
        raise Refused("trustee.no-key")
    return read_trustee_key(write(saved.exponent), entropy, group=saved.group)
