"""The trustee's own word to the board: the public key of the share, as a signed record."""

from suffrage.board.kinds.opening import TrusteeSetUp
from suffrage.board.record import Draft
from suffrage.board.signature import key_of, signer
from suffrage.board.submission import write_submission
from suffrage.trustee.saved import BoardScope

__all__ = ["announcement", "signing_key"]


def announcement(scope: BoardScope, index: int, public_key: str, now: str) -> bytes:
    """The record ``trustees.setup/1`` with its signature, ready for the office to append.

    ``now`` is an instant in UTC. The board takes it once it names the signing key for the role.
    """
    head = TrusteeSetUp(scope.box, scope.run, index, public_key)
    draft = Draft("trustees.setup/1", head, scope.role, now)
    return write_submission(scope.policy.origin, draft, signer(bytes.fromhex(scope.signing)))


def signing_key(scope: BoardScope) -> str:
    """The public key that the board must name for the role, in hexadecimal."""
    return key_of(bytes.fromhex(scope.signing))
