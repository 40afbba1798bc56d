"""Plan B: the commands of its page give the figures that the page shows."""

from pathlib import Path

import pytest
from tests.support.codes import ROOT
from tests.support.commands import done, run

PAGE = (ROOT / "docs/howto/plan-b.md").read_text(encoding="utf-8")
SAMPLES = ROOT / "examples/plan-b"
SILENT = "75-003,83,49,49,1,0,48,22,18,8\n"


def together(*more: str) -> str:
    """The federations' files as one, the first row once, as the page's two commands do."""
    files = [one.read_text().splitlines(keepends=True) for one in sorted(SAMPLES.glob("fed*.csv"))]
    return "".join([files[0][0], *(line for file in files for line in file[1:]), *more])


def test_the_nation_is_what_the_page_shows(tmp_path: Path) -> None:
    nation = tmp_path / "nation.csv"
    nation.write_text(together())
    said = done("count", SAMPLES / "definition.toml", nation)
    assert said.strip() in PAGE
    assert "No outcome yet: 1 section(s) awaited or reserved." in said


def test_a_federation_counts_its_own_sections() -> None:
    said = done("count", SAMPLES / "definition.toml", SAMPLES / "federation-75.csv")
    assert "Sections counted\t2" in said
    assert "Sections awaited\t4" in said


def test_the_last_section_decides(tmp_path: Path) -> None:
    nation = tmp_path / "nation.csv"
    nation.write_text(together(SILENT))
    said = done("count", SAMPLES / "definition.toml", nation, "--out", tmp_path / "night")
    assert "If approved as they stand: Texte 1, Texte 2 qualify." in said
    policy = tmp_path / "night.policy.toml"
    assert "Everything holds" in done("verify", tmp_path / "night", "--policy", policy)
    mine = tmp_path / "mine.csv"
    mine.write_text("section,to1,to2,to3\n75-001,23,18,9\n75-002,17,21,9\n")
    compared = run("compare", mine, tmp_path / "night", "--policy", policy)
    assert compared.stdout.splitlines()[0] in PAGE


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ("75-002,82,47,47,0,1,46,17,21,9", 0),
        ("75-002,82,47,74,0,1,46,17,20,9", 0),
        ("75-002,82,4 7,47,0,1,46,17,20,9", 1),
    ],
)
def test_a_misread_figure_is_named(wrong: str, code: int, tmp_path: Path) -> None:
    right = "75-002,82,47,47,0,1,46,17,20,9"
    text = (SAMPLES / "federation-75.csv").read_text()
    assert right in text
    sheets = tmp_path / "sheets.csv"
    sheets.write_text(text.replace(right, wrong))
    result = run("count", SAMPLES / "definition.toml", sheets)
    assert result.exit_code == code
    said = result.stdout if code == 0 else result.stderr
    assert ("Sections reserved\t1" if code == 0 else "line 3, column signatures") in said
