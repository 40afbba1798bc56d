"""With what an archive is verified, none of which can change a verdict."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from suffrage.belenios.group import Entropy

__all__ = ["Hints", "Means", "Memory", "SideFile", "Spread"]

_T = TypeVar("_T")
_R = TypeVar("_R")


class Spread(Protocol):
    """``map`` over one iterable, in order, which may use other processes or machines.

    Tasks are taken from the iterable as there is room for them, never all at once.
    """

    def __call__(self, function: Callable[[_T], _R], tasks: Iterable[_T], /) -> Iterator[_R]:
        """The results in the order of the tasks."""


class SideFile(Protocol):
    """Commitments of all ballots, in the order of casting, that nobody has to trust."""

    def begin(self, header: bytes, size: int) -> None:
        """The file starts with ``header``, and ``size`` bytes belong to each ballot.

        Raises what a file of another election is refused with.
        """

    def given(self, first: int, number: int) -> bytes | None:
        """Those of ``number`` ballots from ``first`` on, or ``None`` unless it has them all."""

    def keep(self, first: int, commitments: bytes) -> None:
        """Those of the ballots from ``first`` on, for the next time."""


class Memory(Protocol):
    """Ballots whose proofs were all found to hold before, by a hash of all that they depend on."""

    def __contains__(self, key: bytes, /) -> bool:
        """Whether this is one of them."""

    def add(self, keys: Iterable[bytes], /) -> None:
        """More of them."""


@dataclass(frozen=True, slots=True)
class Hints:
    """A side file, and where the coefficients come from by which its commitments are proved.

    ``entropy`` crosses to other processes, so it is a function that they can import.
    """

    file: SideFile
    entropy: Entropy


def _serially(function: Callable[[_T], _R], tasks: Iterable[_T], /) -> Iterator[_R]:
    return map(function, tasks)


def _nobody(_done: int, _whole: int, /) -> None:
    return


@dataclass(frozen=True, slots=True)
class Means:
    """``spread`` shares the work out, ``hints`` and ``memory`` save some, ``progress`` watches.

    ``progress`` is called with the bytes read and the bytes in all.
    """

    spread: Spread = _serially
    hints: Hints | None = None
    memory: Memory | None = None
    progress: Callable[[int, int], None] = _nobody
