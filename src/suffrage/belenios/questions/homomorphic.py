"""Choose between ``min`` and ``max`` answers, or blank where that is offered.

Each ciphertext encrypts 0 or 1 (individual proofs); the overall proof bounds their sum. Where
blank is offered its ciphertext comes first, and two proofs say "blank, or a sum between the
bounds" (overall) and "not blank, or nothing chosen" (blank). Ballots are multiplied, so only sums
are ever decrypted.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from suffrage.belenios.ballot import Ciphertext
from suffrage.belenios.claims import Form, Statement
from suffrage.belenios.proofs import Proof
from suffrage.belenios.questions.kind import Choice, Contents, Kind, Plan, is_bit
from suffrage.belenios.strict_json import Record, Small

__all__ = ["KIND", "Homomorphic", "HomomorphicAnswer"]


class Homomorphic(Record, frozen=True, kw_only=True):
    """A question; an answer has one ciphertext an option, before them one for blank."""

    answers: tuple[str, ...]
    blank: bool = False
    min: Small
    max: Small
    question: str

    @property
    def width(self) -> int:
        """The number of ciphertexts of an answer."""
        return len(self.answers) + self.blank


class HomomorphicAnswer(Record, frozen=True, kw_only=True):
    """The answer to one homomorphic question."""

    choices: tuple[Ciphertext, ...]
    individual_proofs: tuple[tuple[Proof, Proof], ...]
    overall_proof: tuple[Proof, ...]
    blank_proof: tuple[Proof, Proof] | None = None


def _sound(question: Homomorphic) -> bool:
    return bool(question.answers) and question.min <= question.max <= len(question.answers)


def _row(question: Homomorphic) -> int:
    return question.width


def _form(question: Homomorphic, _key: str) -> Form:
    """Individual proofs, overall proof, blank proof; the sum is that of the options."""
    width, total = question.width, question.width
    made = [
        Statement("prove|", whole=False, claims=((place, 0), (place, 1)), stated=place)
        for place in range(width)
    ]
    allowed = tuple((total, number) for number in range(question.min, question.max + 1))
    if question.blank:
        made.append(Statement("bproof1|", whole=True, claims=((0, 1), *allowed)))
        made.append(Statement("bproof0|", whole=True, claims=((0, 0), (total, 0))))
    else:
        made.append(Statement("prove|", whole=True, claims=allowed, stated=total))
    sizes = (width, width, len(allowed) + question.blank, question.blank)
    return Form(width, sizes, tuple(made), (tuple(range(int(question.blank), width)),))


def _sizes(answer: HomomorphicAnswer) -> tuple[int, ...]:
    return (
        len(answer.choices),
        len(answer.individual_proofs),
        len(answer.overall_proof),
        answer.blank_proof is not None,
    )


def _contents(answer: HomomorphicAnswer) -> Contents:
    individual = chain.from_iterable(answer.individual_proofs)
    proofs = [*individual, *answer.overall_proof, *(answer.blank_proof or ())]
    return Contents(answer.choices, proofs)


def _plan(question: Homomorphic, choice: Choice) -> Plan | None:
    """One bit a ciphertext: each option chosen or not, before them blank or not."""
    bits = [bit for bit in choice if isinstance(bit, int)]
    if len(choice) != question.width or not all(map(is_bit, choice)):
        return None
    total = sum(bits[int(question.blank) :])
    if question.blank and bits[0] == 1:
        return Plan([*bits, 0, 1], bits) if total == 0 else None
    if not question.min <= total <= question.max:
        return None
    if question.blank:
        return Plan([*bits, 1 + total - question.min, 0], bits)
    return Plan([*bits, total - question.min], bits)


def _assemble(
    question: Homomorphic,
    ciphertexts: Sequence[Ciphertext],
    proofs: Sequence[tuple[Proof, ...]],
    _masked: Sequence[Any],
) -> HomomorphicAnswer:
    width = question.width
    return HomomorphicAnswer(
        choices=tuple(ciphertexts),
        individual_proofs=tuple((first, second) for first, second in proofs[:width]),
        overall_proof=proofs[width],
        blank_proof=(proofs[-1][0], proofs[-1][1]) if question.blank else None,
    )


KIND = Kind(
    tag=None,
    answer=HomomorphicAnswer,
    sound=_sound,
    row=_row,
    form=_form,
    sizes=_sizes,
    contents=_contents,
    plan=_plan,
    assemble=_assemble,
)
