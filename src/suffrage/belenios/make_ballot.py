"""Making a ballot: encrypt each choice, prove that it is allowed, sign with the credential.

Exceptions and representations show neither the credential nor the choices.
"""

from collections.abc import Sequence

from suffrage.belenios.ballot import (
    Answer,
    Ballot,
    Ciphertext,
    Signature,
    add_sum,
    signature_prefix,
    statements,
    unsigned_hash,
)
from suffrage.belenios.credentials import derive_exponent
from suffrage.belenios.disjunctions import Ciphertexts, prove_statement
from suffrage.belenios.election import Election, Question
from suffrage.belenios.group import Entropy, random_scalars
from suffrage.belenios.proofs import prove_knowledge
from suffrage.belenios.strict_json import write
from suffrage.errors import Refused

__all__ = ["make_ballot"]


def make_ballot(
    election: Election, credential: str, choices: Sequence[Sequence[int]], entropy: Entropy
) -> bytes:
    """The bytes of a ballot of the private ``credential``.

    ``choices`` has one list a question: 1 for each option chosen and 0 for the others, preceded by
    1 for a blank vote or 0 where the question offers blank. Raises ``Refused("bel.choice")`` with
    the index of the question, ``Malformed("bel.credential-form")``,
    ``Unavailable("bel.entropy")``.
    """
    _check_choices(election.record.questions, choices)
    group = election.group
    secret = derive_exponent(group, election.record.uuid, credential)
    (public,) = group.encode(group.base([secret]))
    answers = tuple(
        _make_answer(election, public, question, chosen, entropy)
        for question, chosen in zip(election.record.questions, choices, strict=True)
    )
    ballot = Ballot(
        election_uuid=election.record.uuid,
        election_hash=election.fingerprint,
        credential=public,
        answers=answers,
    )
    digest = unsigned_hash(ballot)
    proof = prove_knowledge(group, secret, signature_prefix(digest), entropy)
    return write(sign(ballot, Signature(hash=digest, proof=proof)))


def sign(ballot: Ballot, signature: Signature) -> Ballot:
    """The ballot with this signature."""
    return Ballot(
        election_uuid=ballot.election_uuid,
        election_hash=ballot.election_hash,
        credential=ballot.credential,
        answers=ballot.answers,
        signature=signature,
    )


def _check_choices(questions: Sequence[Question], choices: Sequence[Sequence[int]]) -> None:
    if len(choices) != len(questions):
        raise Refused("bel.choice", index=min(len(choices), len(questions)))
    for index, (question, chosen) in enumerate(zip(questions, choices, strict=True)):
        total = sum(chosen[int(question.blank) :])
        blank = question.blank and bool(chosen) and chosen[0] == 1
        right = total == 0 if blank else question.min <= total <= question.max
        if len(chosen) != question.width or not set(chosen) <= {0, 1} or not right:
            raise Refused("bel.choice", index=index)


def _make_answer(
    election: Election, public: str, question: Question, chosen: Sequence[int], entropy: Entropy
) -> Answer:
    group = election.group
    randomness = random_scalars(group, question.width, entropy)
    masks = group.times(election.key.take([0] * question.width), randomness)
    # Both powers are computed for every choice, so that the choice decides an index only.
    plain = group.base([0, 1]).take(chosen)
    ciphertexts = Ciphertexts(group.base(randomness), group.add(masks, plain))
    ciphertexts = add_sum(group, question, ciphertexts)
    alphas, betas = group.encode(ciphertexts.alphas), group.encode(ciphertexts.betas)
    texts = list(zip(alphas, betas, strict=True))
    truths = _truths(question, chosen)
    witnesses = [*randomness, sum(randomness[int(question.blank) :])]
    proved = []
    for statement, truth in zip(
        statements(question, election.fingerprint, public, texts), truths, strict=True
    ):
        witness = witnesses[statement.claims[truth][0]]
        proved.append(
            prove_statement(
                group,
                election.key,
                ciphertexts,
                statement,
                truth=truth,
                randomness=witness,
                entropy=entropy,
            )
        )
    width = question.width
    return Answer(
        choices=tuple(Ciphertext(alpha=alpha, beta=beta) for alpha, beta in texts[:width]),
        individual_proofs=tuple((first, second) for first, second in proved[:width]),
        overall_proof=proved[width],
        blank_proof=(proved[-1][0], proved[-1][1]) if question.blank else None,
    )


def _truths(question: Question, chosen: Sequence[int]) -> list[int]:
    """For each statement of ``statements`` the index of a claim that is true."""
    total = sum(chosen[int(question.blank) :])
    if not question.blank:
        return [*chosen, total - question.min]
    if chosen[0] == 1:
        return [*chosen, 0, 1]
    return [*chosen, 1 + total - question.min, 0]
