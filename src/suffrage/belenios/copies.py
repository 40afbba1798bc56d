"""Finding in a whole box the ciphertexts that two voters share.

Whoever copies a part of another's ballot learns the vote from a small tally (Cortier and Smyth,
2011), so no alpha or beta may stand in ballots of two credentials. Each is remembered as eight
bytes of its hash, spread over short lists that are compared at the end, so that a million ballots
need some tens of megabytes. Eight bytes can be made to agree on purpose: what agrees is only a
suspicion, and whoever asks compares the ballots themselves, all those that agree.
"""

from array import array
from collections.abc import Iterator

__all__ = ["Components"]

_LISTS = 256


class Components:
    """The components of all ballots so far, with the numbers of their ballots."""

    def __init__(self) -> None:
        self._hashes = [array("Q") for _ in range(_LISTS)]
        self._ballots = [array("I") for _ in range(_LISTS)]

    def add(self, ballot: int, components: bytes) -> None:
        """Remembers a ballot's components, eight bytes of hash each."""
        hashes = array("Q")
        hashes.frombytes(components)
        for value in hashes:
            self._hashes[value % _LISTS].append(value)
            self._ballots[value % _LISTS].append(ballot)

    def suspicions(self) -> Iterator[list[int]]:
        """Groups of different ballots, in order, that seem to share a component."""
        for hashes, ballots in zip(self._hashes, self._ballots, strict=True):
            first, groups = dict[int, int](), dict[int, list[int]]()
            for value, ballot in zip(hashes, ballots, strict=True):
                earlier = first.setdefault(value, ballot)
                if earlier != ballot:
                    group = groups.setdefault(value, [earlier])
                    if group[-1] != ballot:
                        group.append(ballot)
            yield from groups.values()
