"""Accept a trustee's partial decryption, after checking its proofs and its vouch."""

from collections.abc import Sequence

from suffrage.acts.online.draft_event import draft_event, head_of
from suffrage.belenios.decryption import check_share
from suffrage.belenios.events import partial_decryption_event
from suffrage.belenios.report import Report
from suffrage.belenios.vouch import vartime_check_vouch
from suffrage.board.record import Draft
from suffrage.conduct.state import State
from suffrage.errors import Refused

__all__ = ["accept_partial_decryption"]


def accept_partial_decryption(
    state: State, box: str, run: int, verified: Report, records: Sequence[bytes], vouch: bytes
) -> Draft:
    """``verified`` is the report on the tallied archive; the rest is the trustee's.

    The record of this very vouch comes before, in the same transaction. Raises what
    ``check_share`` and ``vartime_check_vouch`` raise, and ``Refused("box.phase")`` without a
    tally.
    """
    if verified.tally is None:
        raise Refused("box.phase", box=box, phase=verified.phase)
    setup, tally = verified.setup, verified.tally
    share = check_share(setup.election, setup.trustees, tally, records)
    vartime_check_vouch(setup.election, setup.trustees, tally, share, vouch)
    pieces = partial_decryption_event(head_of(state, box, run), share)
    return draft_event(state, box, run, pieces)
