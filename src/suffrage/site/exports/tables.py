"""The figures that exports may show: each instance with its units, as one table.

A unit has figures here exactly while they are in its instance's totals, so that the sum over
rows is the total; units hidden in a pool have none, and their pool is a row of its own. No
figure appears before ``night.moment`` says that it may.

>>> table = table_of(history, history.size, count_instance(state, "text"))  # doctest: +SKIP
>>> table.shown, table.totals.valid                                         # doctest: +SKIP
(True, 7648)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from suffrage.conduct.state import State
from suffrage.count.figures import Figures
from suffrage.count.totals import Totals, UnitCount
from suffrage.count.unit_state import Summed, figures_in_force, name_of
from suffrage.errors import Refused
from suffrage.model.contests import Option, instance_place
from suffrage.model.units import Unit
from suffrage.night.counted import Counted as Night
from suffrage.night.counted import counted
from suffrage.night.history import History
from suffrage.night.moment import require_figures
from suffrage.site.counted import Counted
from suffrage.site.pages.people import options_of
from suffrage.site.status import Status, status_of

__all__ = ["Row", "Table", "least_status", "may_show", "table_of"]

_STATUSES: Final[tuple[Status, ...]] = ("partial", "provisional", "corrected", "certified")


@dataclass(frozen=True, slots=True)
class Row:
    """A unit, or a pool; ``figures`` are those in the totals, ``None`` where it gives none.

    ``settled`` is false while it is awaited, reserved or not yet summed. ``corrections`` counts
    the sheets that took another's place; ``parts`` are the units of a pool.
    """

    unit: Unit
    registered: int
    state: str
    settled: bool
    disputed: bool
    corrections: int
    parts: tuple[str, ...]
    figures: Figures | None


@dataclass(frozen=True, slots=True)
class Table:
    """An instance: the options that stand, its units in the declared order, its totals.

    ``shown`` is false, and no row has figures, while figures may not appear. ``settled`` counts
    the units that are; ``status`` is that of the instance alone. ``elected`` and ``qualified``
    are options by a certificate that holds.
    """

    instance: str
    options: tuple[Option, ...]
    rows: tuple[Row, ...]
    totals: Totals
    shown: bool
    settled: int
    status: Status
    reported: bool
    elected: str
    qualified: tuple[str, ...]

    @property
    def contest(self) -> str:
        """The contest of which this is an instance."""
        return instance_place(self.instance)[0]

    @property
    def place(self) -> str:
        """Where it stands; empty for the nation."""
        return instance_place(self.instance)[1]


def least_status(instances: Iterable[Table]) -> Status:
    """The status of a contest, which is that of its least advanced instance."""
    return min((table.status for table in instances), key=_STATUSES.index)


def may_show(state: State, figures: Night, instant: str) -> bool:
    """Whether the figures of an instance may appear, and there are any."""
    try:
        require_figures(state, figures, instant)
    except Refused:
        return False
    return figures.numbers.missing < figures.numbers.expected


def table_of(history: History, size: int, one: Counted) -> Table:
    """The table of an instance, counted at a size of the board."""
    state = history.at(size)
    night = counted(state, one.instance)
    shown = may_show(state, night, history.instant_of(size))
    certified = state.certified.get(one.instance)
    outcome = certified.outcome if certified and certified == one.result else None
    return Table(
        instance=one.instance,
        options=options_of(state, one.instance),
        rows=_rows(history, state, size, one, night, shown),
        totals=one.totals,
        shown=shown,
        settled=night.numbers.expected - night.numbers.missing,
        status=status_of(state, (one,)),
        reported=one.reported,
        elected=outcome.elected if outcome else "",
        qualified=outcome.qualified if outcome else (),
    )


def _rows(
    history: History,
    state: State,
    size: int,
    one: Counted,
    night: Night,
    shown: bool,  # noqa: FBT001  (as in the table)
) -> tuple[Row, ...]:
    missing = {unit.unit for unit in night.missing}
    contest = instance_place(one.instance)[0]
    found = []
    for row in one.rows:
        figures = figures_in_force(row.state) if shown else None
        entries = history.entries.get((contest, row.unit), ())
        kinds = [entry.record.kind for entry in entries if entry.index < size]
        corrections = sum(kind.startswith("sheet.corrected/") for kind in kinds)
        found.append(_row(state, row, row.unit not in missing, corrections, figures))
    return tuple(found)


def _row(
    state: State,
    row: UnitCount,
    settled: bool,  # noqa: FBT001  (a fact of the row, as the others are)
    corrections: int,
    figures: Figures | None,
) -> Row:
    return Row(
        unit=state.rules.tree.by_id.get(row.unit) or Unit(id=row.unit),
        registered=row.registered,
        state=name_of(row.state),
        settled=settled,
        disputed=row.disputed,
        corrections=corrections,
        parts=row.state.units if isinstance(row.state, Summed) else (),
        figures=figures,
    )
