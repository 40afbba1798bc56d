"""The election record: what is asked, in which group, under which key.

Its fingerprint φ, the hash of its bytes, stands in every proof: a ballot belongs to one election,
one group, one set of questions and one key, and to no other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from suffrage.belenios.backend import load_group
from suffrage.belenios.group import Group, Points, refuse_identity
from suffrage.belenios.hashing import short_digest
from suffrage.belenios.shapes import Shape
from suffrage.belenios.strict_json import Record, Small, read, write
from suffrage.errors import Malformed

__all__ = ["BASE58", "Election", "ElectionRecord", "Question", "make_election", "read_election"]

BASE58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_UUID = re.compile(rf"[{BASE58}]{{14,}}")
_VERSION: Final = 1


class Question(Record, frozen=True, kw_only=True):
    """A homomorphic question: between ``min`` and ``max`` answers, or blank where offered."""

    answers: tuple[str, ...]
    blank: bool = False
    min: Small
    max: Small
    question: str

    @property
    def width(self) -> int:
        """The number of ciphertexts of an answer: one an option, before them one for blank."""
        return len(self.answers) + self.blank


class ElectionRecord(Record, frozen=True, kw_only=True):
    """The fields as Belenios orders them."""

    version: Small
    description: str
    name: str
    group: str
    public_key: str
    questions: tuple[Question, ...]
    uuid: str
    administrator: str | None = None
    credential_authority: str | None = None
    language: tuple[str, str] | None = None


class _Scope(msgspec.Struct):
    """Just enough of any election record to say what of it is not supported."""

    version: int
    group: str
    questions: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Election:
    """An election record with what follows from it: bytes, fingerprint, group and key."""

    record: ElectionRecord
    data: bytes
    fingerprint: str
    group: Group
    key: Points

    @property
    def shape(self) -> Shape:
        """How many ciphertexts a ballot has for each question."""
        return tuple(question.width for question in self.record.questions)


def read_election(data: bytes) -> Election:
    """The election of these bytes.

    Raises ``Malformed``: ``bel.unsupported``, ``bel.json``, ``bel.canonical``, ``bel.uuid``,
    ``bel.question`` with the index of the question, ``bel.point``.
    """
    _check_scope(data)
    record = read(data, ElectionRecord, "election")
    if _UUID.fullmatch(record.uuid) is None:
        raise Malformed("bel.uuid")
    for index, question in enumerate(record.questions):
        if not question.answers or not question.min <= question.max <= len(question.answers):
            raise Malformed("bel.question", index=index)
    if not record.questions:
        raise Malformed("bel.question", index=0)
    group = load_group(record.group)
    key = group.decode([record.public_key])
    refuse_identity(group, key)
    return Election(record, data, short_digest(data), group, key)


def make_election(
    *,
    name: str,
    description: str,
    uuid: str,
    questions: Sequence[Question],
    trustee_keys: Sequence[str],
    group: str = "Ed25519",
) -> Election:
    """A new election whose key is the product of the trustees' public keys (as texts).

    ``uuid`` is at least 14 Base58 characters. Raises as ``read_election``.
    """
    chosen = load_group(group)
    key = chosen.product(chosen.decode(trustee_keys))
    record = ElectionRecord(
        version=_VERSION,
        description=description,
        name=name,
        group=group,
        public_key=chosen.encode(key)[0],
        questions=tuple(questions),
        uuid=uuid,
    )
    return read_election(write(record))


def _check_scope(data: bytes) -> None:
    try:
        scope = msgspec.json.decode(data, type=_Scope)
    except (msgspec.DecodeError, UnicodeError, RecursionError, OverflowError):
        raise Malformed("bel.json", what="election") from None
    if scope.version != _VERSION:
        raise Malformed("bel.unsupported", what=f"version {scope.version}")
    load_group(scope.group)
    if any("type" in question for question in scope.questions):
        raise Malformed("bel.unsupported", what="question type")
