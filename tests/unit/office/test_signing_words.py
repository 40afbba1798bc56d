"""Whoever signs reads words: every field of every record has a name in both languages."""

import importlib
import pkgutil
from collections.abc import Iterator

import msgspec
import pytest

from suffrage.board import kinds
from suffrage.words import LANGUAGES, codes


def _fields() -> Iterator[str]:
    for found in pkgutil.iter_modules(kinds.__path__):
        name = f"{kinds.__name__}.{found.name}"
        for one in vars(importlib.import_module(name)).values():
            # What a record takes over from elsewhere has its words there.
            if isinstance(one, type) and issubclass(one, msgspec.Struct) and one.__module__ == name:
                yield from one.__struct_encode_fields__


@pytest.mark.parametrize("field", sorted(set(_fields())))
def test_a_field_that_is_signed_has_a_word(field: str) -> None:
    for language in LANGUAGES:
        assert f"desk.field.{field.replace('_', '-')}" in codes(language)
