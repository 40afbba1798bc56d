"""Sentences for people: code and fields in, French or English out.

``fr.json`` and ``en.json`` hold one sentence a code, with named fields in braces. Python and
TypeScript read the same files. A sentence says what is wrong and what to do next.

>>> sentence("seats.none", {}, "en")
'There is no seat to award. Give a number of seats of at least 1.'
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from suffrage.errors import Unavailable

__all__ = ["LANGUAGES", "Language", "codes", "sentence"]

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def _sentences(language: Language) -> Mapping[str, str]:
    text = files(__package__).joinpath(f"{language}.json").read_text(encoding="utf-8")
    sentences: dict[str, str] = json.loads(text)
    return sentences


def codes(language: Language) -> frozenset[str]:
    """Every code that has a sentence in this language."""
    return frozenset(_sentences(language))


def sentence(code: str, fields: Mapping[str, str | int], language: Language) -> str:
    """The sentence of a code with its fields filled in.

    Raises ``Unavailable("words.unknown")`` for a code without a sentence.
    """
    text = _sentences(language).get(code)
    if text is None:
        raise Unavailable("words.unknown", word=code)
    return text.format_map(dict(fields))
