"""Chance for invented figures: integers only, the same on every machine from the same seed."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import TypeVar

__all__ = ["Draw"]

T = TypeVar("T")


class Draw:
    """A source of invented integers.

    It asks the generator for raw bits alone, because the standard library promises less about
    how its own ``shuffle`` and ``sample`` use them from one version to the next. The bias of the
    remainder, below 2⁻⁴⁰ here, does not matter for figures that stand for nothing.
    """

    def __init__(self, seed: int) -> None:
        self._source = Random(seed)  # noqa: S311  (a demo's figures, not a secret)

    def below(self, bound: int) -> int:
        """An integer from 0 to ``bound`` - 1."""
        return self._source.getrandbits(64) % bound

    def between(self, low: int, high: int) -> int:
        """An integer from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def bump(self, reach: int) -> int:
        """A deviation from -``reach`` to ``reach``, most often near 0."""
        return sum(self.between(-reach, reach) for _ in range(3)) // 3

    def happens(self, permille: int) -> bool:
        """Whether something of this probability, in thousandths, comes about."""
        return self.below(1000) < permille

    def shuffled(self, items: Iterable[T]) -> list[T]:
        """The items in any order (Fisher and Yates)."""
        order = list(items)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order

    def weighted(self, weights: Sequence[int]) -> int:
        """An index, as often as its weight says."""
        mark = self.below(sum(weights))
        index = 0
        while mark >= weights[index]:
            mark -= weights[index]
            index += 1
        return index
