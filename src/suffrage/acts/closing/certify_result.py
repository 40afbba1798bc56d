"""Certify a result on a cosigned checkpoint."""

from suffrage.board.kinds.closing import Certificate, ResultCertified
from suffrage.board.record import Draft
from suffrage.conduct.results import figures_now
from suffrage.conduct.state import State

__all__ = ["certify_result"]


def certify_result(  # noqa: PLR0913  (the fields of one record)
    state: State, by: str, now: str, instance: str, *, checkpoint: bytes, decision: int = 0
) -> Draft:
    """``checkpoint`` is the signed note, verbatim, with its cosignatures."""
    body = Certificate(figures_now(state, instance), checkpoint.decode())
    return Draft("result.certified/1", ResultCertified(instance, decision), by, now, body)
