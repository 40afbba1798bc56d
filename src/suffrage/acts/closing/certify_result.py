"""Certify a result on a cosigned checkpoint."""

from suffrage.board.kinds.closing import Certificate, ResultCertified
from suffrage.board.record import Draft
from suffrage.conduct.results import figures_now
from suffrage.conduct.state import State

__all__ = ["certify_result"]


def certify_result(
    state: State, by: str, now: str, instance: str, *, checkpoint: bytes, decision: int = 0
) -> Draft:
    """``checkpoint`` is the signed note, verbatim, with its cosignatures."""
    lines = tuple(checkpoint.decode().splitlines())
    body = Certificate(figures_now(state, instance), lines)
    return Draft("result.certified/1", ResultCertified(instance, decision), by, now, body)
