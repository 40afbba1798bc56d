"""Checking what a parsed ballot claims: commitments from equations, hashes from commitments.

``vartime_commitments`` and ``named_sums`` do the arithmetic for one ballot; ``check_challenges``
does none, so that a batch may take its commitments from elsewhere and prove them all together.
"""

from collections.abc import Sequence

from suffrage.belenios.claims import Challenge, Claims, prefixes
from suffrage.belenios.group import Group, Points
from suffrage.belenios.hashing import challenge as hashed
from suffrage.belenios.parse_ballot import ParsedBallot
from suffrage.errors import NotVerified

__all__ = ["add_sums", "check_challenges", "vartime_commitments"]


def add_sums(group: Group, claims: Claims, points: Points) -> Points:
    """The decoded points of a ballot followed by their sums: the array of the layout."""
    if not claims.sums:
        return points
    return points.join(*(group.product(points.take(places)) for places in claims.sums))


def vartime_commitments(
    group: Group, key: Points, claims: Claims, ballot: ParsedBallot, points: Points
) -> tuple[list[str], list[str]]:
    """The texts of the commitments A_0 … B_0 …, and the pairs of the sums that prefixes name."""
    number = len(claims.first)
    c, r = ballot.challenges[:number], ballot.responses
    first = group.vartime_commit(r, None, c, points.take(claims.first))
    own = [c[i] for i in claims.doubles]
    second = group.vartime_commit(
        [r[i] for i in claims.doubles],
        key,
        own,
        points.take(claims.second),
        [-m * c for m, c in zip(claims.plains, own, strict=True)],
    )
    sums_from = 2 * claims.width + 1 + claims.masks
    named = [sums_from + place for alpha in claims.named for place in (alpha, alpha + 1)]
    parts = [second, points.take(named)]
    if claims.masks:
        parts.append(_unmask(group, claims, ballot, points, second))
    texts = group.encode(first.join(*parts))
    ends = number + len(second), number + len(second) + len(named)
    sums = texts[ends[0] : ends[1]]
    commitments = texts[: ends[0]]
    for place, text in zip(claims.masked, texts[ends[1] :], strict=True):
        commitments[number + place] = text
    return commitments, [f"{a},{b}" for a, b in zip(sums[::2], sums[1::2], strict=True)]


def _unmask(
    group: Group, claims: Claims, ballot: ParsedBallot, points: Points, second: Points
) -> Points:
    """The second commitments of nonzero proofs, each multiplied by A0^c."""
    begin = 2 * claims.width + 1
    given = points.take(range(begin, begin + claims.masks))
    powers = group.times(given, ballot.challenges[len(claims.first) :])
    return group.add(second.take(claims.masked), powers)


def check_challenges(
    group: Group,
    claims: Claims,
    ballot: ParsedBallot,
    commitments: Sequence[str],
    sums: Sequence[str],
) -> None:
    """Every hash is the sum of its challenges, and no nonzero proof commits to the identity.

    ``commitments`` and ``sums`` as from ``vartime_commitments``. Raises ``NotVerified``:
    ``bel.ballot-signature``, ``bel.ballot-proof`` with question and proof.
    """
    if ballot.signed != ballot.subjects[0]:
        raise NotVerified("bel.ballot-signature")
    masks = ballot.texts[2 * claims.width + 1 :]
    texts = [*commitments, *masks]
    order, challenges = group.order, ballot.challenges
    before = prefixes(claims, ballot.subjects, [*ballot.pairs, *sums])
    for claimed, start in zip(claims.challenges, before, strict=True):
        total = hashed(order, start, [texts[place] for place in claimed.commitments])
        if total != sum(challenges[claimed.summed]) % order:
            raise _refusal(claimed)
    if masks:
        _refuse_identity(group, claims, masks)


def _refuse_identity(group: Group, claims: Claims, masks: Sequence[str]) -> None:
    (identity,) = group.encode(group.base([0]))
    nonzero = [
        claimed for claimed in claims.challenges if claimed.summed.start >= len(claims.first)
    ]
    for claimed, text in zip(nonzero, masks, strict=True):
        if text == identity:
            raise _refusal(claimed)


def _refusal(claimed: Challenge) -> NotVerified:
    if claimed.question is None:
        return NotVerified("bel.ballot-signature")
    return NotVerified("bel.ballot-proof", question=claimed.question, proof=claimed.proof)
