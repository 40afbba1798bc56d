"""A ballot as bytes, and the statements that its proofs must prove.

The individual proofs say that each ciphertext encrypts 0 or 1; the overall proof bounds their sum;
where blank is offered, its ciphertext comes first and two proofs say "not blank, or nothing
chosen" and "blank, or a sum between the bounds". Every prefix names the election's fingerprint
and the public credential, so a proof serves nobody else and nowhere else.
"""

from collections.abc import Sequence

from suffrage.belenios.disjunctions import Ciphertexts, Statement
from suffrage.belenios.election import Question
from suffrage.belenios.group import Group
from suffrage.belenios.hashing import short_digest
from suffrage.belenios.proofs import Proof
from suffrage.belenios.strict_json import Record, write

__all__ = [
    "Answer",
    "Ballot",
    "Ciphertext",
    "Signature",
    "add_sum",
    "signature_prefix",
    "statements",
    "unsigned_hash",
]


class Ciphertext(Record, frozen=True, kw_only=True):
    """The texts of alpha = g^r and beta = y^r·g^m."""

    alpha: str
    beta: str


class Answer(Record, frozen=True, kw_only=True):
    """The answer to one homomorphic question."""

    choices: tuple[Ciphertext, ...]
    individual_proofs: tuple[tuple[Proof, Proof], ...]
    overall_proof: tuple[Proof, ...]
    blank_proof: tuple[Proof, Proof] | None = None

    def proofs(self) -> list[tuple[Proof, ...]]:
        """All proofs in the order of ``statements``."""
        blank = [] if self.blank_proof is None else [self.blank_proof]
        return [*self.individual_proofs, self.overall_proof, *blank]


class Signature(Record, frozen=True, kw_only=True):
    """The hash of the ballot without its signature, and a proof with the credential's secret."""

    hash: str
    proof: Proof


class Ballot(Record, frozen=True, kw_only=True):
    """A ballot; ``signature`` is absent only while it is being made."""

    election_uuid: str
    election_hash: str
    credential: str
    answers: tuple[Answer, ...]
    signature: Signature | None = None


def unsigned_hash(ballot: Ballot) -> str:
    """What the signature is about: the hash of the ballot's bytes without the signature."""
    unsigned = Ballot(
        election_uuid=ballot.election_uuid,
        election_hash=ballot.election_hash,
        credential=ballot.credential,
        answers=ballot.answers,
    )
    return short_digest(write(unsigned))


def signature_prefix(digest: str) -> str:
    """The prefix of the signature's challenge."""
    return f"sig|{digest}|"


def add_sum(group: Group, question: Question, ciphertexts: Ciphertexts) -> Ciphertexts:
    """The ciphertexts followed by the product of the options', without blank: their sum."""
    options = ciphertexts.take(range(int(question.blank), question.width))
    total = Ciphertexts(group.product(options.alphas), group.product(options.betas))
    return ciphertexts.join(total)


def statements(
    question: Question, fingerprint: str, credential: str, texts: Sequence[tuple[str, str]]
) -> list[Statement]:
    """The statements of an answer: individual, overall, blank where offered.

    ``texts`` are the (alpha, beta) of the choices followed by the sum's (``add_sum``).
    """
    owner = f"{fingerprint}|{credential}"
    total = question.width
    every = ",".join(f"{alpha},{beta}" for alpha, beta in texts[:total])
    whole = f"{owner}|{every}"
    made = [
        Statement(f"prove|{owner}|{alpha},{beta}|", ((index, 0), (index, 1)))
        for index, (alpha, beta) in enumerate(texts[:total])
    ]
    allowed = tuple((total, number) for number in range(question.min, question.max + 1))
    if not question.blank:
        alpha, beta = texts[total]
        return [*made, Statement(f"prove|{whole}|{alpha},{beta}|", allowed)]
    made.append(Statement(f"bproof1|{whole}|", ((0, 1), *allowed)))
    made.append(Statement(f"bproof0|{whole}|", ((0, 0), (total, 0))))
    return made
