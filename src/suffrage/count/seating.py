"""A body's seats: shared by its rule, ties resolved as declared, members ex officio added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from suffrage.count.totals import Totals
from suffrage.model.bodies import Body
from suffrage.model.contests import Option
from suffrage.rules.lot import lot_seed
from suffrage.rules.seats import SeatAward
from suffrage.rules.table import award
from suffrage.rules.tie import Resolved, Waiting, resolve, seat

__all__ = ["BodySeats", "seats_of"]


@dataclass(frozen=True, slots=True)
class BodySeats:
    """The award with its trace; ``waiting`` are the ties that the award still has."""

    award: SeatAward
    resolved: tuple[Resolved, ...]
    waiting: tuple[Waiting, ...]


def seats_of(body: Body, totals: Totals, options: Sequence[Option], lot: str | None) -> BodySeats:
    """The seats of a body; ``lot`` is the public seed drawn for it, if any.

    Raises ``Refused`` (``rule.no-votes``, ``rule.below-threshold``) where no seat can be given.
    """
    shared = award(body.rule, totals.votes, body.seats)
    ages: Mapping[str, int] = {o.id: o.age_rank for o in options if o.age_rank}
    seed = None if lot is None else lot_seed(lot, f"body:{body.id}")
    ended = [resolve(tie, body.rule.tie, ages, seed) for tie in shared.ties]
    resolved = tuple(tie for tie in ended if isinstance(tie, Resolved))
    for tie in resolved:
        shared = seat(shared, tie)
    return BodySeats(shared, resolved, tuple(tie for tie in ended if isinstance(tie, Waiting)))
