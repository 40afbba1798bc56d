"""What every kind of question says of itself, so that nothing else asks which kind it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from suffrage.belenios.ballot import Ciphertext
from suffrage.belenios.claims import Form
from suffrage.belenios.proofs import Proof
from suffrage.belenios.shapes import Row
from suffrage.belenios.strict_json import Exponent, Record

__all__ = ["Choice", "Contents", "Kind", "MaskedProof", "Plan", "is_bit"]

# What a voter chooses: one number an option, nested once more for lists.
Choice: TypeAlias = Sequence[int] | Sequence[Sequence[int]]


class MaskedProof(Record, frozen=True, kw_only=True):
    """That a ciphertext does not encrypt 0: ``commitment`` is g^(m·u) for a random u."""

    commitment: str
    challenge: Exponent
    response: tuple[Exponent, Exponent]


@dataclass(frozen=True, slots=True)
class Contents:
    """What an answer holds, flat, in the order of its form.

    ``proofs`` has a challenge and a response for each claim, for that of a masked proof its two
    responses; ``masked`` are the masked proofs themselves.
    """

    ciphertexts: Sequence[Ciphertext]
    proofs: Sequence[Proof]
    masked: Sequence[MaskedProof] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What an allowed choice encrypts, and for each statement the index of a true claim.

    ``bits`` are the plaintexts, 0 or 1, one a ciphertext; None where ``vector`` is embedded. It is
    the vote, and has no representation.
    """

    truths: Sequence[int] = field(repr=False)
    bits: Sequence[int] | None = field(default=None, repr=False)
    vector: Sequence[int] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Kind:
    """The verbs of one kind of question.

    * ``answer``: the record of an answer; ``tag``: the type as the election record names it.
    * ``sound(question)``: the question can be asked and answered.
    * ``row(question)``: how many ciphertexts an answer has, per list where there are lists.
    * ``form(question, key)``: what an answer must contain and prove, ``key`` being the text of y.
    * ``sizes(answer)``: the lengths to compare with the form's; then ``contents(answer)``.
    * ``plan(question, choice)``: how to encrypt the choice, or None for one that is not allowed.
    * ``assemble(question, ciphertexts, proofs, masked)``: the answer; proofs per statement.

    ``embeds(question)`` says how many numbers the one element of an answer holds, which a shuffle
    hides and ``extract`` reads; it is None for kinds whose ballots are multiplied and counted.
    """

    tag: str | None
    answer: type[Record]
    sound: Callable[[Any], bool]
    row: Callable[[Any], Row]
    form: Callable[[Any, str], Form]
    sizes: Callable[[Any], tuple[int, ...]]
    contents: Callable[[Any], Contents]
    plan: Callable[[Any, Choice], Plan | None]
    assemble: Callable[
        [Any, Sequence[Ciphertext], Sequence[tuple[Proof, ...]], Sequence[MaskedProof]], Record
    ]
    embeds: Callable[[Any], int] | None = None

    @property
    def embedded(self) -> bool:
        """Whether a shuffle hides the answers."""
        return self.embeds is not None


def is_bit(value: object) -> bool:
    """Whether a chosen number is 0 or 1 and nothing that only equals it."""
    return type(value) is int and value in (0, 1)
