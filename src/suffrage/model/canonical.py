"""Canonical JSON: one value, one sequence of bytes.

The form (``docs/spec/canonical-json.md``): UTF-8, sorted ASCII keys, no space, no null, no
float, no duplicate key, integers between -2**53 and 2**53, strings in NFC without control
characters, fractions as ``"p/q"`` in lowest terms. A field equal to its default is left out.
The parser refuses bytes that it would write differently, so equal values have equal hashes.

>>> decode(b'{"a":1}', dict[str, int])
{'a': 1}
>>> encode({"b": 1, "a": Fraction(2, 40)})
b'{"a":"1/20","b":1}'
"""

import hashlib
import re
import unicodedata
from fractions import Fraction
from typing import Any, Final, TypeVar

import msgspec

from suffrage.decoders import decoder_of
from suffrage.errors import Malformed

__all__ = ["LARGEST_INTEGER", "convert", "decode", "digest", "encode", "plain_fraction"]

LARGEST_INTEGER: Final = 2**53 - 1
_DIGITS: Final = len(str(LARGEST_INTEGER))
_SHOWN: Final = 40
_T = TypeVar("_T")
_FRACTION = re.compile(r"(0|[1-9][0-9]*)/([1-9][0-9]*)")
# A string without an end runs to the end of the text, so that nothing is looked at twice.
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)")
_NUMBER = re.compile(r"-?[0-9][-+.0-9eE]*")
# Delete, the C1 controls, and the characters that turn the direction of writing.
_FORBIDDEN = frozenset(
    map(chr, [*range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
)
_PLACE = re.compile(r" - at (?:`key` in )?`\$(.*?)`")


def encode(value: object) -> bytes:
    """The canonical bytes of a value; raises ``Malformed("canonical.value")`` if it has none."""
    data = _write(value)
    _check_text(data)
    return data


def decode(data: bytes, kind: type[_T]) -> _T:
    """The value of canonical bytes, of the type asked for.

    Raises ``Malformed``: ``canonical.utf8``, ``canonical.text``, ``canonical.shape`` with the
    place, or ``canonical.form`` with the first byte that canonical writing would change.
    """
    _check_text(data)
    try:
        value: _T = decoder_of(kind, _read_fraction).decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise _shape(error) from error
    # Bytes that are the same again have the text that was checked above.
    again = _write(value)
    if again != data:
        raise Malformed("canonical.form", at=f"byte {_first_difference(data, again)}")
    return value


def convert(value: object, kind: type[_T]) -> _T:
    """A checked value of ``kind`` from plain lists and dictionaries; raises ``Malformed``."""
    decoder_of(kind, _read_fraction)  # its types are whole from here on
    try:
        return msgspec.convert(value, type=kind, dec_hook=_read_fraction)
    except (msgspec.ValidationError, RecursionError) as error:
        raise _shape(error) from error


def digest(value: object) -> str:
    """SHA-256 of the canonical bytes, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(encode(value)).hexdigest()


def _write(value: object) -> bytes:
    try:
        return msgspec.json.encode(value, enc_hook=_write_fraction, order="sorted")
    except (TypeError, OverflowError, UnicodeEncodeError) as error:
        raise Malformed("canonical.value", detail=str(error)) from error


def _check_text(data: bytes) -> None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Malformed("canonical.utf8", at=f"byte {error.start}") from error
    if not unicodedata.is_normalized("NFC", text):
        raise Malformed("canonical.text")
    if not _FORBIDDEN.isdisjoint(text):
        raise Malformed("canonical.text")
    # JSON writes the other control characters as escapes; only these two escapes are left.
    if any(escape[1] not in '"\\' for escape in _ESCAPE.finditer(text)):
        raise Malformed("canonical.text")
    bare = _STRING.sub("", text)
    if "null" in bare:
        raise Malformed("canonical.null")
    for number in _NUMBER.finditer(bare):
        digits = number[0].removeprefix("-")
        if not digits.isdigit() or len(digits) > _DIGITS or int(digits) > LARGEST_INTEGER:
            raise Malformed("canonical.number", number=number[0][:_SHOWN])


def _shape(error: Exception) -> Malformed:
    message = str(error)
    found = _PLACE.search(message)
    place = found.group(1).lstrip(".") if found else ""
    return Malformed("canonical.shape", at=place, detail=_PLACE.sub("", message))


def _first_difference(left: bytes, right: bytes) -> int:
    pairs = zip(left, right, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(left), len(right)))


def plain_fraction(value: Fraction) -> str:
    """A fraction as canonical JSON writes it: ``"p/q"`` in lowest terms."""
    return f"{value.numerator}/{value.denominator}"


def _write_fraction(value: Any) -> str:  # noqa: ANN401  (the library's hook receives anything)
    if isinstance(value, Fraction):
        return plain_fraction(value)
    raise TypeError(type(value).__name__)


def _read_fraction(kind: type, value: Any) -> Any:  # noqa: ANN401  (same)
    if kind is not Fraction:
        raise TypeError(kind.__name__)
    found = _FRACTION.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("Expected a fraction p/q")
    fraction = Fraction(int(found[1]), int(found[2]))
    if f"{fraction.numerator}/{fraction.denominator}" != value:
        raise ValueError("Expected a fraction in lowest terms")
    return fraction
