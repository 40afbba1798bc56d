"""Comparisons: a board equals itself, one figure is one difference, rows have no order."""

import csv
import io
from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from suffrage.count.figures import Figures
from suffrage.errors import Malformed
from suffrage.model.csv_table import Rejected
from suffrage.night.compare_sections import Comparison, Listed, compare_sections
from suffrage.paper.read_camp import CampFile, Known, read_camp

OPTIONS = ("to1", "to2", "to3")
FIELDS = ("signatures", "blank", *OPTIONS)
UNITS = tuple(f"62-{place:03}" for place in range(1, 9))
STATES = ("received", "approved", "reserved", "annulled")
KNOWN = Known("text", {"to1": ("Ada",), "to2": ("Zoé",), "to3": ()}, dict.fromkeys(UNITS, ""))

numbers = st.integers(0, 999)
cells = st.fixed_dictionaries(dict.fromkeys(FIELDS, numbers))
boards = st.dictionaries(
    st.sampled_from(UNITS), st.tuples(st.sampled_from(STATES), cells), min_size=1
)
Board = Mapping[str, tuple[str, Mapping[str, int]]]


def listed(board: Board) -> list[Listed]:
    return [Listed(unit, state, figures(row)) for unit, (state, row) in board.items()]


def figures(row: Mapping[str, int]) -> Figures:
    votes = {option: row[option] for option in OPTIONS}
    return Figures(999, row["signatures"], 0, row["blank"], 0, 0, votes)


def written(rows: Mapping[str, Mapping[str, int]], order: Sequence[str]) -> bytes:
    """A file as a scrutineer saves it."""
    text = io.StringIO()
    table = csv.DictWriter(text, ["section", *FIELDS], delimiter=";")
    table.writeheader()
    table.writerows({"section": unit, **rows[unit]} for unit in order)
    return text.getvalue().encode()


def compared(
    board: Board, rows: Mapping[str, Mapping[str, int]], order: Sequence[str]
) -> Comparison:
    read = read_camp(written(rows, order), KNOWN)
    assert isinstance(read, CampFile)
    return compare_sections(listed(board), OPTIONS, read.rows)


@given(boards)
def test_a_board_equals_itself(board: Board) -> None:
    found = compared(board, {unit: row for unit, (_, row) in board.items()}, [*board])
    assert [line for line in found.lines if line.differences] == []
    in_force = [unit for unit, (state, _) in board.items() if state in ("received", "approved")]
    assert found.compared == len(in_force)
    assert found.effect.board == found.effect.mine
    assert not found.effect.changes


@given(boards, st.data())
def test_one_changed_figure_is_exactly_that_difference(board: Board, data: st.DataObject) -> None:
    unit, field = data.draw(st.sampled_from([*board])), data.draw(st.sampled_from(FIELDS))
    ours = board[unit][1][field]
    mine = data.draw(numbers.filter(lambda one: one != ours))
    rows = {one: row for one, (_, row) in board.items()} | {unit: {**board[unit][1], field: mine}}
    found = compared(board, rows, [*rows])
    told = [
        (line.unit, one.field, one.mine, one.board)
        for line in found.lines
        for one in line.differences
    ]
    assert told == [(unit, f"votes.{field}" if field in OPTIONS else field, mine, ours)]
    counts = board[unit][0] in ("received", "approved") and field in OPTIONS
    moved = {option: found.effect.mine[option] - found.effect.board[option] for option in OPTIONS}
    assert moved == {option: (mine - ours) * (counts and option == field) for option in OPTIONS}


@given(boards, boards, st.data())
def test_the_order_of_rows_does_not_matter(board: Board, other: Board, data: st.DataObject) -> None:
    rows = {unit: row for unit, (_, row) in other.items()}
    order = data.draw(st.permutations([*rows]))
    one, two = compared(board, rows, [*rows]), compared(board, rows, order)
    assert [(line.unit, line.outcome, line.differences) for line in one.lines] == [
        (line.unit, line.outcome, line.differences) for line in two.lines
    ]
    assert one.effect == two.effect


@given(boards, boards)
def test_who_leads_is_reckoned_anew(board: Board, other: Board) -> None:
    """The whole sums with the camp's figures, made in another way."""
    mine = {unit: row for unit, (_, row) in other.items()}
    found = compared(board, mine, [*mine])
    in_force = {u: row for u, (state, row) in board.items() if state in ("received", "approved")}
    sums = {o: sum(mine.get(u, row)[o] for u, row in in_force.items()) for o in OPTIONS}
    most = max(sums.values())
    assert found.effect.ahead_with == tuple(o for o in OPTIONS if sums[o] == most and most)


@given(
    st.binary(max_size=200) | st.text(alphabet='",;\r\n=to1 section62-0\ufeff\u202e', max_size=80)
)
def test_no_bytes_are_more_than_refused(data: bytes | str) -> None:
    try:
        read = read_camp(data if isinstance(data, bytes) else data.encode(), KNOWN)
    except Malformed:
        return
    assert isinstance(read, CampFile) or (isinstance(read, Rejected) and read.faults)
