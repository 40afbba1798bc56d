"""The opening of a member's own leaf, from the salts that were kept at the freeze."""

from functools import lru_cache

from immutables import Map

from suffrage.errors import Refused
from suffrage.office.models import Election, Roll, RollLeaf
from suffrage.roll.snapshot import FrozenRoll, Opening, Secret, open_leaf
from suffrage.tlog.tree import Tree

__all__ = ["opening_of"]


def opening_of(election: Election, number: str) -> Opening:
    """The opening for the member with this number.

    Raises ``Refused``: ``roll.not-frozen`` before the freeze, ``roll.not-on-it`` for a number that
    the frozen roll does not have.
    """
    roll = Roll.objects.filter(election=election).first()
    if roll is None or not roll.frozen:
        raise Refused("roll.not-frozen")
    frozen, tree = _frozen(election.pk, roll.root)
    return open_leaf(frozen, number, tree.prove_inclusion)


@lru_cache(maxsize=4)
def _frozen(election: int, root: str) -> tuple[FrozenRoll, Tree]:
    # A leaf never changes once its root is frozen, and building the tree takes a second.
    rows = RollLeaf.objects.filter(election=election).order_by("position")
    secrets = tuple(
        Secret(number=number, salt=salt, unit=unit)
        for number, salt, unit in rows.values_list("number", "salt", "unit")
    )
    frozen = FrozenRoll(root, Map(), secrets)
    return frozen, Tree(frozen.leaves)
