"""A camp's file compared with one contest of a board that has been checked."""

from dataclasses import dataclass

import msgspec

from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.model.csv_table import Rejected
from suffrage.model.sheet_columns import SheetColumns
from suffrage.night.compare_sections import Comparison, compare_sections, listed_sections
from suffrage.paper.read_camp import CampFile, Known, read_camp
from suffrage.site.pages.people import option_of

__all__ = ["Compared", "run_comparison"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with its contest and the file that it is of."""

    instance: str
    file: CampFile
    comparison: Comparison

    @property
    def is_clean(self) -> bool:
        """Whether something was compared, nothing differs, and every section is known."""
        found = self.comparison
        stray = [*found.of("reserved"), *found.of("annulled")]
        differing = found.differing or any(line.differences for line in stray)
        return bool(found.compared) and not differing and not self.file.unknown


def run_comparison(
    state: State, instance: str, data: bytes, columns: SheetColumns | None
) -> Compared | Rejected:
    """The comparison, or all that is wrong with the file; raises as ``read_camp``."""
    usual = state.rules.sheets
    options = option_ids(state, instance)
    rows = listed_sections(state, instance)
    known = Known(
        instance,
        {one: _names(state, instance, one) for one in options},
        {row.unit: _name(state, row.unit) for row in rows},
        None if isinstance(usual, msgspec.UnsetType) else usual,
    )
    file = read_camp(data, known, columns)
    if isinstance(file, Rejected):
        return file
    return Compared(instance, file, compare_sections(rows, options, file.rows))


def _names(state: State, instance: str, option: str) -> tuple[str, ...]:
    found = option_of(state, instance, option)
    return tuple(name for name in (found.label, found.first_signatory) if name)


def _name(state: State, unit: str) -> str:
    """A section's name; a pool has none."""
    found = state.rules.tree.by_id.get(unit)
    return found.name if found else ""
