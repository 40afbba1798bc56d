"""Many ballots at once, each with the verdict that it has alone.

Two paths. (a) Straight from the ballots: the commitments are computed again, in arrays over all
ballots. (b) With commitments from a side file that nobody has to trust: each hash is checked
against them, and one random linear combination proves that they are the right ones
(``combination``). What fails in (b) is checked again by (a), and what cannot be decoded there is
checked ballot by ballot, so wrong commitments cost time and change nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from suffrage.belenios.check_ballot import CheckedBallot, check_parsed, checked
from suffrage.belenios.check_claims import (
    Stack,
    check_challenges,
    named_sums,
    stack,
    vartime_commitments,
)
from suffrage.belenios.combination import vartime_check_equations
from suffrage.belenios.election import Election
from suffrage.belenios.group import BatchGroup, Entropy, Points
from suffrage.belenios.parse_ballot import ParsedBallot
from suffrage.errors import Malformed, NotVerified, SuffrageError

__all__ = ["Verdict", "check_alone", "check_with_commitments", "decode_proved"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A checked ballot with its commitments where they were computed, or why it is refused."""

    ballot: CheckedBallot | SuffrageError
    commitments: Points | None = field(default=None, repr=False)


def check_alone(election: Election, ballots: Sequence[ParsedBallot]) -> list[Verdict]:
    """Path (a): each proof of each ballot from the ballots themselves."""
    group, claims = election.group, election.claims
    try:
        points = group.decode([text for ballot in ballots for text in ballot.texts])
    except Malformed:
        return [_one(election, ballot) for ballot in ballots]
    stacked = stack(group, claims, ballots, points)
    commitments = vartime_commitments(group, election.key, claims, stacked)
    errors = _check_hashes(election, stacked, group.encode(commitments))
    size = _size(election)
    return [
        Verdict(
            error or checked(election, ballot, _slice(points, index, stacked.fixed)),
            None if error else _slice(commitments, index, size),
        )
        for index, (ballot, error) in enumerate(zip(ballots, errors, strict=True))
    ]


def check_with_commitments(
    election: Election,
    group: BatchGroup,
    ballots: Sequence[ParsedBallot],
    commitments: bytes,
    entropy: Entropy,
) -> list[Verdict]:
    """Path (b): ``commitments`` holds the pairs of coordinates of all ballots' commitments.

    ``group`` is the election's, known to be one that reads them.
    """
    claims = election.claims
    try:
        texts = [text for ballot in ballots for text in ballot.texts]
        points, given = group.decode_mixed(texts, commitments)
    except Malformed:
        return check_alone(election, ballots)
    if len(given) != _size(election) * len(ballots):
        return check_alone(election, ballots)
    stacked = stack(group, claims, ballots, points)
    errors = _check_hashes(election, stacked, group.encode(given))
    sound = [index for index, error in enumerate(errors) if error is None]
    try:
        vartime_check_equations(
            group,
            election.key,
            claims,
            ballots=[ballots[index] for index in sound],
            points=_slices(points, sound, stacked.fixed),
            commitments=_slices(given, sound, _size(election)),
            entropy=entropy,
        )
    except NotVerified:
        return check_alone(election, ballots)
    doubtful = [index for index, error in enumerate(errors) if error is not None]
    again = dict(zip(doubtful, check_alone(election, [ballots[i] for i in doubtful]), strict=True))
    return [
        again.get(index) or Verdict(checked(election, ballot, _slice(points, index, stacked.fixed)))
        for index, ballot in enumerate(ballots)
    ]


def decode_proved(election: Election, ballots: Sequence[ParsedBallot]) -> list[Verdict]:
    """Ballots whose proofs were all checked earlier; their elements are decoded as ever."""
    group = election.group
    try:
        points = group.decode([text for ballot in ballots for text in ballot.texts])
    except Malformed:
        return [_one(election, ballot) for ballot in ballots]
    fixed = len(points) // max(len(ballots), 1)
    return [
        Verdict(checked(election, ballot, _slice(points, index, fixed)))
        for index, ballot in enumerate(ballots)
    ]


def _one(election: Election, ballot: ParsedBallot) -> Verdict:
    try:
        return Verdict(check_parsed(election, ballot))
    except (Malformed, NotVerified) as error:
        return Verdict(error)


def _check_hashes(
    election: Election, stacked: Stack, texts: Sequence[str]
) -> list[SuffrageError | None]:
    group, claims, size = election.group, election.claims, _size(election)
    errors = list[SuffrageError | None]()
    sums = named_sums(group, claims, stacked)
    for index, ballot in enumerate(stacked.ballots):
        own = texts[size * index : size * (index + 1)]
        try:
            check_challenges(group, claims, ballot, own, sums[index])
        except NotVerified as error:
            errors.append(error)
        else:
            errors.append(None)
    return errors


def _size(election: Election) -> int:
    return election.claims.commitments


def _slice(points: Points, index: int, size: int) -> Points:
    return points.take(range(size * index, size * (index + 1)))


def _slices(points: Points, indices: Sequence[int], size: int) -> Points:
    if size * len(indices) == len(points):
        return points
    return points.take([size * index + place for index in indices for place in range(size)])
