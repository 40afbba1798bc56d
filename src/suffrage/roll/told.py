"""A code with the fields of its sentence: what is said to a person and is no error."""

from collections.abc import Mapping
from dataclasses import dataclass

from immutables import Map

__all__ = ["Told", "told"]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of ``suffrage.words``, by code; ``fields`` are texts and integers."""

    code: str
    fields: Mapping[str, str | int]


def told(code: str, **fields: str | int) -> Told:
    """The sentence of a code with these fields."""
    return Told(code, Map(fields))
