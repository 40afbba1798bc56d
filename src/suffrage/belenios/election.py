"""The election record: what is asked, in which group, under which key.

Its fingerprint φ, the hash of its bytes, stands in every proof: a ballot belongs to one election,
one group, one set of questions and one key, and to no other.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

import msgspec

from suffrage.belenios.backend import load_group
from suffrage.belenios.ballot import Ballot
from suffrage.belenios.claims import Claims, Form, lay_out
from suffrage.belenios.group import Group, Points, refuse_identity
from suffrage.belenios.hashing import short_digest
from suffrage.belenios.questions.table import Question, kind_of, read_question
from suffrage.belenios.strict_json import Record, Small, peek, read, write
from suffrage.belenios.versions import CURRENT, by_version
from suffrage.errors import Malformed

__all__ = ["BASE58", "Election", "ElectionRecord", "make_election", "read_election"]

BASE58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_UUID = re.compile(rf"[{BASE58}]{{14,}}")
_Asked = TypeVar("_Asked")


class ElectionRecord(Record, Generic[_Asked], frozen=True, kw_only=True):
    """The fields as Belenios orders them; the questions are read by themselves."""

    version: Small
    description: str
    name: str
    group: str
    public_key: str
    questions: tuple[_Asked, ...]
    uuid: str
    administrator: str | None = None
    credential_authority: str | None = None
    language: tuple[str, str] | None = None


class _Version(msgspec.Struct):
    """Just enough of any election record to say who reads it."""

    version: int


@dataclass(frozen=True, slots=True)
class Election:
    """An election record with what follows from it: bytes, fingerprint, group and key.

    ``forms`` are what the answers to each question must contain and prove, ``claims`` the same
    for whole ballots, ``ballots`` the class of ballots with answers of the right kinds.
    """

    record: ElectionRecord[Question]
    data: bytes
    fingerprint: str
    group: Group
    key: Points
    forms: tuple[Form, ...] = field(repr=False, compare=False)
    claims: Claims = field(repr=False, compare=False)
    ballots: type[Ballot[Any]] = field(repr=False, compare=False)


def read_election(data: bytes) -> Election:
    """The election of these bytes.

    Raises ``Malformed``: ``bel.unsupported``, ``bel.json``, ``bel.canonical``, ``bel.uuid``,
    ``bel.question`` with the index of the question, ``bel.point``, ``bel.identity``.
    """
    return by_version(_READERS, peek(data, _Version, "election").version)(data)


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
        version=CURRENT,
        description=description,
        name=name,
        group=group,
        public_key=chosen.encode(key)[0],
        questions=tuple(questions),
        uuid=uuid,
    )
    return read_election(write(record))


def _read_first(data: bytes) -> Election:
    """An election of version 1."""
    raw = read(data, ElectionRecord[msgspec.Raw], "election")
    if _UUID.fullmatch(raw.uuid) is None:
        raise Malformed("bel.uuid")
    group = load_group(raw.group)
    questions = tuple(map(read_question, raw.questions))
    _check_questions(group, questions)
    key = group.decode([raw.public_key])
    refuse_identity(group, key)
    kinds = [kind_of(question) for question in questions]
    asked = zip(kinds, questions, strict=True)
    forms = tuple(kind.form(question, raw.public_key) for kind, question in asked)
    fields = msgspec.structs.asdict(raw) | {"questions": questions}
    return Election(
        record=ElectionRecord(**fields),
        data=data,
        fingerprint=short_digest(data),
        group=group,
        key=key,
        forms=forms,
        claims=lay_out(forms),
        ballots=_ballots_of(tuple(kind.answer for kind in kinds)),
    )


def _ballots_of(answers: tuple[type, ...]) -> type[Ballot[Any]]:
    """The class of ballots whose answers are of these classes, one after the other."""
    ballot: Any = Ballot
    several: Any = tuple
    made: type[Ballot[Any]] = ballot[several[answers]]
    return made


def _check_questions(group: Group, questions: Sequence[Question]) -> None:
    """Each question can be asked, and answered in this group."""
    if not questions:
        raise Malformed("bel.question", index=0)
    for index, question in enumerate(questions):
        kind = kind_of(question)
        if not kind.sound(question):
            raise Malformed("bel.question", index=index)
        if kind.embeds is not None:
            try:
                group.embed([[0] * kind.embeds(question)])
            except Malformed as error:
                if error.code == "bel.unsupported":
                    raise
                raise Malformed("bel.question", index=index) from error


_READERS: Final[Mapping[int, Callable[[bytes], Election]]] = {1: _read_first}
