"""The table of seats before anybody votes: what figures typed or remembered would give.

The rule and the size of a body decide who has its majority, so both are shown while they can
still be argued about: 49.15 % is a majority of 47 seats under D'Hondt, and none of 200.

>>> from suffrage.model.bodies import Body
>>> from suffrage.model.rule import DHondt
>>> seen = preview_seats(Body("council", "text", 3, DHondt()), {"a": 60, "b": 40}, (1, 2))
>>> dict(seen.award.seats), [line.majority for line in seen.sizes]
({'a': 2, 'b': 1}, ['a', None])
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from suffrage.errors import Malformed
from suffrage.model.bodies import Body, WinnersOf
from suffrage.model.contests import Linked
from suffrage.model.definition import Definition
from suffrage.rules.seats import SeatAward
from suffrage.rules.sizes import SizeMajority, majority_sizes
from suffrage.rules.table import award

__all__ = ["SeatPreview", "preview_bodies", "preview_seats"]

_SIZES: Final = range(1, 101)


@dataclass(frozen=True, slots=True)
class SeatPreview:
    """A body's seats for these votes, with every step; and who would have a majority by size.

    ``ex_officio`` sit beside them, where the number is known before the vote. A seat that equal
    figures claim is a tie of ``award``, never given.
    """

    body: str
    votes: Mapping[str, int]
    award: SeatAward
    ex_officio: int | None
    sizes: tuple[SizeMajority, ...]

    @property
    def majorities(self) -> tuple[int, ...]:
        """The sizes at which somebody surely has an absolute majority."""
        return tuple(line.size for line in self.sizes if line.majority is not None)


def preview_seats(
    body: Body, votes: Mapping[str, int], sizes: Iterable[int] = _SIZES
) -> SeatPreview:
    """The preview of one body.

    Raises ``Refused`` (``rule.no-votes``, ``rule.below-threshold``, ``rule.few-votes``) where
    these votes give no seat, and as ``rules.table.award`` does.
    """
    return SeatPreview(
        body=body.id,
        votes=dict(votes),
        award=award(body.rule, votes, body.seats),
        ex_officio=None if isinstance(body.ex_officio, WinnersOf) else body.ex_officio,
        sizes=majority_sizes(body.rule, votes, sizes),
    )


def preview_bodies(
    definition: Definition, votes: Mapping[str, Mapping[str, int]], sizes: Iterable[int] = _SIZES
) -> tuple[SeatPreview, ...]:
    """The previews of all bodies of whose contest ``votes`` are given, by contest and option.

    Raises ``Malformed("preview.option")`` where the votes of a contest are not those of exactly
    its options, and as ``preview_seats``.
    """
    wanted = tuple(sizes)
    found = []
    for body in definition.bodies:
        given = votes.get(body.contest)
        if given is None:
            continue
        options = definition.contest_by_id[body.contest].options
        if not isinstance(options, Linked):
            names = [option.id for option in options]
            for name in sorted(set(names) ^ given.keys()):
                raise Malformed("preview.option", at=f"{body.contest}.{name}", option=name)
            given = {name: given[name] for name in names}
        found.append(preview_seats(body, given, wanted))
    return tuple(found)
