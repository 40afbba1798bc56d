"""Who shuffles: the trustees, each at most once, in their order, and enough of them.

Nobody signs a shuffle in version 1, so these rules do not prove who made it; they refuse labels
that cannot be true, and boxes whose answers too few trustees have mixed. Enough are those who
together could decrypt: then every coalition too small to decrypt lacks one of the shuffles, and
cannot trace an answer either. The reference tool of release 3.3 checks none of this.
"""

from collections.abc import Sequence

from suffrage.belenios.trustees import Trustees
from suffrage.errors import NotVerified

__all__ = ["check_all_turns", "check_turn"]


def check_turn(trustees: Trustees, earlier: Sequence[int], owner: int) -> None:
    """Trustee ``owner`` may shuffle after those of the numbers ``earlier`` (from 1).

    Raises ``NotVerified``: ``bel.shuffle-owner`` when there is no such trustee,
    ``bel.shuffle-order`` when the number is not above that of the shuffle before.
    """
    if not 1 <= owner <= len(trustees.members):
        raise NotVerified("bel.shuffle-owner", owner=owner)
    if earlier and owner <= earlier[-1]:
        raise NotVerified("bel.shuffle-order", owner=owner, before=earlier[-1])


def check_all_turns(trustees: Trustees, owners: Sequence[int]) -> None:
    """These trustees are enough to end the shuffles.

    Raises ``NotVerified``: ``bel.shuffle-missing`` with a single trustee who must still shuffle,
    ``bel.shuffles-too-few`` with the owners ``first`` to ``last`` of a group, of whom ``missing``
    more must.
    """
    for quorum in trustees.quorums:
        missing = quorum.need - len(set(quorum.owners) & set(owners))
        first, last = quorum.owners[0], quorum.owners[-1]
        if missing > 0 and first == last:
            raise NotVerified("bel.shuffle-missing", owner=first)
        if missing > 0:
            raise NotVerified("bel.shuffles-too-few", first=first, last=last, missing=missing)
