"""Which sections lie in a pool: their paper is sealed, and nothing of it is kept here.

No figure, file or photo of such a paper goes into a table; those of other sections are not sealed.
"""

from suffrage.conduct.state import State
from suffrage.errors import Refused

__all__ = ["check_hidden", "check_public", "check_sum_shown"]


def check_hidden(state: State, contest: str, unit: str) -> None:
    """Raise ``Refused("sheet.not-hidden")`` for a section in no pool."""
    if state.rules.pool_of(contest, unit) is None:
        raise Refused("sheet.not-hidden", at="unit", unit=unit)


def check_public(state: State, contest: str, unit: str) -> None:
    """Raise ``Refused("sheet.hidden")`` for a section in a pool."""
    pool = state.rules.pool_of(contest, unit)
    if pool is not None:
        raise Refused("sheet.hidden", at="unit", unit=unit, pool=pool.id)


def check_sum_shown(state: State, contest: str, place: str) -> None:
    """Raise ``Refused("federation.total-hidden")`` for a place with sections in a pool.

    The sheets of its other sections are public, so that its total would show what is hidden.
    """
    for section in state.rules.tree.below(place):
        pool = state.rules.pool_of(contest, section.id)
        if pool is not None:
            raise Refused("federation.total-hidden", at="unit", unit=place, pool=pool.id)
