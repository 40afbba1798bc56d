"""Admit an option to a contest of the draft."""

from suffrage.board.kinds.opening import OptionAdmitted
from suffrage.board.record import Draft
from suffrage.conduct.state import State
from suffrage.model.contests import Option

__all__ = ["admit_option"]


def admit_option(_state: State, by: str, now: str, contest: str, option: Option) -> Draft:
    """The option joins the draft; the rules that are fixed later contain it."""
    return Draft("option.admitted/1", OptionAdmitted(contest, option.id), by, now, option)
