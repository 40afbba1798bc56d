"""Decoders of the kinds of values, each made once and by one thread at a time.

The library resolves a struct's types when they are first asked for, and keeps them on the class
before they are whole. A second thread that reads the same struct meanwhile takes the half that is
there, and the process ends without a word (msgspec 0.22; ``tests/unit/test_decoders.py`` shows
it). So whatever reads a kind asks for its decoder first; from then on its types are whole.

>>> decoder_of(list[int]).decode(b"[1, 2]")
[1, 2]
"""

import threading
from collections.abc import Callable
from typing import Any, Final, TypeAlias

import msgspec

__all__ = ["Hook", "decoder_of"]

Hook: TypeAlias = Callable[[type, Any], Any]
"""Makes a value of a type that the library does not know from what stands for it."""

_MADE: Final[dict[tuple[object, Hook | None], "msgspec.json.Decoder[Any]"]] = {}
_ONE_AT_A_TIME: Final = threading.Lock()


def decoder_of(kind: object, hook: Hook | None = None) -> "msgspec.json.Decoder[Any]":
    """The decoder of a kind; the kinds that are ever read are few, and all are kept."""
    found = _MADE.get((kind, hook))
    if found is None:
        with _ONE_AT_A_TIME:
            # Another thread may have made it meanwhile: then this one costs a moment only.
            found = _MADE[kind, hook] = msgspec.json.Decoder(kind, dec_hook=hook)
    return found
