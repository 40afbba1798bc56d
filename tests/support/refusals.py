"""How a test says that something must be refused, and elections that differ in one part."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from tests.support.definitions import plain_six_sections

from suffrage.errors import SuffrageError
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import Definition, from_plain

__all__ = ["Change", "definition_with", "refused"]

Change = Callable[[dict[str, Any]], object]


@contextmanager
def refused(code: str, /, **fields: str | int) -> Iterator[pytest.ExceptionInfo[SuffrageError]]:
    """The block ends in a refusal with this code, and these of its fields."""
    with pytest.raises(SuffrageError) as caught:
        yield caught
    assert caught.value.code == code, str(caught.value)
    assert {name: caught.value.fields.get(name) for name in fields} == fields


def definition_with(change: Change | None = None, **parts: object) -> Definition:
    """The definition of six sections with other parts; ``change`` alters the plain shape."""
    plain: dict[str, Any] = {**plain_six_sections(), **parts}
    if change is not None:
        change(plain)
    definition = from_plain(plain)
    check_definition(definition)
    return definition


def option(name: str, **more: object) -> Mapping[str, object]:
    """A plain option with a label and a signatory."""
    return {"id": name, "label": name.title(), "first_signatory": name.upper(), **more}
