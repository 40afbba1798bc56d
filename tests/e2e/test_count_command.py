"""``suffrage count`` on real results, and on files that are wrong."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from suffrage.cli import app

DATA = Path(__file__).resolve().parents[1] / "data"
BREST = DATA / "brest"
FIRST = BREST / "fr_brest_leg2022_circo2_bureaux_t1.csv"
SECOND = BREST / "fr_brest_leg2022_circo2_bureaux_t2.csv"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["count", *map(str, arguments)])


def counted(*arguments: object) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    value: dict[str, Any] = json.loads(result.stdout)
    return value


def refused(*arguments: object, status: int = 2) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    return result.stderr


def figures(contest: dict[str, Any]) -> tuple[int, ...]:
    names = ("signatures", "ballots", "blank", "void", "valid")
    return (contest["registered"]["all"], *(contest[name] for name in names))


def changed(tmp_path: Path, before: str, after: str) -> Path:
    """The first round of Brest with one passage of its file of sheets changed."""
    text = FIRST.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path = tmp_path / "sheets.csv"
    path.write_text(text.replace(before, after), encoding="utf-8")
    return path


@pytest.mark.known_answer
def test_both_rounds_of_brest() -> None:
    first = counted(BREST / "round1.toml", FIRST)
    second = counted(BREST / "round2.toml", SECOND)

    deputy = first["contests"]["deputy"]
    assert figures(deputy) == (64525, 31309, 31309, 818, 0, 30491)
    assert (deputy["votes"]["cadalen"], deputy["votes"]["larsonneur"]) == (10310, 4389)
    assert deputy["outcome"] == {"qualified": ["cadalen", "larsonneur"]}
    deputy = second["contests"]["deputy"]
    assert figures(deputy) == (63766, 30304, 30304, 1664, 0, 28640)
    assert deputy["votes"] == {"cadalen": 14933, "larsonneur": 13707}
    assert deputy["outcome"] == {"elected": "cadalen"}
    # Station 071 has neither roll nor ballot in this file.
    assert second["sheets"]["soft"]["sheet.box-empty"] == 1
    assert (first["status"], second["status"]) == ("provisional", "provisional")


@pytest.mark.known_answer
def test_the_rhone_in_both_rounds(shared: Path, tmp_path: Path) -> None:
    names = ("fr_rhone_pres2017_bureaux_t1.csv", "fr_rhone_pres2017_communes_t2.csv")
    for source in (DATA / "rhone" / "round1.toml", DATA / "rhone" / "round2.toml"):
        shutil.copy(source, tmp_path)
    for name in names:
        shutil.copy(shared / "data" / name, tmp_path)

    first = counted(tmp_path / "round1.toml", tmp_path / names[0])
    second = counted(tmp_path / "round2.toml", tmp_path / names[1])

    president = first["contests"]["president"]
    assert president["units"]["counted"] == first["sheets"]["received"] == 1287
    assert figures(president) == (1155604, 906531, 906531, 13460, 4559, 888512)
    assert president["votes"]["macron"] == 236137
    assert president["outcome"] == {"qualified": ["macron", "fillon"]}
    president = second["contests"]["president"]
    assert president["units"]["counted"] == 280
    assert (president["valid"], president["votes"]["macron"]) == (777332, 572015)


def test_a_person_reads_totals_shares_and_how_far_they_hold() -> None:
    command = [sys.executable, "-m", "suffrage.cli", "count", "round2.toml", SECOND.name]
    done = subprocess.run(
        command, cwd=BREST, env={"LC_ALL": "C.UTF-8"}, capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    assert lines[0] == "Parliament 2022, Finistère 2, second round: deputy"
    assert "Sections counted\t78" in lines
    assert "Cadalen\t14933\t52.14 %" in lines
    assert "Larsonneur\t13707\t47.86 %" in lines
    assert any(line.startswith("Provisional: each sheet has one entry") for line in lines)
    assert "If approved as they stand: Cadalen is elected." in lines
    assert "Possible, and in need of an explanation: 76 finding(s)" in lines


def test_a_person_reads_it_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    lines = run(BREST / "round2.toml", SECOND).stdout.splitlines()
    assert "Cadalen\t14933\t52,14 %" in lines
    assert lines[0] == "Législatives 2022, Finistère 2e, second tour : deputy"


def test_every_bad_row_is_named_and_nothing_is_recorded(tmp_path: Path) -> None:
    path = changed(tmp_path, "\n103,4,759,", "\n999,4,7S9,")
    told = refused(BREST / "round1.toml", path, "--out", tmp_path / "public", status=1)
    assert "line 3, column code_bvote: 999 is not one of the expected sections" in told
    lines = path.read_text(encoding="utf-8").replace("\n999,", "\n103,")
    path.write_text(lines.replace("\n104,4,805,384", "\n104,4,805,38 4"), encoding="utf-8")
    told = refused(BREST / "round1.toml", path, "--out", tmp_path / "public", status=1)
    digits = "is not a whole number of one to nine digits. Write digits only"
    assert told.splitlines()[0].startswith(f"{path}: line 2, column votants: “38 4” {digits}")
    assert told.splitlines()[1].startswith(f"{path}: line 3, column inscrits: “7S9” {digits}")
    assert told.splitlines()[2].startswith("Nothing was recorded: 2 fault(s)")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["sheets.csv"]


def test_an_impossible_sheet_is_reserved_and_counts_in_no_total(tmp_path: Path) -> None:
    path = changed(tmp_path, "367,103,80,", "367,113,80,")
    value = counted(BREST / "round1.toml", path)
    deputy = value["contests"]["deputy"]
    assert value["sheets"]["reserved"] == {"104": "sheet.valid-sum"}
    assert deputy["votes"]["cadalen"] == 10310 - 103
    assert deputy["reserved"]["cadalen"] == 113
    assert (deputy["valid"], deputy["outcome"]) == (30491 - 367, {})
    text = run(BREST / "round1.toml", path).stdout
    assert "104\tThe 367 valid votes are not the sum" in text
    assert "No outcome yet: 1 section(s) awaited or reserved." in text


def test_a_missing_section_is_awaited(tmp_path: Path) -> None:
    row = next(line for line in FIRST.read_text("utf-8").splitlines() if line.startswith("104,"))
    value = counted(BREST / "round1.toml", changed(tmp_path, row + "\n", ""))
    assert (value["sheets"]["awaited"], value["status"]) == (1, "partial")
    assert value["contests"]["deputy"]["registered"] == {"all": 64525, "counted": 64525 - 805}


def test_what_is_published_verifies_with_its_policy(tmp_path: Path) -> None:
    folder = tmp_path / "public"
    told = run(BREST / "round2.toml", SECOND, "--out", folder).stdout
    policy = tmp_path / "public.policy.toml"
    assert told.splitlines()[-1] == f"suffrage verify {folder} --policy {policy}"
    verify = ["verify", str(folder), "--policy", str(policy), "--json"]
    assert CliRunner().invoke(app, verify).exit_code == 0
    results = json.loads((folder / "results.json").read_bytes())
    assert results["contests"]["deputy"]["votes"] == {"cadalen": 14933, "larsonneur": 13707}
    assert "is not an empty folder" in refused(BREST / "round2.toml", SECOND, "--out", folder)


def test_each_run_has_keys_of_its_own() -> None:
    first, again = (counted(BREST / "round2.toml", SECOND) for _ in range(2))
    assert first["contests"] == again["contests"]
    assert first["root"] != again["root"]


SEVERAL = """
suffrage = 1
slug = "small"
host = "vote.example.org"
title = { en = "Small" }
time_zone = "UTC"
[units]
csv = "sheets.csv"
code = "code"
parent = "parent"
registered = "registered"
[commission]
members = ["chair", "dean"]
quorum = 2
[[contests]]
id = "text"
opens = 2026-01-12T17:00:00
closes = 2026-01-12T22:00:00
rule = { name = "top" }
options = [ { id = "a", label = "A" }, { id = "b", label = "B" } ]
[[contests]]
id = "head"
scope = "federation"
opens = 2026-01-12T17:00:00
closes = 2026-01-12T22:00:00
rule = { name = "plurality" }
options = [
  { id = "x", label = "X", within = "75" },
  { id = "y", label = "Y", within = "75" },
  { id = "z", label = "Z", within = "13" },
]
[[contests]]
id = "final"
round = 2
opens = 2026-01-19T17:00:00
closes = 2026-01-19T22:00:00
rule = { name = "plurality" }
options = { from = "text" }
"""


@pytest.fixture
def several(tmp_path: Path) -> Path:
    path = tmp_path / "several.toml"
    columns = '[sheets]\ncode = "code"\nvotes = "for {option}"\n'
    path.write_text(SEVERAL + columns, encoding="utf-8")
    rows = "code,parent,registered,for x,for y\n1,75,10,3,4\n2,75,10,1,1\n3,13,10,0,0\n"
    (tmp_path / "sheets.csv").write_text(rows, encoding="utf-8")
    return path


def test_a_contest_of_one_federation(several: Path) -> None:
    path = several.with_name("paris.csv")
    path.write_text("code,for x,for y\n1,3,4\n2,1,1\n", encoding="utf-8")
    value = counted(several, path, "--contest", "head@75")
    assert value["contests"]["head@75"]["votes"] == {"x": 4, "y": 5}
    assert value["contests"]["head@75"]["outcome"] == {"elected": "y"}
    assert value["contests"]["text"]["units"]["counted"] == 0
    text = run(several, path, "--contest", "head@75").stdout
    assert "If approved as they stand: Y is elected." in text


def test_the_contest_must_be_one_that_a_file_can_fill(several: Path) -> None:
    sheets = several.with_name("sheets.csv")
    assert "Choose one with --contest: text, head@75, head@13, final" in refused(several, sheets)
    assert "no contest head." in refused(several, sheets, "--contest", "head")
    told = refused(several, sheets, "--contest", "final")
    assert "The options of final come from the result of text" in told
    told = refused(several, sheets, "--contest", "head@75", status=1)
    assert "3 is not one of the expected sections" in told


def test_a_tie_is_shown_and_not_broken(several: Path) -> None:
    path = several.with_name("paris.csv")
    path.write_text("code,for x,for y\n1,3,3\n2,1,1\n", encoding="utf-8")
    assert "X, Y are tied" in run(several, path, "--contest", "head@75").stdout


def test_files_that_cannot_be_used(several: Path, tmp_path: Path) -> None:
    sheets = several.with_name("sheets.csv")
    assert "cannot be read" in refused(tmp_path / "absent.toml", sheets)
    assert "cannot be read" in refused(several, tmp_path / "absent.csv", "--contest", "head@75")
    several.write_text(SEVERAL, encoding="utf-8")
    assert "Add a table [sheets]" in refused(several, sheets, "--contest", "head@75")
    several.write_bytes(b"\xff")
    assert refused(several, sheets).startswith("several.toml: ")
    sheets.unlink()
    several.write_text(SEVERAL, encoding="utf-8")
    assert "sheets.csv" in refused(several, sheets)
