"""A drill: the saved key still works, shown to anybody, and nothing is decrypted.

The proof is Schnorr's, as Belenios uses it for signed messages, over a prefix that names the
key and a place of the board (``docs/spec/drill.md``). It can have been made only after that
place existed, so it shows that the key was there then.
"""

from dataclasses import dataclass, field
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from suffrage.belenios.backend import load_group
from suffrage.belenios.group import Entropy, Points, refuse_identity
from suffrage.belenios.proofs import Proof, prove_knowledge, vartime_check_knowledge
from suffrage.errors import NotVerified
from suffrage.model import canonical
from suffrage.model.values import Digest, Value
from suffrage.trustee.make_key import decryption_key
from suffrage.trustee.reading import Reading, require_own_key
from suffrage.trustee.saved import ElectionScope, Saved

__all__ = ["Drill", "Drilled", "check_drill", "prove_drill", "read_drill", "write_drill"]

_FORMAT: Final = "suffrage-drill/1"
_Number = Annotated[str, Meta(pattern=r"^(?:0|[1-9][0-9]{0,616})\Z")]


class Drill(Value, frozen=True):
    """The holder of ``key`` knew the private key when ``origin`` had ``size`` entries.

    ``origin`` and ``root`` are those of a board's checkpoint, in hexadecimal; or the fingerprint
    of an election and the hash of the last of ``size`` events of its archive.
    """

    format: Literal["suffrage-drill/1"]
    origin: str
    size: Annotated[int, Meta(ge=1)]
    root: Digest
    group: str
    key: str
    challenge: _Number
    response: _Number


@dataclass(frozen=True, slots=True)
class Drilled:
    """The state to keep, which is bound to what was drilled on, and the proof for anybody."""

    saved: Saved = field(repr=False)
    drill: Drill


def prove_drill(reading: Reading, entropy: Entropy) -> Drilled:
    """The proof over what was just verified.

    The first drill on an archive binds the key to the election's fingerprint, which the holder
    has compared with the others' before. Raises ``Refused("trustee.no-key")``, and
    ``NotVerified("trustee.not-ours")`` unless the box that was read names this very key.
    """
    saved, seen = reading.saved, reading.seen
    key = decryption_key(saved, entropy)
    text = key.public.public_key
    require_own_key(reading, text)
    prefix = _prefix(saved.group, text, reading.origin, seen.size, seen.root)
    proof = prove_knowledge(load_group(saved.group), key.exponent, prefix, entropy)
    drill = Drill(
        _FORMAT,
        reading.origin,
        seen.size,
        seen.root,
        saved.group,
        text,
        proof.challenge,
        proof.response,
    )
    return Drilled(_bound(reading), drill)


def _bound(reading: Reading) -> Saved:
    scope = reading.saved.scope
    if isinstance(scope, ElectionScope):
        scope = msgspec.structs.replace(scope, fingerprint=reading.origin)
    return msgspec.structs.replace(reading.saved, scope=scope, seen=reading.seen)


def check_drill(drill: Drill) -> None:
    """The proof holds; that key and place are the right ones is for the reader to compare.

    Raises ``Malformed``: ``bel.unsupported``, ``bel.point``, ``bel.identity``, ``bel.exponent``;
    ``NotVerified("trustee.drill")``.
    """
    group = load_group(drill.group)
    public: Points = group.decode([drill.key])
    refuse_identity(group, public)
    prefix = _prefix(drill.group, drill.key, drill.origin, drill.size, drill.root)
    proof = Proof(challenge=drill.challenge, response=drill.response)
    try:
        vartime_check_knowledge(group, public, prefix, proof)
    except NotVerified as error:
        raise NotVerified("trustee.drill") from error


def read_drill(data: bytes) -> Drill:
    """The drill in a file; raises ``Malformed`` (``canonical.*``)."""
    return canonical.decode(data, Drill)


def write_drill(drill: Drill) -> bytes:
    """The file of a drill."""
    return canonical.encode(drill)


def _prefix(group: str, key: str, origin: str, size: int, root: str) -> str:
    """No other proof's prefix begins so; the origin, free of bars, comes before the numbers."""
    return f"suffrage-drill/1|{group}|{key}|{origin}|{size}|{root}|"
