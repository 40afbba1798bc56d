"""Choose exactly one list, and at least one of its candidates.

In each list the first ciphertext says whether the list is chosen, the others whether its
candidates are. Each encrypts 0 or 1 (individual proofs); exactly one list is chosen (overall); a
list is chosen or none of its candidates is (list proofs); some candidate is chosen (nonzero). So
whatever is encrypted, all chosen candidates stand on the one chosen list.

What the list and nonzero proofs say is Belenios' published protocol, version 1; no archive of the
reference with such a question was at hand, so their bytes were never compared with its own.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Final

from suffrage.belenios.ballot import Ciphertext
from suffrage.belenios.claims import Form, Statement
from suffrage.belenios.proofs import Proof
from suffrage.belenios.questions.kind import Choice, Contents, Kind, MaskedProof, Plan, is_bit
from suffrage.belenios.shapes import nest, row_ranges, row_size
from suffrage.belenios.strict_json import Record

__all__ = ["KIND", "Lists", "ListsAnswer", "ListsValue"]

_TAG: Final = "Lists"


class ListsValue(Record, frozen=True, kw_only=True):
    """What is asked; each of ``answers`` is the name of a list followed by its candidates."""

    answers: tuple[tuple[str, ...], ...]
    question: str


class Lists(Record, frozen=True, kw_only=True, tag=_TAG, tag_field="type"):
    """A question; an answer has one ciphertext for each name."""

    value: ListsValue


class ListsAnswer(Record, frozen=True, kw_only=True):
    """The answer to one question of lists."""

    choices: tuple[tuple[Ciphertext, ...], ...]
    individual_proofs: tuple[tuple[tuple[Proof, Proof], ...], ...]
    overall_proof: Proof
    list_proofs: tuple[tuple[Proof, Proof], ...]
    nonzero_proof: MaskedProof


def _sound(question: Lists) -> bool:
    """Every list has a name, and some list a candidate: otherwise nobody can vote."""
    return all(question.value.answers) and any(len(names) > 1 for names in question.value.answers)


def _row(question: Lists) -> tuple[int, ...]:
    return tuple(map(len, question.value.answers))


def _form(question: Lists, _key: str) -> Form:
    """Individual proofs list by list, overall, list proofs, nonzero.

    The sums are those of the lists' first cells, of each list's candidates, of all candidates.
    """
    row = _row(question)
    width = row_size(row)
    starts = [places.start for places in row_ranges(row)]
    candidates = [
        tuple(range(start + 1, start + size)) for start, size in zip(starts, row, strict=True)
    ]
    chosen, everyone = width, width + 1 + len(row)
    made = [
        Statement("prove|", whole=False, claims=((place, 0), (place, 1)), stated=place)
        for place in range(width)
    ]
    made.append(Statement("prove|", whole=True, claims=((chosen, 1),), stated=chosen))
    made += [
        Statement("lproof|", whole=True, claims=((start, 1), (width + 1 + index, 0)))
        for index, start in enumerate(starts)
    ]
    made.append(Statement("nonzero|", whole=True, claims=((everyone, 0),), masked=True))
    sums = (tuple(starts), *candidates, tuple(chain.from_iterable(candidates)))
    return Form(width, (*row, *row, len(row)), tuple(made), sums)


def _sizes(answer: ListsAnswer) -> tuple[int, ...]:
    return (
        *map(len, answer.choices),
        *map(len, answer.individual_proofs),
        len(answer.list_proofs),
    )


def _contents(answer: ListsAnswer) -> Contents:
    nonzero = answer.nonzero_proof
    first, second = nonzero.response
    individual = chain.from_iterable(chain.from_iterable(answer.individual_proofs))
    proofs = [
        *individual,
        answer.overall_proof,
        *chain.from_iterable(answer.list_proofs),
        Proof(challenge=first, response=second),
    ]
    return Contents([ct for row in answer.choices for ct in row], proofs, (nonzero,))


def _plan(question: Lists, choice: Choice) -> Plan | None:
    """One row a list, of bits: the list chosen or not, then its candidates."""
    rows = [list(row) for row in choice if isinstance(row, Sequence)]
    if len(rows) != len(choice) or list(map(len, rows)) != list(_row(question)):
        return None
    bits = [bit for row in rows for bit in row]
    if not all(map(is_bit, bits)) or sum(row[0] for row in rows) != 1:
        return None
    (chosen,) = (row for row in rows if row[0])
    others = sum(bits) - sum(chosen)
    if others or sum(chosen) == 1:
        return None
    return Plan([*bits, 0, *(1 - row[0] for row in rows), 0], bits)


def _assemble(
    question: Lists,
    ciphertexts: Sequence[Ciphertext],
    proofs: Sequence[tuple[Proof, ...]],
    masked: Sequence[MaskedProof],
) -> ListsAnswer:
    row = _row(question)
    width = len(ciphertexts)
    pairs = [(proof[0], proof[1]) for proof in (*proofs[:width], *proofs[width + 1 :])]
    (choices,) = nest((row,), ciphertexts)
    (individual,) = nest((row,), pairs[:width])
    return ListsAnswer(
        choices=choices,
        individual_proofs=individual,
        overall_proof=proofs[width][0],
        list_proofs=tuple(pairs[width:]),
        nonzero_proof=masked[0],
    )


KIND = Kind(
    tag=_TAG,
    answer=ListsAnswer,
    sound=_sound,
    row=_row,
    form=_form,
    sizes=_sizes,
    contents=_contents,
    plan=_plan,
    assemble=_assemble,
)
