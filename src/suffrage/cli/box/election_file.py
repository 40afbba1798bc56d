"""The file that describes an election without a board, in TOML (``docs/spec/election-file.md``)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from suffrage.belenios.backend import load_group
from suffrage.belenios.election import Election, make_election
from suffrage.belenios.questions.homomorphic import Homomorphic
from suffrage.belenios.questions.lists import Lists, ListsValue
from suffrage.belenios.questions.non_homomorphic import (
    NO_HINT,
    NonHomomorphic,
    NonHomomorphicValue,
)
from suffrage.belenios.questions.table import Question
from suffrage.belenios.trustees import read_trustees
from suffrage.errors import Malformed
from suffrage.model import canonical

__all__ = ["Described", "describe"]

_Text = Annotated[str, Meta(min_length=1, max_length=1000)]


class _Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="choice"):
    question: _Text
    answers: tuple[_Text, ...]
    min: int = 1
    max: int = 1
    blank: bool = False


class _Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="lists"):
    question: _Text
    answers: tuple[tuple[_Text, ...], ...]


class _Numbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="numbers"):
    question: _Text
    answers: tuple[_Text, ...]
    counting: dict[str, Any] = {}


class _File(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"version": "suffrage-election"}
):
    version: Literal[1]
    name: _Text
    uuid: str
    questions: tuple[_Choice | _Lists | _Numbers, ...]
    description: str = ""
    group: str = "Ed25519"


@dataclass(frozen=True, slots=True)
class Described:
    """What the file says; the election follows once the trustees' record is there."""

    name: str
    description: str
    uuid: str
    group: str
    questions: Sequence[Question]

    def election(self, trustees: bytes) -> Election:
        """The election under the key of these trustees.

        Raises as ``read_trustees`` and ``make_election``.
        """
        group = load_group(self.group)
        return make_election(
            name=self.name,
            description=self.description,
            uuid=self.uuid,
            questions=self.questions,
            trustee_keys=group.encode(read_trustees(group, trustees).key),
            group=self.group,
        )


def describe(data: bytes) -> Described:
    """The election of a file.

    Raises ``Malformed``: ``archive.election-file`` for what is no TOML, ``canonical.shape`` with
    the place of a field that is missing, unknown or of another shape.
    """
    try:
        plain = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed("archive.election-file", detail=str(error)) from error
    file = canonical.convert(_with_types(plain), _File)
    questions = tuple(map(_question, file.questions))
    return Described(file.name, file.description, file.uuid, file.group, questions)


def _with_types(plain: Mapping[str, Any]) -> Mapping[str, Any]:
    """A question without a type is a choice among answers."""
    questions = plain.get("questions")
    if not isinstance(questions, list):
        return plain
    typed = [{"type": "choice"} | one if isinstance(one, dict) else one for one in questions]
    return {**plain, "questions": typed}


def _question(asked: _Choice | _Lists | _Numbers) -> Question:
    if isinstance(asked, _Choice):
        return Homomorphic(
            answers=asked.answers,
            blank=asked.blank,
            min=asked.min,
            max=asked.max,
            question=asked.question,
        )
    if isinstance(asked, _Lists):
        return Lists(value=ListsValue(answers=asked.answers, question=asked.question))
    value = NonHomomorphicValue(answers=asked.answers, question=asked.question)
    if not asked.counting:
        return NonHomomorphic(value=value, extra=NO_HINT)
    return NonHomomorphic(value=value, extra=msgspec.Raw(msgspec.json.encode(asked.counting)))
