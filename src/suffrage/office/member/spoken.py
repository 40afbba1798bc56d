"""Sentences about a member with their days and hours as the reader writes them."""

import re
from datetime import date
from typing import Final

from suffrage.roll.told import Told
from suffrage.site.pages.render import Reader

__all__ = ["say", "say_day"]

_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def say(reader: Reader, one: Told) -> str:
    """The sentence of a code; hours are told in the reader's zone."""
    return reader.told(one.code, {name: _text(reader, to) for name, to in one.fields.items()})


def say_day(reader: Reader, day: str) -> str:
    """A day as the language writes it in figures."""
    found = date.fromisoformat(day)
    return f"{found:%d/%m/%Y}" if reader.language == "fr" else day


def _text(reader: Reader, value: str | int) -> str | int:
    if isinstance(value, int):
        return value
    if _INSTANT.fullmatch(value):
        return reader.when(value)
    return say_day(reader, value) if _DAY.fullmatch(value) else value
