"""From the bytes of a ballot to texts and numbers: everything that needs no group operation."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from suffrage.belenios.ballot import Ballot, Ciphertext, unsigned_bytes
from suffrage.belenios.claims import subjects
from suffrage.belenios.credentials import PublicCredentials
from suffrage.belenios.election import Election
from suffrage.belenios.hashing import both_digests, short_digest
from suffrage.belenios.questions.kind import MaskedProof
from suffrage.belenios.questions.table import kind_of
from suffrage.belenios.strict_json import read, read_exponents
from suffrage.errors import Malformed, NotVerified

__all__ = ["ParsedBallot", "parse_ballot"]


@dataclass(frozen=True, slots=True)
class ParsedBallot:
    """The parts of a ballot in the layout of ``claims``.

    ``texts`` are the points to decode: alphas, betas, credential, commitments of nonzero proofs.
    ``pairs`` are the ``alpha,beta`` of its ciphertexts, ``subjects`` what its prefixes are about.
    ``challenges`` has the claims' challenges, then those of nonzero proofs; ``responses`` one a
    claim. ``signed`` is the hash that the signature names. ``hash`` and ``tracker`` as in
    ``CheckedBallot``. Nothing of it is proved.
    """

    hash: str
    tracker: str
    credential: str
    weight: int
    signed: str
    texts: Sequence[str] = field(repr=False)
    pairs: Sequence[str] = field(repr=False)
    subjects: Sequence[str] = field(repr=False)
    challenges: Sequence[int] = field(repr=False)
    responses: Sequence[int] = field(repr=False)


def parse_ballot(election: Election, credentials: PublicCredentials, data: bytes) -> ParsedBallot:
    """The parts of the ballot of these bytes.

    Raises ``Malformed``: ``bel.json``, ``bel.canonical``, ``bel.exponent``, ``bel.ballot-shape``
    with the question; ``NotVerified``: ``bel.ballot-election``, ``bel.credential-unknown``.
    """
    ballot: Ballot[tuple[object, ...]] = read(data, election.ballots, "ballot")
    if (ballot.election_uuid, ballot.election_hash) != (election.record.uuid, election.fingerprint):
        raise NotVerified("bel.ballot-election")
    weight = credentials.weight_of(ballot.credential)
    signature = ballot.signature
    if signature is None:
        raise Malformed("bel.ballot-shape", question=0)
    proofs, masked, ciphertexts = [signature.proof], list[MaskedProof](), list[Ciphertext]()
    for index, question in enumerate(election.record.questions):
        kind, answer = kind_of(question), ballot.answers[index]
        if kind.sizes(answer) != election.forms[index].sizes:
            raise Malformed("bel.ballot-shape", question=index)
        contents = kind.contents(answer)
        proofs += contents.proofs
        masked += contents.masked
        ciphertexts += contents.ciphertexts
    order = election.group.order
    challenges = [*(proof.challenge for proof in proofs), *(proof.challenge for proof in masked)]
    alphas = [ciphertext.alpha for ciphertext in ciphertexts]
    betas = [ciphertext.beta for ciphertext in ciphertexts]
    commitments = [proof.commitment for proof in masked]
    pairs = [f"{alpha},{beta}" for alpha, beta in zip(alphas, betas, strict=True)]
    digest = short_digest(unsigned_bytes(data))
    hashed, tracker = both_digests(data)
    return ParsedBallot(
        hash=hashed,
        tracker=tracker,
        credential=ballot.credential,
        weight=weight,
        signed=signature.hash,
        texts=[*alphas, *betas, ballot.credential, *commitments],
        pairs=pairs,
        subjects=subjects(
            election.claims.rows, election.fingerprint, ballot.credential, digest, pairs
        ),
        challenges=read_exponents(challenges, order),
        responses=read_exponents([proof.response for proof in proofs], order),
    )
