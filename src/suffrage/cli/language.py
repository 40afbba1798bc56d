"""The reader's language, from the environment."""

import os
from collections.abc import Mapping

from suffrage.words import Language, sentence

__all__ = ["language", "say"]


def language(environment: Mapping[str, str] | None = None) -> Language:
    """French where the first set of LC_ALL, LC_MESSAGES and LANG says so, English otherwise.

    >>> language({"LC_ALL": "", "LANG": "fr_FR.UTF-8"})
    'fr'
    """
    settings = os.environ if environment is None else environment
    names = (settings.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next(filter(None, names), "")
    return "fr" if chosen.lower().startswith("fr") else "en"


def say(code: str, **fields: str | int) -> str:
    """The words of a code in the reader's language."""
    return sentence(code, fields, language())
