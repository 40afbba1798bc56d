"""The registrar's own secrets, in one private file: the signing key and the age identity.

With them somebody can sign a list and read the book; nobody can vote.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from suffrage.adapters.age_files import make_identity
from suffrage.adapters.private_file import create_private
from suffrage.belenios.group import Entropy
from suffrage.errors import Unavailable
from suffrage.model import canonical
from suffrage.model.values import Digest, Value

__all__ = ["KEYS", "Keys", "make_keys", "read_keys"]

KEYS: Final = "registrar.key"
_SEED: Final = 32


class _File(Value, frozen=True):
    """The file as canonical JSON; it lives inside the functions of this module only."""

    format: Literal["suffrage-registrar/1"]
    identity: str
    seed: Digest


@dataclass(frozen=True, slots=True)
class Keys:
    """The 32-byte seed of the signing key (Ed25519), and the age identity of the book."""

    seed: bytes = field(repr=False)
    identity: str = field(repr=False)


def make_keys(path: Path, entropy: Entropy) -> Keys:
    """New keys in a new file; raises ``Refused("private.exists")`` rather than replace any."""
    seed = entropy(_SEED)
    if len(seed) != _SEED:
        raise Unavailable("bel.entropy")
    keys = Keys(seed, make_identity())
    file = _File("suffrage-registrar/1", keys.identity, seed.hex())
    create_private(path, canonical.encode(file))
    return keys


def read_keys(data: bytes) -> Keys:
    """The keys in the bytes of the file; raises ``Malformed`` (``canonical.*``)."""
    file = canonical.decode(data, _File)
    return Keys(bytes.fromhex(file.seed), file.identity)
