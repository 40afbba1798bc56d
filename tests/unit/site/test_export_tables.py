"""The tables: their sums are the totals, their layout is the ministry's, no cell runs."""

import csv
import json
from fractions import Fraction
from io import StringIO

import pytest
from tests.support.exported import NASTY, Exported, exported, nasty, one_round, troubled
from tests.support.pools import HIDDEN, PooledSimulation
from tests.support.simulator import Simulation

from suffrage.site.exports.cells import clean, csv_bytes, decimal, percent_cell, text_cell
from suffrage.site.exports.tidy import COLUMNS
from suffrage.site.results import results_json

MARK = "\ufeff"
FIXED = (
    "Code département;Libellé département;Code commune;Libellé commune;Code BV;Inscrits;Votants;"
    "% Votants;Abstentions;% Abstentions;Exprimés;% Exprimés/inscrits;% Exprimés/votants;Blancs;"
    "% Blancs/inscrits;% Blancs/votants;Nuls;% Nuls/inscrits;% Nuls/votants"
)
BLOCK = (
    "Numéro de panneau {0};Nuance candidat {0};Nom candidat {0};Prénom candidat {0};"
    "Sexe candidat {0};Voix {0};% Voix/inscrits {0};% Voix/exprimés {0};Elu {0}"
)


def tidy(board: Exported, contest: str = "text") -> list[dict[str, str]]:
    table = csv.DictReader(StringIO(board.data(f"{contest}-tidy.csv").decode()))
    assert tuple(table.fieldnames or ()) == tuple(COLUMNS)
    return list(table)


def wide(board: Exported, contest: str = "text") -> list[dict[str, str]]:
    text = board.data(f"{contest}-wide.csv").decode()
    assert text.startswith(MARK)
    return list(csv.DictReader(StringIO(text.removeprefix(MARK)), delimiter=";"))


def results(board: Exported) -> dict[str, int]:
    found = json.loads(results_json(board.history.now, board.stamp.root))["contests"]["text"]
    assert isinstance(found, dict)
    return found


def check_sums(board: Exported) -> None:
    totals = results(board)
    rows = [row for row in tidy(board) if row["votes"]]
    for option, votes in totals["votes"].items():  # type: ignore[attr-defined]
        assert sum(int(row["votes"]) for row in rows if row["option"] == option) == votes
    first = [row for row in rows if row["option"] == "to1"]
    for name in ("signatures", "ballots", "blank", "void", "valid"):
        assert sum(int(row[name]) for row in first) == totals[name]
    flat = [row for row in wide(board) if row["Votants"]]
    for column, name in (("Votants", "ballots"), ("Exprimés", "valid"), ("Nuls", "void")):
        assert sum(int(row[column]) for row in flat) == totals[name]
    assert sum(int(row["Voix 1"]) for row in flat) == totals["votes"]["to1"]  # type: ignore[index]


def test_the_sums_over_rows_are_the_totals_in_every_trouble() -> None:
    board = exported(troubled())
    check_sums(board)
    states = {row["unit"]: row["state"] for row in tidy(board)}
    assert states == {
        "13-001": "approved",
        "13-002": "reserved",
        "13-003": "excused",
        "75-001": "annulled",
        "75-002": "approved",
        "75-003": "approved",
    }
    shown = {row["unit"] for row in tidy(board) if row["valid"]}
    assert shown == {"13-001", "75-002", "75-003"}
    corrected = {row["unit"] for row in tidy(board) if row["corrections"] != "0"}
    assert corrected == {"75-002"}
    assert {row["unit"] for row in tidy(board) if row["disputed"] == "true"} == {"75-003"}


def test_hidden_sections_have_no_figures_and_their_pool_has_a_row() -> None:
    board = exported(PooledSimulation().to_the_count().count_with_pools())
    check_sums(board)
    for row in tidy(board):
        if row["unit"] in HIDDEN:
            assert [row[name] for name in ("signatures", "valid", "option", "votes")] == [""] * 4
    assert {row["unit"] for row in tidy(board) if row["state"] == "pooled"} != set()
    hidden = [row for row in wide(board) if row["Code BV"] in HIDDEN]
    assert len(hidden) == len(HIDDEN)
    assert {row["Votants"] + row["Voix 1"] for row in hidden} == {""}


def test_a_share_is_that_of_the_valid_votes() -> None:
    for row in tidy(exported(troubled())):
        if row["share"]:
            exact = Fraction(int(row["votes"]), int(row["valid"]))
            assert abs(Fraction(row["share"]) - exact) <= Fraction(1, 2_000_000)


def test_the_wide_table_has_the_ministrys_columns() -> None:
    text = exported(troubled()).data("text-wide.csv").decode()
    assert text.splitlines()[0] == MARK + ";".join([FIXED, *(BLOCK.format(n) for n in (1, 2, 3))])


def test_a_row_of_the_wide_table() -> None:
    (row,) = (row for row in wide(exported(troubled())) if row["Code commune"] == "13-001")
    assert row["Code BV"] == "13-001"
    assert row["Code département"] == "13"
    assert (row["Inscrits"], row["Votants"], row["Abstentions"]) == ("61", "35", "26")
    assert (row["% Votants"], row["% Abstentions"]) == ("57,38%", "42,62%")
    assert (row["Exprimés"], row["% Exprimés/votants"]) == ("33", "94,29%")
    assert (row["Nuance candidat 1"], row["Nom candidat 1"]) == ("to1", "Text 1")
    assert (row["Voix 1"], row["% Voix/exprimés 1"]) == ("13", "39,39%")


def test_who_goes_on_is_named_by_a_certificate_only() -> None:
    simulation = Simulation(one_round()).to_the_count().count_all().announce()
    assert {row["Elu 1"] for row in wide(exported(simulation))} == {""}
    simulation.certify()
    rows = wide(exported(simulation))
    assert {(row["Elu 1"], row["Elu 2"], row["Elu 3"]) for row in rows} == {
        ("QUALIF T2", "QUALIF T2", "")
    }


def test_no_figure_before_the_polls_close_or_below_the_coverage() -> None:
    opened = exported(Simulation().convene().fix_rules().open_polls())
    assert {row["valid"] + row["votes"] for row in tidy(opened)} == {""}
    publication = {"not_before": "2023-01-12T21:00:00Z", "coverage": "1/2"}
    simulation = Simulation(one_round(publication=publication)).to_the_count()
    simulation.receive("75-001")
    assert {row["valid"] for row in tidy(exported(simulation))} == {""}
    for unit in ("75-002", "75-003"):
        simulation.receive(unit)
    assert len({row["unit"] for row in tidy(exported(simulation)) if row["valid"]}) == 3


def test_no_cell_begins_a_formula_and_every_row_is_a_line() -> None:
    board = exported(Simulation(nasty()).to_the_count().count_all())
    for rows in (tidy(board), wide(board)):
        cells = [cell for row in rows for cell in row.values()]
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    labels = {row["option_label"] for row in tidy(board)}
    assert labels == {f"'{NASTY['formula']}", f"'{NASTY['at']}", f"'{NASTY['minus']}"}
    lines = board.data("text-tidy.csv").decode().splitlines()
    assert len(lines) == 1 + 6 * 3


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_a_formula_is_text_whatever_its_sign(sign: str) -> None:
    assert text_cell(f"{sign}1") == f"'{sign}1"
    assert text_cell(f" \t{sign}1") == f"'{sign}1"
    assert text_cell(f"1{sign}") == f"1{sign}"


@pytest.mark.parametrize("foreign", ["\n", "\r", "\x00", "\u2028", "\u202e", "\u2066", "\uffff"])
def test_what_is_no_text_becomes_a_space(foreign: str) -> None:
    assert clean(f"a{foreign}b") == "a b"


def test_cells_are_quoted_where_they_must_be() -> None:
    cells = ("a;b", 'c"d', "e,f")
    data = csv_bytes([cells], ";").decode()
    assert tuple(next(csv.reader(StringIO(data), delimiter=";"))) == cells


def test_shares_are_rounded_exactly() -> None:
    assert (decimal(1, 8, 2), decimal(1, 3, 6), decimal(5, 0, 2)) == ("0.13", "0.333333", "")
    assert (percent_cell(1, 3), percent_cell(3, 3), percent_cell(1, 0)) == (
        "33,33%",
        "100,00%",
        "",
    )


def test_the_same_board_gives_the_same_bytes() -> None:
    simulation = troubled()
    assert exported(simulation).files == exported(simulation).files
