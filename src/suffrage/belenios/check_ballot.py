"""Checking a ballot, alone and against those before it.

``check_ballot`` needs no other ballot, so it can run before acceptance, outside any lock and on
several machines. ``check_not_copied`` compares with the ballots already in the box.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from suffrage.belenios.ballot import (
    Answer,
    Ballot,
    Signature,
    add_sum,
    signature_prefix,
    statements,
    unsigned_hash,
)
from suffrage.belenios.credentials import PublicCredentials
from suffrage.belenios.disjunctions import Ciphertexts, vartime_check_statements
from suffrage.belenios.election import Election, Question
from suffrage.belenios.group import Points
from suffrage.belenios.hashing import short_digest, wide_digest
from suffrage.belenios.proofs import vartime_check_knowledge
from suffrage.belenios.strict_json import read
from suffrage.errors import Malformed, NotVerified

__all__ = ["CheckedBallot", "check_ballot", "check_not_copied"]


@dataclass(frozen=True, slots=True)
class CheckedBallot:
    """A ballot whose signature and proofs all hold.

    ``hash`` is the SHA-256 of its bytes as 64 digits, ``tracker`` the same in Base64 as the voter
    sees it. ``components`` are the texts of every alpha and beta, ``ciphertexts`` the same of all
    questions one after another, without sums.
    """

    hash: str
    tracker: str
    credential: str
    components: frozenset[str] = field(repr=False)
    ciphertexts: Ciphertexts = field(repr=False)


def check_ballot(election: Election, credentials: PublicCredentials, data: bytes) -> CheckedBallot:
    """The ballot of these bytes, with every proof checked.

    Raises ``Malformed``: ``bel.json``, ``bel.canonical``, ``bel.point``, ``bel.exponent``,
    ``bel.ballot-shape`` with the question; ``NotVerified``: ``bel.ballot-election``,
    ``bel.credential-unknown``, ``bel.ballot-signature``, ``bel.ballot-proof`` with question and
    proof, both counted from 0 (the proofs in the order of ``ballot.statements``).
    """
    ballot = read(data, Ballot, "ballot")
    signature = _check_frame(election, credentials, ballot)
    ciphertexts, public = _decode(election, ballot)
    _check_signature(election, ballot, signature, public)
    start = 0
    for index, question in enumerate(election.record.questions):
        part = ciphertexts.take(range(start, start := start + question.width))
        _check_answer(election, ballot, index, part)
    pairs = (choice for answer in ballot.answers for choice in answer.choices)
    return CheckedBallot(
        hash=wide_digest(data),
        tracker=short_digest(data),
        credential=ballot.credential,
        components=frozenset(text for pair in pairs for text in (pair.alpha, pair.beta)),
        ciphertexts=ciphertexts,
    )


def check_not_copied(
    ballot: CheckedBallot, trackers: Collection[str], owners: Mapping[str, str]
) -> None:
    """Raises if the ballot repeats one already in the box, or takes part of another voter's.

    ``trackers`` are those of all ballots before it, ``owners`` gives for each of their components
    the credential. ``NotVerified("bel.ballot-repeated")`` for the same bytes;
    ``NotVerified("bel.ballot-copied")`` for any alpha or beta of another credential: whoever
    copies a ballot learns the vote from a small tally (Cortier and Smyth, 2011). Belenios makes
    only the first check.
    """
    if ballot.tracker in trackers:
        raise NotVerified("bel.ballot-repeated")
    for component in ballot.components:
        if owners.get(component, ballot.credential) != ballot.credential:
            raise NotVerified("bel.ballot-copied")


def _check_frame(election: Election, credentials: PublicCredentials, ballot: Ballot) -> Signature:
    """Everything that costs no arithmetic: election, credential, number of everything."""
    right = (election.record.uuid, election.fingerprint)
    if (ballot.election_uuid, ballot.election_hash) != right:
        raise NotVerified("bel.ballot-election")
    if ballot.credential not in credentials.keys:
        raise NotVerified("bel.credential-unknown")
    questions = election.record.questions
    if ballot.signature is None or len(ballot.answers) != len(questions):
        raise Malformed("bel.ballot-shape", question=0)
    for index, (question, answer) in enumerate(zip(questions, ballot.answers, strict=True)):
        if _shape(answer) != _expected_shape(question):
            raise Malformed("bel.ballot-shape", question=index)
    return ballot.signature


def _shape(answer: Answer) -> tuple[int, ...]:
    return len(answer.choices), *map(len, answer.proofs())


def _expected_shape(question: Question) -> tuple[int, ...]:
    overall = question.max - question.min + 1 + question.blank
    return question.width, *[2] * question.width, overall, *[2] * question.blank


def _decode(election: Election, ballot: Ballot) -> tuple[Ciphertexts, Points]:
    pairs = [choice for answer in ballot.answers for choice in answer.choices]
    texts = [pair.alpha for pair in pairs] + [pair.beta for pair in pairs]
    points = election.group.decode([*texts, ballot.credential])
    number = len(pairs)
    ciphertexts = Ciphertexts(points.take(range(number)), points.take(range(number, 2 * number)))
    return ciphertexts, points.take([2 * number])


def _check_signature(
    election: Election, ballot: Ballot, signature: Signature, public: Points
) -> None:
    if signature.hash != unsigned_hash(ballot):
        raise NotVerified("bel.ballot-signature")
    try:
        prefix = signature_prefix(signature.hash)
        vartime_check_knowledge(election.group, public, prefix, signature.proof)
    except NotVerified as error:
        raise NotVerified("bel.ballot-signature") from error


def _check_answer(election: Election, ballot: Ballot, index: int, ciphertexts: Ciphertexts) -> None:
    group, question = election.group, election.record.questions[index]
    whole = add_sum(group, question, ciphertexts)
    alphas, betas = group.encode(whole.alphas), group.encode(whole.betas)
    texts = list(zip(alphas, betas, strict=True))
    needed = statements(question, election.fingerprint, ballot.credential, texts)
    try:
        vartime_check_statements(group, election.key, whole, needed, ballot.answers[index].proofs())
    except NotVerified as error:
        proof = error.fields["index"]
        raise NotVerified("bel.ballot-proof", question=index, proof=proof) from error
