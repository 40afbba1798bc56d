"""A secret permutation, and ciphertexts that left in its order under other randomness."""

from dataclasses import dataclass, field
from typing import Final

from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.group import Entropy, Group, Points, random_scalars
from suffrage.errors import Unavailable

__all__ = ["Permutation", "draw_permutation", "reencrypt"]

_KEY: Final = 32


@dataclass(frozen=True, slots=True)
class Permutation:
    """Output i was input ``sources[i]``, multiplied by an encryption of 1 with ``exponents[i]``.

    Whoever knows it can trace each answer through this shuffle.
    """

    sources: tuple[int, ...] = field(repr=False)
    exponents: tuple[int, ...] = field(repr=False)

    def targets(self) -> list[int]:
        """For each input the place of its output."""
        return sorted(range(len(self.sources)), key=self.sources.__getitem__)


def draw_permutation(group: Group, number: int, entropy: Entropy) -> Permutation:
    """A uniform permutation of so many places, with uniform exponents.

    The places are sorted by keys of 256 bits: every order of distinct keys is equally likely, so
    there is no bias, and two equal keys do not happen unless the source repeats itself. Raises
    ``Unavailable("bel.entropy-repeats")`` then, and ``Unavailable("bel.entropy")`` if it falls
    short.
    """
    drawn = entropy(_KEY * number)
    if len(drawn) != _KEY * number:
        raise Unavailable("bel.entropy")
    keys = [drawn[i : i + _KEY] for i in range(0, len(drawn), _KEY)]
    if len(set(keys)) != number:
        raise Unavailable("bel.entropy-repeats")
    sources = sorted(range(number), key=keys.__getitem__)
    return Permutation(tuple(sources), tuple(random_scalars(group, number, entropy)))


def reencrypt(
    group: Group, key: Points, ciphertexts: Ciphertexts, permutation: Permutation
) -> Ciphertexts:
    """The same plaintexts under the same key, permuted, unlinkable without the permutation."""
    chosen = ciphertexts.take(permutation.sources)
    keys = key.take([0] * len(permutation.sources))
    return Ciphertexts(
        group.add(chosen.alphas, group.base(permutation.exponents)),
        group.add(chosen.betas, group.times(keys, permutation.exponents)),
    )
