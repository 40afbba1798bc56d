"""Making a ballot: encrypt each choice, prove that it is allowed, sign with the credential.

The two steps stand apart for voters who audit their device: what is encrypted is fixed, and can
be opened and compared (``audit_ballot``), before the signature makes a ballot of it.
Exceptions and representations show neither the credential nor the choices.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from suffrage.belenios.ballot import Ballot, Signature
from suffrage.belenios.claims import Form, Statement, prefix
from suffrage.belenios.credentials import derive_exponent
from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.election import Election
from suffrage.belenios.group import Entropy, random_scalars
from suffrage.belenios.hashing import short_digest
from suffrage.belenios.proofs import prove_knowledge
from suffrage.belenios.prove_answer import Prover
from suffrage.belenios.questions.kind import Choice, Plan
from suffrage.belenios.questions.table import kind_of
from suffrage.belenios.strict_json import Record, read, write
from suffrage.errors import Malformed, Refused

__all__ = ["Encrypted", "encrypt_choices", "make_ballot", "sign_ballot"]


@dataclass(frozen=True, slots=True)
class Encrypted:
    """The bytes of a ballot without its signature, and for each question the exponents r.

    Whoever has the exponents can read the choices: they are forgotten when the ballot is signed.
    """

    data: bytes
    randomness: tuple[tuple[int, ...], ...] = field(repr=False)


def make_ballot(
    election: Election, credential: str, choices: Sequence[Choice], entropy: Entropy
) -> bytes:
    """The bytes of a ballot of the private ``credential``.

    ``choices`` has one entry a question. Homomorphic: 1 for each option chosen and 0 for the
    others, preceded by 1 for a blank vote or 0 where the question offers blank. Lists: the same
    for each list, its own bit first. Non-homomorphic: a number below 256 for each answer. Raises
    ``Refused("bel.choice")`` with the index of the question, ``Malformed("bel.credential-form")``,
    ``Unavailable("bel.entropy")``.
    """
    group = election.group
    secret = derive_exponent(group, election.record.uuid, credential)
    (public,) = group.encode(group.base([secret]))
    unsigned = encrypt_choices(election, public, choices, entropy).data
    return sign_ballot(election, credential, unsigned, entropy)


def encrypt_choices(
    election: Election, public: str, choices: Sequence[Choice], entropy: Entropy
) -> Encrypted:
    """A ballot of the public credential without its signature; the same entropy gives the same.

    ``choices`` and errors as in ``make_ballot``.
    """
    questions = election.record.questions
    if len(choices) != len(questions):
        raise Refused("bel.choice", index=min(len(choices), len(questions)))
    plans = []
    for index, (question, choice) in enumerate(zip(questions, choices, strict=True)):
        plan = kind_of(question).plan(question, choice)
        if plan is None:
            raise Refused("bel.choice", index=index)
        plans.append(plan)
    answers, randomness = [], []
    for index, plan in enumerate(plans):
        exponents = random_scalars(election.group, election.forms[index].width, entropy)
        answers.append(_make_answer(election, public, index, plan, exponents, entropy))
        randomness.append(tuple(exponents))
    ballot: Ballot[Any] = Ballot(
        election_uuid=election.record.uuid,
        election_hash=election.fingerprint,
        credential=public,
        answers=tuple(answers),
    )
    return Encrypted(write(ballot), tuple(randomness))


def sign_ballot(election: Election, credential: str, unsigned: bytes, entropy: Entropy) -> bytes:
    """The ballot of ``encrypt_choices`` signed with the private credential that it names.

    Raises ``Refused("bel.credential-other")`` when it names another, ``Malformed``: ``bel.json``,
    ``bel.canonical``, ``bel.credential-form``, ``bel.ballot-shape`` for a ballot that is signed.
    """
    group = election.group
    ballot: Ballot[Any] = read(unsigned, election.ballots, "ballot")
    if ballot.signature is not None:
        raise Malformed("bel.ballot-shape", question=0)
    secret = derive_exponent(group, election.record.uuid, credential)
    if group.encode(group.base([secret])) != [ballot.credential]:
        raise Refused("bel.credential-other")
    digest = short_digest(unsigned)
    proof = prove_knowledge(group, secret, prefix("sig|", digest), entropy)
    return write(msgspec.structs.replace(ballot, signature=Signature(hash=digest, proof=proof)))


def _make_answer(
    election: Election,
    public: str,
    index: int,
    plan: Plan,
    randomness: Sequence[int],
    entropy: Entropy,
) -> Record:
    group, form = election.group, election.forms[index]
    question = election.record.questions[index]
    ciphertexts = _encrypt(election, plan, randomness)
    witnesses = list(randomness)
    for places in form.sums:
        part = ciphertexts.take(places)
        ciphertexts = ciphertexts.join(
            Ciphertexts(group.product(part.alphas), group.product(part.betas))
        )
        witnesses.append(sum(randomness[place] for place in places))
    prover = Prover(election, public, form, ciphertexts, witnesses, entropy)
    proofs, masked = [], []
    for statement, truth in zip(form.statements, plan.truths, strict=True):
        if statement.masked:
            masked.append(prover.nonzero(statement, _sum_of(form, statement, plan)))
        else:
            proofs.append(prover.prove(statement, truth))
    return kind_of(question).assemble(question, prover.texts[: form.width], proofs, masked)


def _encrypt(election: Election, plan: Plan, randomness: Sequence[int]) -> Ciphertexts:
    """g^r and y^r·m for each, m being g^bit or an embedded vector."""
    group = election.group
    masks = group.times(election.key.take([0] * len(randomness)), randomness)
    bits = plan.bits
    plain = group.embed([plan.vector]) if bits is None else group.base(bits)
    return Ciphertexts(group.base(randomness), group.add(masks, plain))


def _sum_of(form: Form, statement: Statement, plan: Plan) -> int:
    """The plaintext of the sum that a nonzero proof is about."""
    ((place, _),) = statement.claims
    return sum((plan.bits or ())[at] for at in form.sums[place - form.width])
