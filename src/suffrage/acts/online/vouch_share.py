"""Record a trustee's vouch for the own share: the trustee's own word, before the share's event.

The office performs the two together, so that no vouch stands whose share is refused:

>>> said, sign = read_submission(data)  # or a draft of this act
>>> accept = partial(accept_partial_decryption, box=box, run=run, ..., vouch=body_bytes(said.body))
>>> board.perform_all([(lambda state: said, sign), (accept, None)])
"""

from collections.abc import Sequence

from suffrage.belenios.hashing import wide_digest
from suffrage.board.kinds.online import ShareVouched, Vouch
from suffrage.board.record import Draft
from suffrage.conduct.state import State
from suffrage.model import canonical

__all__ = ["vouch_share"]


def vouch_share(
    _state: State, by: str, now: str, box: str, run: int, *, records: Sequence[bytes], vouch: bytes
) -> Draft:
    """``records`` are those of the share; the proof is checked where the share is accepted.

    Raises ``Malformed`` (``canonical.*``) for bytes that are no vouch.
    """
    body = canonical.decode(vouch, Vouch)
    head = ShareVouched(box, run, body.owner, wide_digest(records[-1]))
    return Draft("share.vouched/1", head, by, now, body)
