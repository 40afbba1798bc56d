"""JSON exactly as Belenios writes it: compact, raw UTF-8, fields in the order of the class.

Reading writes the value again and compares: a space, another order, an escaped letter, a repeated
or a needless field are refused. One character has no form both sides agree on, DEL (U+007F), and
is refused everywhere. No message repeats the data, which may be a secret.
"""

import re
from typing import Annotated, Final, TypeVar

import msgspec

from suffrage.errors import Malformed

__all__ = ["Digest", "Exponent", "Record", "Small", "read", "read_exponents", "write"]

_T = TypeVar("_T")
_PLACE = re.compile(r" - at `(?:key in )?\$\.?(.*?)`")
_DELETE: Final = b"\x7f"

# A number modulo q in base 10; the comparison with q is done in ``read_exponents``.
Exponent = Annotated[str, msgspec.Meta(pattern=r"\A(0|[1-9][0-9]{0,616})\Z")]
Digest = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
# Counts above 2^30-1 would be written as strings; no supported election reaches them.
Small = Annotated[int, msgspec.Meta(ge=0, le=2**30 - 1)]


class Record(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is read and written: optional fields equal to their default are left out."""


def read(data: bytes, kind: type[_T], what: str) -> _T:
    """A value of ``kind``; ``what`` names the record as Belenios does.

    Raises ``Malformed("bel.json")`` for bytes of another shape, with the place, and
    ``Malformed("bel.canonical")`` for bytes that would be written differently.
    """
    try:
        value = msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeError, RecursionError, OverflowError) as error:
        found = _PLACE.search(str(error))
        raise Malformed("bel.json", at=found[1] if found else "", what=what) from None
    if _DELETE in data or write(value) != data:
        raise Malformed("bel.canonical", what=what)
    return value


def write(value: object) -> bytes:
    """The bytes of a value; raises ``Malformed("bel.text")`` for text that is not Unicode."""
    try:
        return msgspec.json.encode(value)
    except UnicodeError:
        raise Malformed("bel.text") from None


def read_exponents(texts: list[str], order: int) -> list[int]:
    """Numbers below the order; raises ``Malformed("bel.exponent")`` with the index."""
    numbers = [int(text) for text in texts]
    for index, number in enumerate(numbers):
        if number >= order:
            raise Malformed("bel.exponent", index=index)
    return numbers
