"""The trustee's own words to the board, as signed records: the key of the share, its vouch."""

from suffrage.belenios.hashing import wide_digest
from suffrage.board.kinds.online import ShareVouched, Vouch
from suffrage.board.kinds.opening import TrusteeSetUp
from suffrage.board.record import Draft
from suffrage.board.signature import key_of, signer
from suffrage.board.submission import write_submission
from suffrage.model import canonical
from suffrage.trustee.decrypt import Released
from suffrage.trustee.saved import BoardScope

__all__ = ["announcement", "signing_key", "vouching"]


def announcement(scope: BoardScope, index: int, public_key: str, now: str) -> bytes:
    """The record ``trustees.setup/1`` with its signature, ready for the office to append.

    ``now`` is an instant in UTC. The board takes it once it names the signing key for the role.
    """
    head = TrusteeSetUp(scope.box, scope.run, index, public_key)
    draft = Draft("trustees.setup/1", head, scope.role, now)
    return write_submission(scope.policy.origin, draft, signer(bytes.fromhex(scope.signing)))


def vouching(scope: BoardScope, released: Released, now: str) -> bytes:
    """The record ``share.vouched/1`` with its payload and signature, for the office to append.

    ``now`` is an instant in UTC. The board takes it before the share's event, and that event
    only after it.
    """
    share = released.share
    head = ShareVouched(scope.box, scope.run, share.owner, wide_digest(share.records[-1]))
    body = canonical.decode(released.vouch, Vouch)
    draft = Draft("share.vouched/1", head, scope.role, now, body)
    return write_submission(scope.policy.origin, draft, signer(bytes.fromhex(scope.signing)))


def signing_key(scope: BoardScope) -> str:
    """The public key that the board must name for the role, in hexadecimal."""
    return key_of(bytes.fromhex(scope.signing))
