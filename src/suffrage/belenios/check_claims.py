"""Checking what parsed ballots claim: commitments from equations, hashes from commitments.

Arithmetic works on arrays over all ballots at hand, be it one or a thousand (``Stack``).
``check_challenges`` does none, so that a batch may take its commitments from elsewhere and prove
them all together (``combination``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce

from suffrage.belenios.claims import Challenge, Claims, prefixes
from suffrage.belenios.group import Group, Points
from suffrage.belenios.hashing import challenge as hashed
from suffrage.belenios.parse_ballot import ParsedBallot
from suffrage.errors import NotVerified

__all__ = ["Stack", "check_challenges", "named_sums", "stack", "vartime_commitments"]


@dataclass(frozen=True, slots=True)
class Stack:
    """Ballots with their points in one array: decoded texts ballot by ballot, then the sums.

    Of the sums, the first one of all ballots comes first. ``fixed`` is the number of texts of a
    ballot.
    """

    ballots: Sequence[ParsedBallot]
    fixed: int
    points: Points = field(repr=False)

    def take(self, places: Sequence[int]) -> Points:
        """The points at these places of the layout, ballot by ballot."""
        number, fixed = len(self.ballots), self.fixed
        return self.points.take(
            [
                ballot * fixed + place if place < fixed else place * number + ballot
                for ballot in range(number)
                for place in places
            ]
        )


def stack(group: Group, claims: Claims, ballots: Sequence[ParsedBallot], points: Points) -> Stack:
    """The ballots with their decoded texts, ``points``, followed by the sums."""
    fixed = 2 * claims.width + 1 + claims.masks
    starts = range(0, fixed * len(ballots), fixed)
    sums = []
    for places in claims.sums:
        columns = [points.take([start + place for start in starts]) for place in places]
        # A list without candidates has an empty sum: the identity, as an element that is public.
        columns = columns or [group.product(points.take([])).take([0] * len(ballots))]
        sums.append(reduce(group.add, columns))
    return Stack(ballots, fixed, points.join(*sums))


def vartime_commitments(group: Group, key: Points, claims: Claims, stacked: Stack) -> Points:
    """The commitments A_0 … B_0 … of each ballot, one ballot after another."""
    number, ballots = len(claims.first), stacked.ballots
    first = group.vartime_commit(
        [r for ballot in ballots for r in ballot.responses],
        None,
        [c for ballot in ballots for c in ballot.challenges[:number]],
        stacked.take(claims.first),
    )
    own = [ballot.challenges[i] for ballot in ballots for i in claims.doubles]
    plains = claims.plains * len(ballots)
    second = group.vartime_commit(
        [ballot.responses[i] for ballot in ballots for i in claims.doubles],
        key,
        own,
        stacked.take(claims.second),
        [-m * c for m, c in zip(plains, own, strict=True)],
    )
    if claims.masked:
        second = _unmask(group, claims, stacked, second)
    doubles = len(claims.doubles)
    middle = number * len(ballots)
    return first.join(second).take(
        [
            place
            for i in range(len(ballots))
            for part in (
                range(number * i, number * (i + 1)),
                range(middle + doubles * i, middle + doubles * (i + 1)),
            )
            for place in part
        ]
    )


def _unmask(group: Group, claims: Claims, stacked: Stack, second: Points) -> Points:
    """The second commitments, those of nonzero proofs multiplied by A0^c."""
    begin, doubles = 2 * claims.width + 1, len(claims.doubles)
    number = len(claims.first)
    exponents = [c for ballot in stacked.ballots for c in ballot.challenges[number:]]
    powers = group.times(stacked.take(range(begin, begin + claims.masks)), exponents)
    places = [
        doubles * ballot + place
        for ballot in range(len(stacked.ballots))
        for place in claims.masked
    ]
    whole = second.join(group.add(second.take(places), powers))
    order = list(range(len(second)))
    for index, place in enumerate(places):
        order[place] = len(second) + index
    return whole.take(order)


def named_sums(group: Group, claims: Claims, stacked: Stack) -> list[list[str]]:
    """For each ballot the pairs of texts of the sums that its prefixes name."""
    sums_from = stacked.fixed
    named = [sums_from + place for alpha in claims.named for place in (alpha, alpha + 1)]
    texts = iter(group.encode(stacked.take(named)))
    return [[f"{next(texts)},{next(texts)}" for _ in claims.named] for _ in stacked.ballots]


def check_challenges(
    group: Group,
    claims: Claims,
    ballot: ParsedBallot,
    commitments: Sequence[str],
    sums: Sequence[str],
) -> None:
    """Every hash is the sum of its challenges, and no nonzero proof commits to the identity.

    ``commitments`` and ``sums`` are the texts of its own from ``vartime_commitments`` and
    ``named_sums``. Raises ``NotVerified``: ``bel.ballot-signature``, ``bel.ballot-proof`` with
    question and proof.
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
