"""Saying where in an archive a check failed."""

from collections.abc import Iterator
from contextlib import contextmanager

from suffrage.errors import SuffrageError

__all__ = ["place"]


@contextmanager
def place(where: str) -> Iterator[None]:
    """Puts ``where`` before the place of any refusal raised inside."""
    try:
        yield
    except SuffrageError as error:
        at = f"{where} {error.at}".rstrip()
        raise type(error)(error.code, at=at, **error.fields) from error
