"""A value that changes with the size of the board."""

from bisect import bisect_right
from typing import Generic, TypeVar

__all__ = ["Timeline"]

_Value = TypeVar("_Value")


class Timeline(Generic[_Value]):
    """What something was at each size; sizes are given in ascending order."""

    def __init__(self, first: _Value) -> None:
        self._sizes = [0]
        self._values = [first]

    def set(self, size: int, value: _Value) -> None:
        """From this size on the value is another."""
        self._sizes.append(size)
        self._values.append(value)

    def at(self, size: int) -> _Value:
        """The value that the board of a size gave."""
        return self._values[bisect_right(self._sizes, size) - 1]

    def last_until(self, size: int) -> int:
        """The size at which the value was last set, up to a size; 0 if never."""
        return self._sizes[bisect_right(self._sizes, size) - 1]

    @property
    def now(self) -> _Value:
        """The latest value."""
        return self._values[-1]
