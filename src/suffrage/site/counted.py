"""One contest instance as it stands: counted once, for its figures and for the status."""

from dataclasses import dataclass

from suffrage.board.kinds.closing import ResultFigures
from suffrage.conduct.results import result_figures
from suffrage.conduct.standing import option_ids, stands
from suffrage.conduct.state import State
from suffrage.conduct.tables import unit_counts
from suffrage.count.totals import Totals, UnitCount, total
from suffrage.count.unit_state import Awaited, Reserved, Sealed
from suffrage.errors import Refused

__all__ = ["Counted", "count_held", "count_instance", "held_instances"]


@dataclass(frozen=True, slots=True)
class Counted:
    """The sections of an instance, their totals, and its result once all have reported.

    ``result`` is ``None`` while a section is awaited or its sheet reserved, and where there is
    no vote to rank.
    """

    instance: str
    options: tuple[str, ...]
    rows: tuple[UnitCount, ...]
    totals: Totals
    result: ResultFigures | None

    @property
    def reported(self) -> bool:
        """Whether no section is awaited and no sheet reserved."""
        return _all_reported(self.rows)


def held_instances(state: State) -> tuple[str, ...]:
    """The contest instances that are held or may still be, in the declared order.

    A second round that the first made unnecessary is none of them.
    """
    return tuple(name for name in state.rules.instances() if stands(state, name))


def count_held(state: State) -> tuple[Counted, ...]:
    """Every instance that is held or may still be, counted."""
    return tuple(count_instance(state, name) for name in held_instances(state))


def count_instance(state: State, instance: str) -> Counted:
    """One contest instance, counted."""
    rows = unit_counts(state, instance)
    options = option_ids(state, instance)
    totals = total(rows, options)
    result = _result(state, instance, totals) if _all_reported(rows) else None
    return Counted(instance, options, rows, totals, result)


def _result(state: State, instance: str, totals: Totals) -> ResultFigures | None:
    try:
        return result_figures(state, instance, totals)
    except Refused:
        # Without a vote there is nothing to rank (``rule.no-votes``): no result, no error.
        return None


def _all_reported(rows: tuple[UnitCount, ...]) -> bool:
    return not any(isinstance(row.state, Awaited | Reserved | Sealed) for row in rows)
