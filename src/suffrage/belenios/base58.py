"""Private strings drawn in Base58: letters and digits that nobody confuses."""

from suffrage.belenios.election import BASE58
from suffrage.belenios.group import Entropy
from suffrage.errors import Unavailable

__all__ = ["draw_base58"]

# 128 bits more than the longest string holds, so that the bias is below 2**-120.
_WIDE = 32


def draw_base58(size: int, entropy: Entropy) -> str:
    """``size`` letters, at most 22 (128 bits); raises ``Unavailable("bel.entropy")``."""
    drawn = entropy(_WIDE)
    if len(drawn) != _WIDE:
        raise Unavailable("bel.entropy")
    number, letters = int.from_bytes(drawn, "big"), ""
    for _ in range(size):
        number, place = divmod(number, len(BASE58))
        letters += BASE58[place]
    return letters
