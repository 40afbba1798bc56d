"""``sheets.csv``: one row per section and option, the same in every state of a section."""

import csv
from io import StringIO

import pytest
from tests.support.online_election import OnlineSimulation
from tests.support.simulator import Simulation

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.site.sheets import COLUMNS, sheets_csv


def rows(simulation: Simulation, unit: str, contest: str = "text") -> list[dict[str, str]]:
    text = sheets_csv(simulation.state).decode("ascii")
    assert text.endswith("\n")
    assert '"' not in text
    table = csv.DictReader(StringIO(text))
    assert tuple(table.fieldnames or ()) == COLUMNS
    return [row for row in table if (row["unit"], row["contest"]) == (unit, contest)]


def test_an_empty_board_has_no_sheets() -> None:
    with pytest.raises(Refused, match=r"election\.not-convened"):
        sheets_csv(State())


def test_an_awaited_section_has_one_row_without_figures() -> None:
    (row,) = rows(Simulation().to_the_count(), "75-002")
    assert list(row.values()) == ["text", "75-002", "75", "awaited", "82", *[""] * 7]


def test_a_sheet_has_a_row_an_option() -> None:
    simulation = Simulation().to_the_count()
    simulation.receive("75-002")
    found = rows(simulation, "75-002")
    assert [(row["option"], row["votes"]) for row in found] == [
        ("to1", "13"),
        ("to2", "11"),
        ("to3", "9"),
    ]
    assert list(found[0].values())[3:10] == ["received", "82", "35", "35", "1", "1", "33"]
    simulation.approve("75-002")
    assert {row["state"] for row in rows(simulation, "75-002")} == {"approved"}


def test_the_sum_of_counted_rows_is_the_total() -> None:
    simulation = Simulation().to_the_count().count_all()
    text = sheets_csv(simulation.state).decode("ascii")
    table = csv.DictReader(StringIO(text))
    votes = [int(row["votes"]) for row in table if row["option"] == "to1"]
    assert sum(votes) == 78


def test_a_reserved_sheet_is_shown_as_it_is() -> None:
    simulation = Simulation().to_the_count()
    votes = {"to1": 13, "to2": 11, "stranger": 9}
    wrong = simulation.sheet("75-002", votes=votes)
    simulation.act(reserve_sheet, "secretary@75-002", wrong)
    found = rows(simulation, "75-002")
    assert {row["state"] for row in found} == {"reserved"}
    assert [(row["option"], row["votes"]) for row in found] == [
        ("to1", "13"),
        ("to2", "11"),
        ("to3", ""),
        ("stranger", "9"),
    ]


def test_an_annulled_section_keeps_its_figures() -> None:
    simulation = Simulation().to_the_count().count_all()
    said = {"contest": "text", "unit": "75-001", "ground": "early-ballots", "account": "Seen."}
    simulation.act(file_dispute, "agent@to1", dispute="d1", **said)
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit")
    found = rows(simulation, "75-001")
    assert {row["state"] for row in found} == {"annulled"}
    assert found[0]["votes"] == "13"


def test_an_online_section_stands_beside_the_others() -> None:
    found = rows(OnlineSimulation().run_with_annulment(), "99-001")
    assert {row["state"] for row in found} == {"approved"}
    assert [row["votes"] for row in found] == ["2", "1", "0"]
    assert (found[0]["federation"], found[0]["signatures"], found[0]["blank"]) == ("99", "4", "1")
