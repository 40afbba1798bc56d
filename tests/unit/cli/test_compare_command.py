"""``suffrage compare MINE.csv FOLDER``: what a camp is told, and with which exit status."""

import json
from functools import cache
from pathlib import Path

import pytest
from tests.support.commands import refused, run, write_folder
from tests.support.definitions import plain_six_sections
from tests.support.folders import Folder, flipped, policy_of
from tests.support.pools import PooledSimulation
from tests.support.simulator import Simulation
from typer.testing import CliRunner, Result

from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.cli import app
from suffrage.cli.compare_run import Compared
from suffrage.cli.compare_view import comparison_sentence
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import from_plain
from suffrage.night.compare_sections import Comparison, Difference, Effect, Line
from suffrage.paper.read_camp import CampFile
from suffrage.site.pages.render import Reader
from suffrage.verify import write_policy

NAMES = {"75-001": "Liévin", "75-002": "Lens", "13-001": "=cmd", "75-003": "Lens"}


@cache
def board() -> tuple[Folder, bytes, Simulation]:
    """Named sections: three received, one of them with other figures than its reserved twin."""
    plain = plain_six_sections()
    for unit in plain["units"]:
        if unit["id"] in NAMES:
            unit["name"] = NAMES[unit["id"]]
    definition = from_plain(plain)
    check_definition(definition)
    simulation = Simulation(definition).to_the_count()
    simulation.receive("75-001", votes={"to1": 12, "to2": 11, "to3": 10})
    simulation.receive("75-002")
    simulation.receive("13-001")
    wrong = simulation.sheet("13-002", valid=99)
    simulation.act(reserve_sheet, "secretary@13-002", wrong)
    return simulation.files(), write_policy(policy_of(simulation)), simulation


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "policy.toml").write_bytes(board()[1])
    return write_folder(tmp_path / "public", board()[0])


def compare(folder: Path, text: str | bytes, *options: str) -> Result:
    mine = folder.with_name("mine.csv")
    mine.write_bytes(text if isinstance(text, bytes) else text.encode())
    return run("compare", mine, folder, *options)


def test_one_section_differs(folder: Path) -> None:
    result = compare(folder, "section,Text 1,Text 2,Cléo\nlievin,42,11,10\n75-002,13,11,9\n")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == "2 sections: 1 equal, 1 differs: Liévin, 42 against 12."
    assert lines[2] == "Liévin (75-001)\t2\tin force\tText 1 (Ada)\t42\t12\t+30"
    assert "Lens (75-002)" not in result.stdout
    text = "\n".join(lines)
    assert "Text 1 (Ada) 55 against 25, Text 2 (Ben) 22 against 22" in text
    assert "whoever leads stays the same: Text 1 (Ada)." in text
    assert "Not in your file: 4 (13-001, 13-002, 13-003, …)." in text
    assert (
        "Liévin (75-001): at the agents' desk, “File a dispute”, contest text, section 75-001."
        in text
    )
    assert "early-ballots (Early ballots), wrong-count (Wrong count)" in text
    assert "leak" not in text
    assert "“Record a claim”, contest text" in text
    assert "nobody has said whose board this is" in text


def test_the_sentence_of_812_sections() -> None:
    lines = [Line("75-001", 2, "differs", (Difference("votes.to1", 42, 12),))]
    lines += [Line(f"x-{place}", 3, "equal") for place in range(811)]
    found = Comparison(tuple(lines), Effect({}, {}, (), ()))
    compared = Compared("text", CampFile((), (), ()), found)
    state = board()[2].state
    said = {
        language: comparison_sentence(state, compared, Reader(language, "Europe/Paris"))
        for language in ("en", "fr")
    }
    assert said["en"] == "812 sections: 811 equal, 1 differs: Liévin, 42 against 12."
    assert (
        said["fr"]
        == "812 sections\u202f: 811 sans écart, 1 avec écart\u202f: Liévin, 42 contre 12."
    )


def test_several_sections_differ_and_the_largest_difference_of_each_is_named(folder: Path) -> None:
    text = "section,to1,to2,blank\n75-001,13,99,1\n75-002,12,11,1\n13-001,13,11,2\n"
    result = compare(folder, text)
    named = "=cmd, 2 against 1; Liévin, 99 against 11; Lens (75-002), 12 against 13"
    assert result.stdout.startswith(f"3 sections: 0 equal, 3 differ: {named}.\n")


def test_all_equal_is_0_with_a_policy_and_3_without(folder: Path) -> None:
    text = "section,to1\n75-001,12\n75-002,13\n"
    policy = str(folder.with_name("policy.toml"))
    result = compare(folder, text, "--policy", policy)
    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        0,
        "Sections compared: 2, all equal.",
    )
    assert "What to do" not in result.stdout
    assert compare(folder, text).exit_code == 3
    wrong = board()[1].replace(b"quorum = 2", b"quorum = 3")
    folder.with_name("policy.toml").write_bytes(wrong)
    assert compare(folder, text, "--policy", policy).exit_code == 2


def test_the_boards_own_file_is_equal_to_it(folder: Path) -> None:
    policy = str(folder.with_name("policy.toml"))
    result = compare(folder, board()[0]["sheets.csv"], "--policy", policy)
    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        0,
        "Sections compared: 3, all equal.",
    )
    assert "Reserved on the board, in no total: 1 (13-002)." in result.stdout


def test_a_reserved_sheet_with_other_figures_is_told_and_in_no_sum(folder: Path) -> None:
    result = compare(folder, "section,to1\n13-002,99\n75-001,12\n")
    assert result.exit_code == 1
    assert result.stdout.startswith("Sections compared: 1, all equal.")
    assert "13-002\t2\treserved\tText 1 (Ada)\t99\t13\t+86" in result.stdout
    assert "against" not in result.stdout.split("What to do")[0]


def test_what_is_not_there_yet_is_no_agreement(folder: Path) -> None:
    result = compare(folder, "section,to1\n75-003,5\n")
    assert result.exit_code == 1
    assert result.stdout.startswith("No section of the file could be compared")
    assert "Not on the board yet: 1 (75-003)." in result.stdout


def test_unknown_sections_are_named_with_those_near_and_are_no_agreement(folder: Path) -> None:
    policy = str(folder.with_name("policy.toml"))
    result = compare(folder, "section,to1\n75-O01,12\nLens,13\n75-001,12\n", "--policy", policy)
    assert result.exit_code == 1
    assert (
        "Line 2: “75-O01” is no one section of this contest. Near it: Liévin (75-001)"
        in result.stdout
    )
    assert (
        "Line 3: “Lens” is no one section of this contest. Near it: Lens (75-002), Lens (75-003)."
        in result.stdout
    )


def test_a_column_that_was_not_read_is_said(folder: Path) -> None:
    result = compare(folder, "section,to1,tо2\n75-001,12,99\n")  # noqa: RUF001  (a twin is the point)
    assert result.exit_code == 3
    assert "Columns that were not read: tо2." in result.stdout  # noqa: RUF001  (as above)


def test_all_faults_are_told_at_once_and_nothing_is_compared(folder: Path) -> None:
    result = compare(folder, "section,to1\n75-001,=12\nLiévin,12\n75-002,1 3\n")
    assert (result.exit_code, result.stdout) == (2, "")
    told = result.stderr.strip().splitlines()
    assert [line.partition("mine.csv: ")[2][:23] for line in told[:-1]] == [
        "line 2, column to1: “=1",
        "line 3, column section:",
        "line 4, column to1: “1 ",
    ]
    assert told[-1].startswith("Nothing was compared: 3 faults")


def test_columns_can_be_named(folder: Path) -> None:
    text = "fed;bv;voix_to1;emarg\n75;001;12;35\n"
    named = ("--column", "code=fed+bv", "--column", "votes=voix_{option}")
    assert compare(folder, text, *named, "--column", "signatures=emarg").exit_code == 3
    assert compare(folder, text, *named, "--column", "signatures=none").exit_code == 2
    for wrong in ("votes=voix", "colour=red", "code"):
        assert compare(folder, text, "--column", wrong).exit_code == 2


def test_a_contest_without_figures_is_asked_for_and_one_unknown_refused(folder: Path) -> None:
    text = "section,to1\n75-001,12\n"
    assert compare(folder, text, "--contest", "text").exit_code == 3
    assert compare(folder, text, "--contest", "none").exit_code == 2
    early = Simulation().convene().fix_rules()
    place = write_folder(folder.with_name("early"), early.files())
    assert "text, first-secretary" in compare(place, text).stderr


def test_an_earlier_moment_can_be_compared(folder: Path) -> None:
    size = str(board()[2].state.size - 2)
    result = compare(folder, "section,to1\n75-001,12\n13-001,13\n", "--at", size)
    assert "Not on the board yet: 1 (13-001)." in result.stdout


def test_a_folder_that_does_not_hold_is_not_compared(folder: Path) -> None:
    path = next(p for p in folder.rglob("*") if p.is_file() and "entries" in str(p))
    path.write_bytes(flipped(path.read_bytes(), 8 * 300))
    result = compare(folder, "section,to1\n75-001,12\n")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "log/checkpoint" in result.stderr


def test_files_that_are_none_are_refused(folder: Path) -> None:
    assert "none.csv" in refused("compare", folder.with_name("none.csv"), folder)
    for text in (b"", b"\xff\xfe", b"to1,to2\n1,2\n", b"section,x\n75-001,2\n"):
        assert compare(folder, text).exit_code == 2


def test_json_has_the_lines_that_are_not_equal(folder: Path) -> None:
    value = json.loads(compare(folder, "section,to1\n75-001,42\n75-002,13\n", "--json").stdout)
    assert value["sentence"] == "2 sections: 1 equal, 1 differs: Liévin, 42 against 12."
    assert value["outcomes"] == {"absent": 4, "differs": 1, "equal": 1}
    (line,) = value["lines"]
    assert line["differences"] == [{"field": "votes.to1", "mine": 42, "board": 12}]
    assert value["effect"]["mine"] == {"to1": 55, "to2": 22, "to3": 19}
    assert not value["effect"]["changes"]
    assert value["identified"] is False


def test_hidden_sections_cannot_be_compared_and_the_sum_of_their_pool_can(tmp_path: Path) -> None:
    simulation = PooledSimulation().to_the_count()
    simulation.count_with_pools()
    place = write_folder(tmp_path / "public", simulation.files())
    result = compare(place, "section,to1\n75-004,5\n75-001,13\n", "--contest", "text")
    assert result.exit_code == 3
    assert "nobody can compare them: 1 (75-004)." in result.stdout
    own = compare(place, simulation.files()["sheets.csv"], "--contest", "text")
    assert own.exit_code == 3
    assert "all equal" in own.stdout


def test_french(folder: Path) -> None:
    mine = folder.with_name("mine.csv")
    mine.write_text("bureau;to1\n75-001;42\n75-002;13\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "fr_FR.UTF-8")
        text = CliRunner().invoke(app, ["compare", str(mine), str(folder)]).stdout
    first = text.splitlines()[0].replace("\u202f", " ")
    assert first == "2 sections : 1 sans écart, 1 avec écart : Liévin, 42 contre 12."
    assert "au guichet des délégués, «" in text
