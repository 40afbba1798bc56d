"""Withdraw an option, or a finalist, before its polls open."""

from suffrage.board.kinds.opening import OptionWithdrawn
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["withdraw_option"]


def withdraw_option(
    _state: State, by: str, now: str, instance: str, option: str, *, decision: int = 0
) -> Draft:
    """``instance`` is the contest, with its place where it is not the nation's."""
    return Draft("option.withdrawn/1", OptionWithdrawn(instance, option, decision), by, now)
