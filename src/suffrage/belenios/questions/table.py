"""The kinds of questions, by the class of the question and by the type that the record names."""

from collections.abc import Mapping
from typing import Final, TypeAlias

import msgspec

from suffrage.belenios.questions import homomorphic, lists, non_homomorphic
from suffrage.belenios.questions.homomorphic import Homomorphic
from suffrage.belenios.questions.kind import Kind
from suffrage.belenios.questions.lists import Lists
from suffrage.belenios.questions.non_homomorphic import NonHomomorphic
from suffrage.belenios.strict_json import peek, read
from suffrage.errors import Malformed

__all__ = ["Question", "kind_of", "read_question"]

Question: TypeAlias = Homomorphic | NonHomomorphic | Lists

_KINDS: Final[Mapping[type, Kind]] = {
    Homomorphic: homomorphic.KIND,
    NonHomomorphic: non_homomorphic.KIND,
    Lists: lists.KIND,
}
_BY_TAG: Final[Mapping[str | None, type]] = {kind.tag: asked for asked, kind in _KINDS.items()}


class _Tag(msgspec.Struct):
    """Just enough of a question to say of which kind it is."""

    type: str | None = None


def kind_of(question: Question) -> Kind:
    """The verbs of this question."""
    return _KINDS[type(question)]


def read_question(data: msgspec.Raw) -> Question:
    """The question of these bytes.

    Raises ``Malformed``: ``bel.json``, ``bel.canonical``, ``bel.unsupported`` for another type.
    """
    tag = peek(data, _Tag, "question").type
    if tag not in _BY_TAG:
        raise Malformed("bel.unsupported", what=f"question {tag}")
    found: Question = read(data, _BY_TAG[tag], "question")
    return found
