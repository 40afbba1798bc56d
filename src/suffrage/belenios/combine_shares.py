"""The factors of all trustees put together: y^r of each ciphertext of the tally.

Each trustee who stands alone must have given a share, and of each group as many as its threshold.
Of a group the first members by number serve, with the weights of Lagrange at 0. Whatever share
stands beyond these must agree with them. Honest ones always do; and since version 1 leaves the
factor out of the challenge of a share's proof, a trustee who also casts the last ballot can prove
a false factor (``docs/explanation/trustees.md``): a share more is what shows it.
"""

from collections.abc import Sequence

from suffrage.belenios.decryption import Share
from suffrage.belenios.group import Group, Points
from suffrage.belenios.threshold.lagrange import lagrange
from suffrage.belenios.trustees import Quorum, Trustees
from suffrage.errors import NotVerified

__all__ = ["combine"]


def combine(group: Group, trustees: Trustees, shares: Sequence[Share]) -> Points:
    """The product of all factors, one element a ciphertext; the order of shares does not matter.

    Raises ``NotVerified``: ``bel.share-repeated`` with the owner; ``bel.share-missing`` with the
    owner whose share nothing replaces; ``bel.shares-too-few`` with the owners ``first`` to
    ``last`` of a group, of whom ``missing`` more must decrypt; ``bel.share-disagrees`` with the
    owner of a share beyond the threshold that contradicts the first ones.
    """
    by_owner: dict[int, Share] = {}
    for share in shares:
        if share.owner in by_owner:
            raise NotVerified("bel.share-repeated", owner=share.owner)
        by_owner[share.owner] = share
    chosen = [_of(quorum, by_owner) for quorum in trustees.quorums]
    factors = [
        _together(group, quorum, given)
        for quorum, given in zip(trustees.quorums, chosen, strict=True)
    ]
    total = factors[0]
    for other in factors[1:]:
        total = group.add(total, other)
    return total


def _of(quorum: Quorum, by_owner: dict[int, Share]) -> list[Share]:
    """The shares of one quorum in the order of their owners."""
    given = [by_owner[owner] for owner in quorum.owners if owner in by_owner]
    missing = quorum.need - len(given)
    if missing > 0 and len(quorum.owners) == 1:
        raise NotVerified("bel.share-missing", owner=quorum.owners[0])
    if missing > 0:
        first, last = quorum.owners[0], quorum.owners[-1]
        raise NotVerified("bel.shares-too-few", first=first, last=last, missing=missing)
    return given


def _together(group: Group, quorum: Quorum, given: list[Share]) -> Points:
    places = [share.owner - quorum.owners[0] + 1 for share in given]
    used = [share.factors for share in given[: quorum.need]]
    for share, at in zip(given[quorum.need :], places[quorum.need :], strict=True):
        right = _weighted(group, used, lagrange(places[: quorum.need], at, group.order))
        if group.encode(right) != group.encode(share.factors):
            raise NotVerified("bel.share-disagrees", owner=share.owner)
    return _weighted(group, used, lagrange(places[: quorum.need], 0, group.order))


def _weighted(group: Group, factors: list[Points], weights: list[int]) -> Points:
    """The product of factors to the power of public weights."""
    if weights == [1]:
        return factors[0]
    number = len(factors[0])
    total = group.times(factors[0], [weights[0]] * number)
    for points, weight in zip(factors[1:], weights[1:], strict=True):
        total = group.add(total, group.times(points, [weight] * number))
    return total
