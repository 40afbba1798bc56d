"""What does not hold: failures with their places, collected instead of ending at the first.

A place is ``path``, ``path:byte``, ``path event 3`` or ``entry 412 votes.to2``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from suffrage.errors import SuffrageError

__all__ = ["Failure", "Findings", "first_difference"]

_BYTE = re.compile(r"byte ([0-9]+)\b *")


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that does not hold; ``fields`` fill the sentence of ``code``."""

    code: str
    place: str
    fields: Mapping[str, str | int]


class Findings:
    """The failures so far. It only grows; every check adds to the same one."""

    def __init__(self) -> None:
        self._failures: list[Failure] = []

    def __len__(self) -> int:
        return len(self._failures)

    @property
    def failures(self) -> Sequence[Failure]:
        """The failures in the order in which they were found."""
        return tuple(self._failures)

    def add(self, error: SuffrageError, place: str) -> None:
        """Note what a check raised while it looked at ``place``."""
        self._failures.append(Failure(error.code, _joined(place, error.at), error.fields))

    @contextmanager
    def at(self, place: str) -> Iterator[None]:
        """Note whatever the block raises, and go on after it."""
        try:
            yield
        except SuffrageError as error:
            self.add(error, place)


def _joined(place: str, inner: str) -> str:
    """The place of a failure inside an object whose own place is known."""
    if inner.startswith(place):
        return inner
    byte = _BYTE.match(inner)
    if byte:
        place, inner = f"{place}:{byte[1]}", inner[byte.end() :]
    return f"{place} {inner}".rstrip()


def first_difference(left: bytes, right: bytes) -> int:
    """The index of the first byte in which two sequences differ; their length if they do not."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(left), len(right)))
