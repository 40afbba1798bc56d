"""Saying where in an archive a check failed."""

from collections.abc import Iterator
from contextlib import contextmanager

from suffrage.errors import SuffrageError

__all__ = ["place", "placed"]


@contextmanager
def place(where: str) -> Iterator[None]:
    """Puts ``where`` before the place of any refusal raised inside."""
    try:
        yield
    except SuffrageError as error:
        raise placed(where, error) from error


def placed(where: str, error: SuffrageError) -> SuffrageError:
    """The same refusal with ``where`` before its place."""
    return type(error)(error.code, at=f"{where} {error.at}".rstrip(), **error.fields)
