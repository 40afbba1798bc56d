"""Checking a ballot, alone and against those before it.

``check_ballot`` needs no other ballot, so it can run before acceptance, outside any lock and on
several machines. ``check_not_copied`` compares with the ballots already in the box.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from suffrage.belenios.check_claims import (
    check_challenges,
    named_sums,
    stack,
    vartime_commitments,
)
from suffrage.belenios.claims import Claims
from suffrage.belenios.credentials import PublicCredentials
from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.election import Election
from suffrage.belenios.group import Group, Points
from suffrage.belenios.parse_ballot import ParsedBallot, parse_ballot
from suffrage.errors import Malformed, NotVerified

__all__ = ["CheckedBallot", "check_ballot", "check_not_copied", "check_parsed", "checked"]


@dataclass(frozen=True, slots=True)
class CheckedBallot:
    """A ballot whose signature and proofs all hold.

    ``hash`` is the SHA-256 of its bytes as 64 digits, ``tracker`` the same in Base64 as the voter
    sees it. It counts ``weight`` times. ``components`` are the texts of every alpha and beta,
    ``ciphertexts`` the same of all questions one after another, without sums.
    """

    hash: str
    tracker: str
    credential: str
    weight: int
    components: frozenset[str] = field(repr=False)
    ciphertexts: Ciphertexts = field(repr=False)


def check_ballot(election: Election, credentials: PublicCredentials, data: bytes) -> CheckedBallot:
    """The ballot of these bytes, with every proof checked.

    Raises as ``parse_ballot``; ``Malformed("bel.point")`` with the place in the layout of
    ``claims``; ``NotVerified``: ``bel.ballot-signature``, ``bel.ballot-proof`` with question and
    proof, both counted from 0 (the proofs in the order of the question's form).
    """
    return check_parsed(election, parse_ballot(election, credentials, data))


def check_parsed(election: Election, ballot: ParsedBallot) -> CheckedBallot:
    """The same, once it is parsed; raises as ``check_ballot`` save what parsing raises."""
    group, claims = election.group, election.claims
    points = _decode(group, claims, ballot)
    stacked = stack(group, claims, [ballot], points)
    commitments = group.encode(vartime_commitments(group, election.key, claims, stacked))
    (sums,) = named_sums(group, claims, stacked)
    check_challenges(group, claims, ballot, commitments, sums)
    return checked(election, ballot, points)


def _decode(group: Group, claims: Claims, ballot: ParsedBallot) -> Points:
    try:
        return group.decode(ballot.texts)
    except Malformed as error:
        index = int(error.fields["index"])
        raise Malformed("bel.point", at=claims.where(index), index=index) from error


def checked(election: Election, ballot: ParsedBallot, points: Points) -> CheckedBallot:
    """What is known of a ballot once all its claims are proved; ``points`` are its decoded texts.

    Call it after the checks of ``check_ballot``, or after those of a batch, and nowhere else.
    """
    width = election.claims.width
    return CheckedBallot(
        hash=ballot.hash,
        tracker=ballot.tracker,
        credential=ballot.credential,
        weight=ballot.weight,
        components=frozenset(ballot.texts[: 2 * width]),
        ciphertexts=Ciphertexts(points.take(range(width)), points.take(range(width, 2 * width))),
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
