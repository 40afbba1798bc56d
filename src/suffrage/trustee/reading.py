"""What a trustee's program has verified: a board, or an archive alone, and how far it had come."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from suffrage.belenios.report import Report
from suffrage.conduct.state import RunPhase
from suffrage.errors import NotVerified
from suffrage.trustee.saved import Saved, Seen

__all__ = ["Reading", "after_seeing", "require_own_key"]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was verified about the run of a saved key; there is none without.

    ``origin``, ``seen`` say what was read: the board's origin, size and root, or the election's
    fingerprint, its number of events and the hash of the last. ``saved`` is the state after it,
    which remembers ``seen`` unless the key is still to be bound by a drill. ``minimum`` ballots
    are the fewest to decrypt. ``keys`` are the public keys of the box's trustees by number.
    ``archive`` is what the proofs of the box say; ``None`` while it has no archive.
    """

    origin: str
    seen: Seen
    saved: Saved = field(repr=False)
    phase: RunPhase
    minimum: int
    keys: Mapping[int, str]
    archive: Report | None = field(repr=False)


def after_seeing(saved: Saved, seen: Seen) -> Saved:
    """The state that remembers this place too; the caller has shown that it continues the last."""
    return msgspec.structs.replace(saved, seen=seen)


def require_own_key(reading: Reading, public_key: str) -> int:
    """The number, from 1, under which this key stands among those of the box.

    Raises ``NotVerified("trustee.not-ours")`` if it does not.
    """
    for owner, key in reading.keys.items():
        if key == public_key:
            return owner
    raise NotVerified("trustee.not-ours")
