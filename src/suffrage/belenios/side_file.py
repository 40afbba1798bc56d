"""The bytes of a side file of commitments: ``docs/spec/commitments.md``."""

from suffrage.belenios.check_batch import batch_group
from suffrage.belenios.election import Election

__all__ = ["record_size", "side_header"]

_FORMAT = "suffrage-commitments/1"
_PAIR = 64


def side_header(election: Election) -> bytes:
    """The first line; raises ``Refused("bel.side-group")`` for a group without coordinates."""
    batch_group(election)
    return f"{_FORMAT} {election.fingerprint} {election.claims.commitments}\n".encode()


def record_size(election: Election) -> int:
    """The bytes that hold the commitments of one ballot."""
    return _PAIR * election.claims.commitments
