"""Folds of a state, remembered: a state never changes, so that its last answers still hold.

Pages, claims and disputes ask the same of one state many times, and a night has thousands of
sections. Answers are told apart by the very state, not by its value, which takes long to compare;
a handful of states is kept.

>>> rows = of_state(lambda state, instance: [instance])
>>> state = State()
>>> rows(state, "text") is rows(state, "text"), rows(state, "text") is rows(State(), "text")
(True, False)
"""

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Concatenate, Final, ParamSpec, TypeVar

from suffrage.conduct.state import State

__all__ = ["of_state"]

_P = ParamSpec("_P")
_R = TypeVar("_R")
_KEPT: Final = 32


class _Same:
    """A state as itself."""

    __slots__ = ("state",)

    def __init__(self, state: State) -> None:
        self.state = state

    def __hash__(self) -> int:
        return id(self.state)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.state is self.state


def of_state(fold: Callable[Concatenate[State, _P], _R]) -> Callable[Concatenate[State, _P], _R]:
    """The same fold, which gives the same answer to the same state without folding again.

    What it answers must not change either, and its further arguments must be hashable.
    """

    def anew(same: _Same, /, *args: _P.args, **more: _P.kwargs) -> _R:
        return fold(same.state, *args, **more)

    kept: Callable[..., _R] = lru_cache(maxsize=_KEPT)(anew)

    def remembered(state: State, /, *args: _P.args, **more: _P.kwargs) -> _R:
        return kept(_Same(state), *args, **more)

    return update_wrapper(remembered, fold)
