"""JSON exactly as Belenios writes it: compact, raw UTF-8, fields in the order of the class.

Reading writes the value again and compares: a space, another order, an escaped letter, a repeated
or a needless field are refused. One character has no form both sides agree on, DEL (U+007F), and
is refused everywhere. No message repeats the data, which may be a secret.
"""

import re
from collections.abc import Sequence
from typing import Annotated, Final, TypeAlias, TypeVar

import msgspec

from suffrage.decoders import decoder_of
from suffrage.errors import Malformed

__all__ = [
    "Count",
    "Digest",
    "Exponent",
    "Record",
    "Small",
    "peek",
    "read",
    "read_count",
    "read_exponents",
    "write",
    "write_count",
]

_T = TypeVar("_T")
_PLACE = re.compile(r" - at `(?:key in )?\$\.?(.*?)`")
_DELETE: Final = b"\x7f"
_LARGEST: Final = 2**30 - 1

# A number modulo q in base 10; the comparison with q is done in ``read_exponents``.
Exponent = Annotated[str, msgspec.Meta(pattern=r"\A(0|[1-9][0-9]{0,616})\Z")]
Digest = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Small = Annotated[int, msgspec.Meta(ge=0, le=_LARGEST)]
# Weights and counts: a number up to 2^30-1, a string above. Thirty digits bound them all, so that
# no sum of weights comes near the order of a group.
Count: TypeAlias = Small | Annotated[str, msgspec.Meta(pattern=r"\A[1-9][0-9]{9,29}\Z")]


class Record(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is read and written: optional fields equal to their default are left out."""


def read(data: bytes | msgspec.Raw, kind: type[_T], what: str) -> _T:
    """A value of ``kind``; ``what`` names the record as Belenios does.

    Raises ``Malformed("bel.json")`` for bytes of another shape, with the place, and
    ``Malformed("bel.canonical")`` for bytes that would be written differently.
    """
    data = bytes(data)
    value = peek(data, kind, what)
    if _DELETE in data or write(value) != data:
        raise Malformed("bel.canonical", what=what)
    return value


def peek(data: bytes | msgspec.Raw, kind: type[_T], what: str) -> _T:
    """A value of ``kind`` whatever the form of its bytes; raises ``Malformed("bel.json")``."""
    try:
        value: _T = decoder_of(kind).decode(data)
    except (msgspec.DecodeError, UnicodeError, RecursionError, OverflowError) as error:
        found = _PLACE.search(str(error))
        raise Malformed("bel.json", at=found[1] if found else "", what=what) from None
    return value


def write(value: object) -> bytes:
    """The bytes of a value; raises ``Malformed("bel.text")`` for text that is not Unicode."""
    try:
        return msgspec.json.encode(value)
    except UnicodeError:
        raise Malformed("bel.text") from None


def read_count(value: int | str, what: str) -> int:
    """The number of a ``Count``; raises ``Malformed("bel.canonical")`` for a needless string."""
    if isinstance(value, int):
        return value
    if int(value) <= _LARGEST:
        raise Malformed("bel.canonical", what=what)
    return int(value)


def write_count(number: int) -> int | str:
    """The form in which a weight or a count is written."""
    return number if number <= _LARGEST else str(number)


def read_exponents(texts: Sequence[str], order: int) -> list[int]:
    """Numbers below the order; raises ``Malformed("bel.exponent")`` with the index."""
    numbers = list(map(int, texts))
    if numbers and max(numbers) >= order:
        index = next(index for index, number in enumerate(numbers) if number >= order)
        raise Malformed("bel.exponent", index=index)
    return numbers
