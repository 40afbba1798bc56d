"""Proving what an answer claims, statement by statement, from its ciphertexts' exponents."""

from collections.abc import Sequence

from suffrage.belenios.ballot import Ciphertext
from suffrage.belenios.claims import Form, Statement, prefix, subjects
from suffrage.belenios.disjunctions import Ciphertexts, prove_nonzero, prove_statement
from suffrage.belenios.election import Election
from suffrage.belenios.group import Entropy
from suffrage.belenios.proofs import Proof, prove_knowledge
from suffrage.belenios.questions.kind import MaskedProof

__all__ = ["Prover"]


class Prover:
    """The proofs of one answer, made one after the other from the same secrets.

    ``ciphertexts`` and ``witnesses``, their exponents, are those of the answer and then of its
    sums. It has no representation that shows them. ``texts`` are the ciphertexts as records.
    """

    def __init__(
        self,
        election: Election,
        public: str,
        form: Form,
        ciphertexts: Ciphertexts,
        witnesses: Sequence[int],
        entropy: Entropy,
    ) -> None:
        self.group, self.key, self.entropy = election.group, election.key, entropy
        self.ciphertexts, self.witnesses = ciphertexts, witnesses
        alphas = self.group.encode(ciphertexts.alphas)
        betas = self.group.encode(ciphertexts.betas)
        both = list(zip(alphas, betas, strict=True))
        self.texts = [Ciphertext(alpha=alpha, beta=beta) for alpha, beta in both]
        self.pairs = [f"{alpha},{beta}" for alpha, beta in both]
        rows = [range(form.width)]
        self.subjects = subjects(rows, election.fingerprint, public, "", self.pairs)

    def prefix(self, statement: Statement) -> str:
        """What is hashed before the commitments."""
        subject = self.subjects[2 if statement.whole else 1]
        stated = None if statement.stated is None else self.pairs[statement.stated]
        return prefix(statement.tag, subject, statement.lead, stated)

    def prove(self, statement: Statement, truth: int) -> tuple[Proof, ...]:
        """A proof for each claim, of which claim ``truth`` is true."""
        place, plain = statement.claims[truth]
        if plain is None:
            witness = self.witnesses[place]
            before = self.prefix(statement)
            return (prove_knowledge(self.group, witness, before, self.entropy),)
        return prove_statement(
            self.group,
            self.key,
            self.ciphertexts,
            [(at, number) for at, number in statement.claims if number is not None],
            prefix=self.prefix(statement),
            truth=truth,
            randomness=self.witnesses[place],
            entropy=self.entropy,
        )

    def nonzero(self, statement: Statement, plain: int) -> MaskedProof:
        """The proof that the one claim, 0, is false of the ciphertext, which encrypts ``plain``."""
        ((place, _),) = statement.claims
        commitment, c, (first, second) = prove_nonzero(
            self.group,
            self.key,
            self.ciphertexts.take([place]),
            plain=plain,
            prefix=self.prefix(statement),
            randomness=self.witnesses[place],
            entropy=self.entropy,
        )
        return MaskedProof(
            commitment=commitment, challenge=str(c), response=(str(first), str(second))
        )
