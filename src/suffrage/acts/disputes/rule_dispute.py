"""Rule a dispute, with the commission's decision."""

from typing import Literal

from suffrage.board.kinds.disputes import DisputeRuled
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["Effect", "rule_dispute"]

Effect = Literal["rejected", "annul-unit", "correct-sheet"]


def rule_dispute(
    _state: State, by: str, now: str, *, dispute: str, effect: Effect, decision: int = 0
) -> Draft:
    """Rejected, or upheld with the effect that the dispute's ground declares."""
    return Draft("dispute.ruled/1", DisputeRuled(dispute, effect, decision), by, now)
