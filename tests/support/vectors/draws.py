"""Seeded entropy that remembers what was drawn, as exponents, and gives the same again."""

from collections.abc import Sequence
from typing import Final

from tests.support.online_box import seeded

from suffrage.belenios.backend import load_group
from suffrage.belenios.group import Entropy

__all__ = ["Draws", "again"]

_ORDER: Final = load_group("Ed25519").order
# What the product draws for one exponent: the order's 32 bytes and 32 more against bias.
_WIDE: Final = 64


class Draws:
    """Entropy; ``taken`` gives what was drawn since it was last asked, one list a draw."""

    def __init__(self, seed: str) -> None:
        self._draw = seeded(seed)
        self._made = list[list[str]]()

    def __call__(self, size: int) -> bytes:
        data = self._draw(size)
        parts = [data[start : start + _WIDE] for start in range(0, size, _WIDE)]
        self._made.append([str(int.from_bytes(part) % _ORDER) for part in parts])
        return data

    def taken(self) -> list[list[str]]:
        """The exponents of each draw."""
        made, self._made = self._made, []
        return made


def again(draws: Sequence[Sequence[str]]) -> Entropy:
    """Entropy that gives these exponents."""
    waiting = [b"".join(int(number).to_bytes(_WIDE) for number in draw) for draw in draws]
    rest = iter(waiting)

    def draw(size: int) -> bytes:
        data = next(rest)
        assert len(data) == size
        return data

    return draw
