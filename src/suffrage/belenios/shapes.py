"""How an array of all questions is nested in Belenios' records.

Arithmetic works on flat arrays; the records nest them once per question, and once more per list.
A row's shape is the number of its elements, or for a question of lists the number in each list.

>>> shape = (2, (2, 1))
>>> nest(shape, "abcde")
(('a', 'b'), (('c', 'd'), ('e',)))
>>> flatten(shape, nest(shape, "abcde"))
['a', 'b', 'c', 'd', 'e']
"""

from collections.abc import Sequence
from typing import Any, TypeAlias, TypeVar

from suffrage.errors import Malformed

__all__ = ["Row", "Shape", "flatten", "nest", "row_ranges", "row_size"]

Row: TypeAlias = int | tuple[int, ...]
Shape: TypeAlias = tuple[Row, ...]
_T = TypeVar("_T")


def row_size(row: Row) -> int:
    """The number of elements of one question."""
    return row if isinstance(row, int) else sum(row)


def row_ranges(shape: Shape) -> list[range]:
    """For each question the places of its elements in the flat array."""
    ranges, start = [], 0
    for row in shape:
        end = start + row_size(row)
        ranges.append(range(start, end))
        start = end
    return ranges


def nest(shape: Shape, flat: Sequence[_T]) -> tuple[Any, ...]:
    """The flat array as nested tuples; raises ``ValueError`` when the sizes differ."""
    if len(flat) != sum(map(row_size, shape)):
        raise ValueError(len(flat))
    rows = []
    for row, places in zip(shape, row_ranges(shape), strict=True):
        part = tuple(flat[place] for place in places)
        rows.append(part if isinstance(row, int) else nest(row, part))
    return tuple(rows)


def flatten(shape: Shape, nested: Sequence[Any]) -> list[Any]:
    """The elements of nested sequences of exactly this shape.

    Raises ``Malformed("bel.shape")`` with the index of the question that has another shape.
    """
    if len(nested) != len(shape):
        raise Malformed("bel.shape", index=min(len(nested), len(shape)))
    flat: list[Any] = []
    for index, (row, part) in enumerate(zip(shape, nested, strict=True)):
        parts = [part] if isinstance(row, int) else part
        sizes = (row,) if isinstance(row, int) else row
        if [len(some) for some in parts] != list(sizes):
            raise Malformed("bel.shape", index=index)
        flat.extend(element for some in parts for element in some)
    return flat
