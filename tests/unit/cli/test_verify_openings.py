"""``suffrage verify FOLDER --openings DIR``."""

import json
from functools import cache
from pathlib import Path

import pytest
from tests.support.pools import PooledSimulation
from typer.testing import CliRunner, Result

from suffrage.cli import app


@cache
def night() -> tuple[dict[str, bytes], dict[tuple[str, str], bytes]]:
    """A public folder with one pool summed, and the openings of its sections."""
    simulation = PooledSimulation()
    simulation.to_the_count()
    simulation.seal("75-004", agents={"to1": "signed"})
    simulation.seal("75-005")
    simulation.sum("small-75-1")
    return simulation.files(), simulation.openings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder on disk, with two openings and a stray file in ``kept`` beside it."""
    files, openings = night()
    for path, data in files.items():
        target = tmp_path / "public" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    kept = tmp_path / "kept"
    (kept / "more").mkdir(parents=True)
    (kept / "notes.txt").write_text("not an opening", encoding="utf-8")
    (kept / "mine.json").write_bytes(openings["text", "75-004"])
    (kept / "more" / "other.json").write_bytes(openings["text", "75-005"])
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner(env={"LC_ALL": "C.UTF-8"}).invoke(app, ["verify", *map(str, arguments)])


def test_pools_are_told_apart(folder: Path) -> None:
    result = run(folder / "public")
    assert result.exit_code == 3
    lines = result.stdout.splitlines()
    start = lines.index("Pools: sum proved, parts attested")
    assert lines[start + 1].split("\t")[-1] == "Attested by"
    assert lines[start + 2].split("\t") == ["text", "small-75-1", "2", "0", "to1 1/2"]
    assert "rests on the agents named" in lines[start + 3]


def test_openings_are_set_against_the_board(folder: Path) -> None:
    result = run(folder / "public", "--openings", folder / "kept")
    assert result.exit_code == 3
    assert "text\tsmall-75-1\t2\t2\tto1 1/2" in result.stdout
    assert "mine.json: Opens the sealed sheet of section 75-004" in result.stdout
    value = json.loads(run(folder / "public", "--openings", folder / "kept", "--json").stdout)
    assert value["pools"] == [
        {
            "contest": "text",
            "pool": "small-75-1",
            "sheets": 2,
            "opened": 2,
            "attested": {"to1": 1},
        }
    ]


def test_a_false_opening_fails(folder: Path) -> None:
    wrong = folder / "kept" / "mine.json"
    wrong.write_bytes(wrong.read_bytes().replace(b'"blank":1', b'"blank":2'))
    result = run(folder / "public", "--openings", folder / "kept")
    assert result.exit_code == 1
    assert "[opening.differs]" in result.stdout


def test_nobody_attests_where_nobody_signed(folder: Path) -> None:
    simulation = PooledSimulation()
    simulation.to_the_count()
    simulation.count_hidden().sum("small-75-1")
    for path, data in simulation.files().items():
        target = folder / "other" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    assert "\tnobody" in run(folder / "other").stdout


def test_a_folder_of_openings_must_be_one(folder: Path) -> None:
    result = run(folder / "public", "--openings", folder / "nothing")
    assert result.exit_code == 2
