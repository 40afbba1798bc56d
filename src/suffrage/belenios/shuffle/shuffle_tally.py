"""One trustee's shuffle of an encrypted tally: made, checked, and what is left to decrypt.

Only the answers to non-homomorphic questions are shuffled; each question has its own permutation
and its own proof. The first shuffle starts from the tally, each later one from the output before
it, and the trustees decrypt the last output (``tally_after``).

    made = shuffle_tally(election, trustees, tally, shuffles, owner=1, entropy=token_bytes)
    shuffles.append(check_shuffle(election, trustees, tally, shuffles, made.records))
    tally_after(tally, shuffles)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from suffrage.belenios.ballot import Ciphertext
from suffrage.belenios.decryption import Owned
from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.election import Election
from suffrage.belenios.group import Entropy
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.places import place
from suffrage.belenios.questions.table import kind_of
from suffrage.belenios.shapes import row_ranges
from suffrage.belenios.shuffle.challenges import ShuffleStatement
from suffrage.belenios.shuffle.check_shuffle import vartime_check_shuffle
from suffrage.belenios.shuffle.prove_shuffle import shuffle
from suffrage.belenios.shuffle.record import ShuffleProof, ShuffleRecord
from suffrage.belenios.shuffle.shufflers import check_turn
from suffrage.belenios.strict_json import read, write
from suffrage.belenios.tally import Tally
from suffrage.belenios.trustees import Trustees
from suffrage.errors import Malformed, NotVerified

__all__ = ["Shuffle", "check_shuffle", "shuffle_tally", "shuffled_questions", "tally_after"]

_RECORDS = 2


@dataclass(frozen=True, slots=True)
class Shuffle:
    """What trustee ``owner`` (from 1) made of a tally.

    ``ciphertexts`` are those of all questions, one after another as in the tally; homomorphic
    ones are as they were.
    """

    owner: int
    ciphertexts: Ciphertexts = field(repr=False)
    records: tuple[bytes, ...] = field(repr=False)


def shuffled_questions(election: Election) -> list[int]:
    """The places of the questions whose answers are shuffled, in their order."""
    questions = election.record.questions
    return [index for index, asked in enumerate(questions) if kind_of(asked).embeds is not None]


def shuffle_tally(
    election: Election,
    trustees: Trustees,
    tally: Tally,
    earlier: Sequence[Shuffle],
    *,
    owner: int,
    entropy: Entropy,
) -> Shuffle:
    """The next shuffle, by trustee ``owner``, with fresh permutations that are then forgotten.

    ``tally`` is the encrypted tally, ``earlier`` are the shuffles of it, all checked. Raises
    ``NotVerified`` as ``check_turn``; ``Unavailable``: ``bel.entropy``, ``bel.entropy-repeats``.
    """
    check_turn(trustees, [one.owner for one in earlier], owner)
    group, before = election.group, tally_after(tally, earlier).ciphertexts
    made: dict[int, Ciphertexts] = {}
    proofs: list[ShuffleProof] = []
    ranges = row_ranges(tally.shape)
    for question in shuffled_questions(election):
        part = before.take(ranges[question])
        made[question], proof = shuffle(group, election.key, election.fingerprint, part, entropy)
        proofs.append(proof)
    record = ShuffleRecord(
        ciphertexts=tuple(_write_pairs(election, part) for part in made.values()),
        proofs=tuple(proofs),
    )
    data = write(record)
    owned = Owned(owner=owner, payload=wide_digest(data))
    return Shuffle(owner, _put_in_place(tally, before, made), (data, write(owned)))


def check_shuffle(
    election: Election,
    trustees: Trustees,
    tally: Tally,
    earlier: Sequence[Shuffle],
    records: Sequence[bytes],
) -> Shuffle:
    """The shuffle that these records publish, after the ``earlier`` ones of this tally.

    Raises ``NotVerified``: ``bel.shuffle-hash``, as ``check_turn``, and ``bel.shuffle`` with the
    owner, the question (from 0) and the equation that fails (see ``vartime_check_shuffle``);
    ``Malformed``: ``bel.shuffle-questions`` with the owner; ``bel.shuffle-size``, ``bel.point``
    and ``bel.exponent`` in a place that names owner and question; ``bel.event-records``,
    ``bel.json``, ``bel.canonical``.
    """
    if len(records) != _RECORDS:
        raise Malformed("bel.event-records", type="Shuffle", number=len(records))
    record = read(records[0], ShuffleRecord, "shuffle")
    owned = read(records[1], Owned, "owned")
    if owned.payload != wide_digest(records[0]):
        raise NotVerified("bel.shuffle-hash")
    owner = owned.owner
    check_turn(trustees, [one.owner for one in earlier], owner)
    before, ranges = tally_after(tally, earlier).ciphertexts, row_ranges(tally.shape)
    rows = _rows(election, record, owner)
    made: dict[int, Ciphertexts] = {}
    for question, (pairs, proof) in rows.items():
        with place(f"owner {owner} question {question}"):
            made[question] = _read_pairs(election, pairs)
            part = before.take(ranges[question])
            _check(election, part, made[question], proof, owner=owner, question=question)
    return Shuffle(owner, _put_in_place(tally, before, made), tuple(records))


def tally_after(tally: Tally, shuffles: Sequence[Shuffle]) -> Tally:
    """The tally with the last output in place of what was shuffled: what trustees decrypt."""
    return replace(tally, ciphertexts=shuffles[-1].ciphertexts) if shuffles else tally


def _rows(
    election: Election, record: ShuffleRecord, owner: int
) -> Mapping[int, tuple[tuple[Ciphertext, ...], ShuffleProof]]:
    """Ciphertexts and proof of each question that is shuffled."""
    questions = shuffled_questions(election)
    for given in (record.ciphertexts, record.proofs):
        if len(given) != len(questions):
            raise Malformed("bel.shuffle-questions", owner=owner, number=len(given))
    pairs = zip(record.ciphertexts, record.proofs, strict=True)
    return dict(zip(questions, pairs, strict=True))


def _check(
    election: Election,
    before: Ciphertexts,
    after: Ciphertexts,
    proof: ShuffleProof,
    *,
    owner: int,
    question: int,
) -> None:
    statement = ShuffleStatement(election.group, election.key, election.fingerprint, before, after)
    try:
        vartime_check_shuffle(statement, proof)
    except NotVerified as error:
        equation = error.fields["equation"]
        raise NotVerified(
            "bel.shuffle", owner=owner, question=question, equation=equation
        ) from error


def _put_in_place(
    tally: Tally, before: Ciphertexts, made: Mapping[int, Ciphertexts]
) -> Ciphertexts:
    """All ciphertexts, with those of some questions replaced."""
    rows = (
        made.get(question, before.take(places))
        for question, places in enumerate(row_ranges(tally.shape))
    )
    return reduce(Ciphertexts.join, rows)


def _write_pairs(election: Election, ciphertexts: Ciphertexts) -> tuple[Ciphertext, ...]:
    alphas = election.group.encode(ciphertexts.alphas)
    betas = election.group.encode(ciphertexts.betas)
    return tuple(Ciphertext(alpha=a, beta=b) for a, b in zip(alphas, betas, strict=True))


def _read_pairs(election: Election, pairs: Sequence[Ciphertext]) -> Ciphertexts:
    points = election.group.decode([pair.alpha for pair in pairs] + [pair.beta for pair in pairs])
    number = len(pairs)
    return Ciphertexts(points.take(range(number)), points.take(range(number, 2 * number)))
