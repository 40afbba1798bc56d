"""What a kind of record is made of."""

from dataclasses import dataclass
from typing import Literal

from suffrage.model.values import Value

__all__ = ["Event", "Kind", "Nothing", "Text"]


class Nothing(Value, frozen=True):
    """The head of a record that has no public field of its own."""


@dataclass(frozen=True, slots=True)
class Text:
    """Free text in a blob of its own, which a later record can declare erased.

    ``data`` is empty when the blob has been erased.
    """

    data: bytes


@dataclass(frozen=True, slots=True)
class Event:
    """One event of an online archive: its bytes, and the data records that precede it."""

    data: bytes
    pieces: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its versioned name, its public fields, and what its payload holds.

    ``body`` is the class of a payload in canonical JSON, ``"text"`` for an erasable text,
    ``"event"`` for an event of an online archive, ``None`` for a record without payload.
    """

    name: str
    head: type[Value]
    body: type[Value] | Literal["text", "event"] | None = None
