"""The figures of a rehearsal: made from a seed, and obviously made.

In every section half of the members sign, and the options' votes are as 1 to 2 to 3 and so on,
exactly, in an order that the seed gives; what is left over is one void ballot and blank ones. No
real night looks like that, anyone can make the figures again, and no two options are level.
"""

import hashlib
from collections.abc import Sequence

from suffrage.model.contests import instance_place
from suffrage.paper.sheet import Sheet

__all__ = ["made_sheet", "picked", "signatures_of"]


def signatures_of(registered: int) -> int:
    """How many sign, whatever the contests of the evening: half of the members, rounded up."""
    return (registered + 1) // 2


def made_sheet(
    seed: str, instance: str, unit: str, registered: int, options: Sequence[str], by: str
) -> Sheet:
    """The sheet that a section enters; it passes every hard check.

    Where fewer sign than the proportion needs, all of them vote for the option that leads.
    """
    order = picked(seed, options, len(options))
    parts = {option: place for place, option in enumerate(order, start=1)}
    signatures = signatures_of(registered)
    share = signatures // sum(parts.values())
    votes = {option: share * parts[option] for option in options}
    if not share:
        votes[order[-1]] = signatures
    valid = sum(votes.values())
    torn = int(signatures - valid > 0)
    return Sheet(
        ballots=signatures,
        blank=signatures - valid - torn,
        contest=instance_place(instance)[0],
        entered_by=by,
        proxies=0,
        registered=registered,
        signatures=signatures,
        unit=unit,
        valid=valid,
        void={"torn": torn} if torn else {},
        votes=votes,
    )


def picked(seed: str, names: Sequence[str], most: int) -> tuple[str, ...]:
    """Up to ``most`` of the names, in the order of a hash over the seed."""

    def place(name: str) -> bytes:
        return hashlib.sha256(f"{seed}\n{name}".encode()).digest()

    return tuple(sorted(names, key=place)[:most])
