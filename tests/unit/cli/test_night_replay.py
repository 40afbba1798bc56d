"""``suffrage night replay`` as people and programs use it."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from suffrage.cli import app

SHARES = (0.05, 0.10, 0.25, 0.50, 0.75)
ORDERS = ("random", "small-first", "federations", "strongholds-first")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """Two rounds in 60 units; round 2 lacks one of them."""
    chance = np.random.default_rng(1)
    head = "code_zone,code_unit,inscrits,voix_A,voix_B"
    texts = [head], [head]
    for unit in range(61):
        lean = chance.uniform(0.3, 0.6)
        for text in texts:
            votes = chance.binomial(200, lean)
            text.append(f"{unit % 5},{unit},400,{votes},{200 - votes}")
    texts[1].pop()
    paths = tmp_path / "1.csv", tmp_path / "2.csv"
    for path, text in zip(paths, texts, strict=True):
        path.write_text("\n".join(text), encoding="utf-8")
    return str(paths[0]), str(paths[1])


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["night", "replay", *arguments])


def test_json_is_a_list_of_twenty_cells(files: tuple[str, str]) -> None:
    result = run(*files, "--repeat", "2", "--json")
    assert result.exit_code == 0
    cells = json.loads(result.stdout)
    assert [(cell["order"], cell["share"]) for cell in cells] == [
        (order, share) for order in ORDERS for share in SHARES
    ]
    assert {tuple(cell) for cell in cells} == {
        ("order", "share", "coverage", "bias", "width", "refused")
    }
    assert cells[0]["coverage"] is None
    assert cells[0]["refused"] == 1.0
    assert cells[4]["refused"] == 0.0
    assert 0 < cells[4]["width"] < 0.1
    assert result.stderr == "60 units are in both rounds; 1 are in one only and were left out.\n"


def test_the_seed_fixes_the_cells(files: tuple[str, str]) -> None:
    shown = [run(*files, "--repeat", "2", "--json", "--seed", seed).stdout for seed in "778"]
    assert shown[0] == shown[1] != shown[2]


def test_people_read_a_table_with_the_units_left_out(files: tuple[str, str]) -> None:
    lines = run(*files, "--repeat", "2").stdout.splitlines()
    assert lines[0] == "2 replayed nights a cell, seed 0"
    assert lines[1].split("\t")[:3] == ["order", "units reported %", "coverage %"]
    assert lines[2].split("\t") == ["random", "5", "–", "–", "–", "–", "100.0"]
    assert len(lines[2:22]) == 20
    assert "1 are in one only" in lines[22]


def test_a_french_reader_sees_decimal_commas(
    files: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    lines = run(*files, "--repeat", "1").stdout.splitlines()
    assert lines[2].split("\t") == ["au hasard", "5", "–", "–", "–", "–", "100,0"]


def test_a_file_of_another_layout_is_refused_in_a_sentence(files: tuple[str, str]) -> None:
    Path(files[1]).write_text("a,b\n1,2\n", encoding="utf-8")
    result = run(*files)
    assert result.exit_code == 2
    assert result.stderr.startswith("The file of round 2 is of neither layout.")


def test_no_night_is_no_replay(files: tuple[str, str]) -> None:
    assert run(*files, "--repeat", "0").exit_code == 2
    assert run(*files, "--seed", "-1").exit_code == 2


def test_without_the_extra_the_command_says_what_to_install(
    files: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("suffrage.night.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "numpy", None)
    result = run(*files)
    assert result.exit_code == 2
    assert "pip install 'suffrage[night]'" in result.stderr
