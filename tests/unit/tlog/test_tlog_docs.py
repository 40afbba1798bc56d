"""The examples in the room's docstrings are true, and its short list of names exists."""

import doctest
import importlib
import pkgutil

import pytest

from suffrage import tlog

MODULES = sorted(module.name for module in pkgutil.iter_modules(tlog.__path__, "suffrage.tlog."))


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_names_of_the_room() -> None:
    assert len(MODULES) > 10
    assert all(hasattr(tlog, name) for name in tlog.__all__)
