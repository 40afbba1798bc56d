"""Give each answer a number below 256: a rank, a grade; what it means is the counting's matter.

The numbers of a ballot are embedded in one element of the group. Its encryption comes with a
proof that its exponent is known (so that nobody copies another's); which numbers are allowed is
not proved, since after a shuffle each ballot is decrypted by itself and counted in the open.
"""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from suffrage.belenios.ballot import Ciphertext
from suffrage.belenios.claims import Form, Statement
from suffrage.belenios.proofs import Proof
from suffrage.belenios.questions.kind import Choice, Contents, Kind, Plan
from suffrage.belenios.strict_json import Record, Small, peek, read

__all__ = [
    "KIND",
    "NO_HINT",
    "Hint",
    "MajorityJudgment",
    "NonHomomorphic",
    "NonHomomorphicAnswer",
    "NonHomomorphicValue",
    "Schulze",
    "SingleTransferableVote",
    "hint_of",
]

_TAG: Final = "NonHomomorphic"
_LARGEST: Final = 255
NO_HINT: Final = msgspec.Raw()


class NonHomomorphicValue(Record, frozen=True, kw_only=True):
    """What is asked, and about which answers."""

    answers: tuple[str, ...]
    question: str


class NonHomomorphic(Record, frozen=True, kw_only=True, tag=_TAG, tag_field="type"):
    """A question; an answer is one ciphertext of one number for each of ``value.answers``.

    ``extra`` hints at the method of counting (``hint_of``). Belenios keeps its bytes as they were
    given, in whatever order of fields, and so do we; ``NO_HINT`` is left out.
    """

    value: NonHomomorphicValue
    extra: msgspec.Raw = NO_HINT


class NonHomomorphicAnswer(Record, frozen=True, kw_only=True):
    """The answer to one non-homomorphic question."""

    choices: Ciphertext
    proof: Proof


class MajorityJudgment(Record, frozen=True, kw_only=True, tag=True, tag_field="method"):
    """Counted by majority judgment; number 1 is the best of ``grades``."""

    blank: bool
    grades: tuple[str, ...]


class Schulze(Record, frozen=True, kw_only=True, tag=True, tag_field="method"):
    """Counted by Schulze's method; the numbers are ranks."""

    blank: bool


class SingleTransferableVote(Record, frozen=True, kw_only=True, tag="STV", tag_field="method"):
    """Counted by single transferable vote for this number of seats; the numbers are ranks."""

    blank: bool
    seats: Small


Hint = MajorityJudgment | Schulze | SingleTransferableVote
_HINT: Any = Hint


def hint_of(question: NonHomomorphic) -> Hint | None:
    """How the ballots are meant to be counted, where the question says so.

    Raises ``Malformed("bel.json")`` for another method or other fields, ``bel.canonical`` for
    bytes that are not compact or repeat a field.
    """
    if bytes(question.extra) == bytes(NO_HINT):
        return None
    read(question.extra, dict[str, Any], "extra")
    hint: Hint = peek(question.extra, _HINT, "extra")
    return hint


def _sound(question: NonHomomorphic) -> bool:
    hint_of(question)
    return bool(question.value.answers)


def _row(_question: NonHomomorphic) -> int:
    return 1


def _form(_question: NonHomomorphic, key: str) -> Form:
    encrypted = Statement("raweg|", whole=False, claims=((0, None),), stated=0, lead=f"{key},")
    return Form(1, (), (encrypted,))


def _sizes(_answer: NonHomomorphicAnswer) -> tuple[int, ...]:
    return ()


def _contents(answer: NonHomomorphicAnswer) -> Contents:
    return Contents((answer.choices,), (answer.proof,))


def _plan(question: NonHomomorphic, choice: Choice) -> Plan | None:
    """One number from 0 to 255 for each answer."""
    vector = [number for number in choice if type(number) is int and 0 <= number <= _LARGEST]
    if not len(vector) == len(choice) == len(question.value.answers):
        return None
    return Plan([0], vector=vector)


def _embeds(question: NonHomomorphic) -> int:
    return len(question.value.answers)


def _assemble(
    _question: NonHomomorphic,
    ciphertexts: Sequence[Ciphertext],
    proofs: Sequence[tuple[Proof, ...]],
    _masked: Sequence[Any],
) -> NonHomomorphicAnswer:
    return NonHomomorphicAnswer(choices=ciphertexts[0], proof=proofs[0][0])


KIND = Kind(
    tag=_TAG,
    answer=NonHomomorphicAnswer,
    sound=_sound,
    row=_row,
    form=_form,
    sizes=_sizes,
    contents=_contents,
    plan=_plan,
    assemble=_assemble,
    embeds=_embeds,
)
