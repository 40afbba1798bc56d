"""The base of every value that is read or written, and the types of its fields."""

from fractions import Fraction
from functools import cache
from typing import Annotated, Final

from msgspec import Meta, Struct
from msgspec.structs import force_setattr

from suffrage.model.canonical import LARGEST_INTEGER

__all__ = [
    "LARGEST_NUMBER",
    "CampId",
    "Count",
    "Day",
    "Digest",
    "Ident",
    "Instant",
    "Label",
    "Number",
    "PublicKey",
    "RoleName",
    "Signature",
    "UnitId",
    "Value",
]


class Value(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A frozen value; unknown fields are refused and defaults are left out when written."""

    def __post_init__(self) -> None:
        # The library leaves a default out only if it is the same object, and an equal one read
        # from a file is not; without this one value would have two canonical forms.
        for field, default in _defaults(type(self)):
            if getattr(self, field) == default:
                force_setattr(self, field, default)


@cache
def _defaults(kind: type[Struct]) -> tuple[tuple[str, object], ...]:
    """The fields whose default is not one of the objects that exist only once."""
    fields = kind.__struct_fields__
    defaults = kind.__struct_defaults__
    pairs = zip(fields[len(fields) - len(defaults) :], defaults, strict=True)
    return tuple(
        (field, default)
        for field, default in pairs
        if isinstance(default, Struct | Fraction) or (isinstance(default, str | int) and default)
    )


Ident = Annotated[str, Meta(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?\Z")]
"""A name made for machines: contest, option, box, ground, camp."""

CampId = Ident

UnitId = Annotated[str, Meta(pattern=r"^[0-9A-Za-z](?:[0-9A-Za-z._-]{0,30}[0-9A-Za-z])?\Z")]
"""The code of a section or federation, as its organisation writes it (``75-012``, ``2A``)."""

RoleName = Annotated[
    str, Meta(pattern=r"^[a-z]+(?:@[0-9A-Za-z](?:[0-9A-Za-z._-]{0,30}[0-9A-Za-z])?)?\Z")
]
"""A role and its place: ``federation@75``, ``commission@chair``, ``registrar``."""

Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""A SHA-256 hash in lower-case hexadecimal."""

PublicKey = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""An Ed25519 public key (RFC 8032) in lower-case hexadecimal."""

Signature = Annotated[str, Meta(pattern=r"^[0-9a-f]{128}\Z")]
"""An Ed25519 signature (RFC 8032) in lower-case hexadecimal."""

_CLOCK = r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"
_DAY = (
    r"(?:[0-9]{4}-(?:"
    r"(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    r"|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
)
# Archives count seconds since 1970 in eleven octal digits.
_YEAR = r"(?=19[7-9]|2[01])"
Instant = Annotated[str, Meta(pattern=rf"^{_YEAR}{_DAY}{_CLOCK}\Z")]
"""A moment in UTC to the second; two instants compare as their texts do."""

Day = Annotated[str, Meta(pattern=rf"^{_YEAR}{_DAY}\Z")]
"""A day of the calendar, ``2023-01-09``."""

Count = Annotated[int, Meta(ge=0, le=LARGEST_INTEGER)]
"""How many; never negative."""

LARGEST_NUMBER: Final = 1_000_000_000
Number = Annotated[int, Meta(ge=0, le=LARGEST_NUMBER)]
"""How many members or papers one unit has: small enough that every sum over all units has a
canonical form, so that no figure, however absurd, keeps a board from being published."""

Label = Annotated[str, Meta(min_length=1, max_length=200)]
"""A short text for people."""
