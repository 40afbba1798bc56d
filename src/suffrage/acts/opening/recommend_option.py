"""Tell the voters of an option that does not go on for whom they might vote in the next round."""

from suffrage.board.kinds.opening import OptionRecommended
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["recommend_option"]


def recommend_option(
    _state: State,
    by: str,
    now: str,
    instance: str,
    option: str,
    recommended: str = "",
    *,
    decision: int = 0,
) -> Draft:
    """``recommended`` stands in the next round; it is empty where the voters are left free."""
    head = OptionRecommended(instance, option, recommended, decision)
    return Draft("option.recommended/1", head, by, now)
