"""A batch of ballots as a unit of work: values in, values out, so that any process can do it.

Nothing that is sent back has to be looked at again: for each ballot a few bytes to compare it with
others and to find it in the list, and for all together the sums that enter the tally.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from suffrage.belenios.check_ballot import CheckedBallot
from suffrage.belenios.check_ballots import (
    Verdict,
    check_alone,
    check_with_commitments,
    decode_proved,
)
from suffrage.belenios.credentials import PublicCredentials
from suffrage.belenios.election import Election, read_election
from suffrage.belenios.group import BatchGroup, Entropy, Group
from suffrage.belenios.parse_ballot import ParsedBallot, parse_ballot
from suffrage.belenios.questions.table import kind_of
from suffrage.belenios.tally import add_up
from suffrage.errors import Refused, SuffrageError

__all__ = ["COMPONENT", "Batch", "CheckedBatch", "Line", "batch_group", "check_batch"]

COMPONENT = 8
"""Bytes of the hash by which a component is compared with all others of the box."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Consecutive ballots of an election, as bytes.

    ``weights`` has the credentials among them that may vote. Of the ballots in ``proved`` all
    proofs were found to hold before. ``commitments`` are those of the side file, or ``None``;
    ``wanted`` asks for them in the answer, if the group has coordinates.
    """

    election: bytes = field(repr=False)
    ballots: tuple[bytes, ...] = field(repr=False)
    weights: Mapping[str, int] = field(repr=False)
    proved: frozenset[int] = frozenset()
    commitments: bytes | None = field(default=None, repr=False)
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A ballot whose proofs all hold: the SHA-256 of its bytes and its credential.

    ``components`` are the short hashes of every alpha and beta, ``mixed`` the texts of the
    ciphertexts that will be shuffled.
    """

    digest: bytes
    credential: str
    components: bytes
    mixed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CheckedBatch:
    """For each ballot its line or why it is refused; the texts of the sums of all that hold.

    ``commitments`` are pairs of coordinates, zeros for ballots that do not hold.
    """

    lines: tuple[Line | SuffrageError, ...]
    sums: tuple[list[str], list[str]]
    commitments: bytes


def batch_group(election: Election) -> BatchGroup:
    """The group of an election, if it can check in batches; else ``Refused("bel.side-group")``."""
    if isinstance(election.group, BatchGroup):
        return election.group
    raise Refused("bel.side-group", group=election.group.name)


def check_batch(batch: Batch, entropy: Entropy | None = None) -> CheckedBatch:
    """Checks every ballot of a batch; raises nothing but ``Unavailable("bel.entropy")``.

    Without ``entropy`` no use is made of the commitments.
    """
    election = _election(batch.election)
    listed = PublicCredentials(b"", frozenset(batch.weights), batch.weights)
    verdicts: list[Verdict | None] = [None] * len(batch.ballots)
    parsed = dict[int, ParsedBallot]()
    for index, data in enumerate(batch.ballots):
        try:
            parsed[index] = parse_ballot(election, listed, data)
        except SuffrageError as error:
            verdicts[index] = Verdict(error)
    known = [index for index in parsed if index in batch.proved]
    others = [index for index in parsed if index not in batch.proved]
    ballots = [parsed[index] for index in others]
    found = _check(election, batch, others, ballots, entropy)
    again = decode_proved(election, [parsed[index] for index in known])
    for index, verdict in zip([*others, *known], [*found, *again], strict=True):
        verdicts[index] = verdict
    return _answer(election, batch, [verdict for verdict in verdicts if verdict is not None])


def _check(
    election: Election,
    batch: Batch,
    places: Sequence[int],
    ballots: Sequence[ParsedBallot],
    entropy: Entropy | None,
) -> list[Verdict]:
    if not ballots:
        return []
    if batch.commitments is None or entropy is None:
        return check_alone(election, ballots)
    size = 64 * election.claims.commitments
    given = b"".join(batch.commitments[size * place : size * (place + 1)] for place in places)
    return check_with_commitments(election, batch_group(election), ballots, given, entropy)


def _answer(election: Election, batch: Batch, verdicts: Sequence[Verdict]) -> CheckedBatch:
    sound = [v.ballot for v in verdicts if isinstance(v.ballot, CheckedBallot)]
    sums = add_up(election, sound)
    group, places = election.group, _mixed_places(election)
    return CheckedBatch(
        lines=tuple(
            _line(group, v.ballot, places) if isinstance(v.ballot, CheckedBallot) else v.ballot
            for v in verdicts
        ),
        sums=(group.encode(sums.alphas), group.encode(sums.betas)),
        commitments=_coordinates(election, verdicts) if batch.wanted else b"",
    )


def _coordinates(election: Election, verdicts: Sequence[Verdict]) -> bytes:
    group = batch_group(election)
    size = 64 * election.claims.commitments
    return b"".join(
        bytes(size) if verdict.commitments is None else group.encode_affine(verdict.commitments)
        for verdict in verdicts
    )


def _mixed_places(election: Election) -> list[int]:
    """The places of the ciphertexts that will be shuffled."""
    pairs = zip(election.record.questions, election.claims.rows, strict=True)
    return [row.start for question, row in pairs if kind_of(question).embedded]


def _line(group: Group, ballot: CheckedBallot, places: Sequence[int]) -> Line:
    mixed = list[tuple[str, str]]()
    if places:
        chosen = ballot.ciphertexts.take(places)
        mixed += zip(group.encode(chosen.alphas), group.encode(chosen.betas), strict=True)
    hashes = [hashlib.sha256(text.encode()).digest()[:COMPONENT] for text in ballot.components]
    return Line(bytes.fromhex(ballot.hash), ballot.credential, b"".join(hashes), tuple(mixed))


@lru_cache(maxsize=4)
def _election(data: bytes) -> Election:
    return read_election(data)
