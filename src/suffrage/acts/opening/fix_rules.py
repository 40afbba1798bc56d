"""Fix the rules: the draft as it stands becomes the frozen definition."""

from suffrage.board.kinds.opening import RulesFixed
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["fix_rules"]


def fix_rules(state: State, by: str, now: str, decision: int) -> Draft:
    """``decision`` is the index of the commission's decision on exactly this definition."""
    return Draft("rules.fixed/1", RulesFixed(decision), by, now, state.rules)
