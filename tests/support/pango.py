"""Tests that make letters are skipped where the libraries of Pango are absent."""

import importlib

import pytest

__all__ = ["need_pango"]


def need_pango() -> None:
    """Skip the test, or the module that asks, unless letters can be made."""
    try:
        importlib.import_module("weasyprint")
    except OSError:
        pytest.skip("Pango is not installed", allow_module_level=True)
