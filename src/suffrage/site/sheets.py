"""``sheets.csv``: one row per section and option, for spreadsheets (``docs/spec/results.md``).

UTF-8, commas, one newline a row. Cells are codes and digits of restricted alphabets: none needs
quotes, and none can begin a formula.
"""

from collections.abc import Iterator
from typing import Final

from suffrage.conduct.state import State
from suffrage.count.totals import UnitCount
from suffrage.count.unit_state import figures_on_board, name_of
from suffrage.site.counted import Counted, count_held

__all__ = ["COLUMNS", "HEAD", "instance_rows", "sheets_csv"]

COLUMNS: Final = (
    "contest",
    "unit",
    "federation",
    "state",
    "registered",
    "signatures",
    "ballots",
    "blank",
    "void",
    "valid",
    "option",
    "votes",
)

HEAD: Final = f"{','.join(COLUMNS)}\n".encode()


def sheets_csv(state: State) -> bytes:
    """The bytes of ``sheets.csv``: contests and sections in their declared order.

    A section without figures has one row, with its roll and no option. Figures of reserved and
    annulled sections are shown; only rows in state ``received``, ``approved`` or ``pooled`` are
    in totals. A pool that is summed has rows of its own after the sections, under its id.
    Raises ``Refused("election.not-convened")`` for an empty board.
    """
    return HEAD + b"".join(instance_rows(state, one) for one in count_held(state))


def instance_rows(state: State, one: Counted) -> bytes:
    """The rows of one contest instance."""
    lines = (cells for row in one.rows for cells in _rows(state, one, row))
    return "".join(",".join(cells) + "\n" for cells in lines).encode("ascii")


def _rows(state: State, one: Counted, row: UnitCount) -> Iterator[tuple[str, ...]]:
    parents = {state.rules.tree.by_id[unit].parent for unit in row.sections}
    federation = parents.pop() if len(parents) == 1 else ""
    place = (one.instance, row.unit, federation, name_of(row.state))
    figures = figures_on_board(row.state)
    if figures is None:
        yield (*place, str(row.registered), *("",) * 7)
        return
    numbers = (
        figures.registered,
        figures.signatures,
        figures.ballots,
        figures.blank,
        figures.void,
        figures.valid,
    )
    fixed = (*place, *map(str, numbers))
    # A reserved sheet may lack an option or name one that does not stand here.
    unknown = sorted(figures.votes.keys() - set(one.options))
    for option in (*one.options, *unknown):
        votes = figures.votes.get(option)
        yield (*fixed, option, "" if votes is None else str(votes))
