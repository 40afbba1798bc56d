"""Real results, read through real definitions, against their published totals."""

from pathlib import Path

import msgspec
import pytest

from suffrage.model.definition import Definition
from suffrage.model.definition_toml import from_toml
from suffrage.paper import Expected, Sheet, check_sheet, read_sheets

DATA = Path(__file__).resolve().parents[2] / "data"


def _definition(name: str, folder: Path) -> Definition:
    text = (DATA / name).read_text(encoding="utf-8")
    return from_toml(text, name, lambda file: (folder / file).read_bytes())


def _sheets(definition: Definition, data: bytes) -> tuple[Sheet, ...]:
    contest = definition.contests[0].id
    assert not isinstance(definition.sheets, msgspec.UnsetType)
    expected = Expected(
        contest=contest,
        options=tuple(option.id for option in definition.declared_options(contest)),
        registered={unit.id: unit.registered for unit in definition.tree.sections},
        entered_by="commission@chair",
    )
    sheets = read_sheets(data, definition.sheets, expected)
    assert isinstance(sheets, tuple)
    for sheet in sheets:
        findings = check_sheet(sheet, expected.registered[sheet.unit], expected.options)
        assert findings.hard == ()
    assert {sheet.unit for sheet in sheets} == definition.tree.section_ids
    return sheets


def _totals(sheets: tuple[Sheet, ...], *options: str) -> tuple[int, ...]:
    figures = ("registered", "signatures", "blank", "void_total", "valid")
    totals = [sum(getattr(sheet, figure) for sheet in sheets) for figure in figures]
    return (*totals, *(sum(sheet.votes[option] for sheet in sheets) for option in options))


@pytest.mark.known_answer
def test_brest_in_both_rounds() -> None:
    first = _definition("brest/round1.toml", DATA / "brest")
    second = _definition("brest/round2.toml", DATA / "brest")
    files = [f"fr_brest_leg2022_circo2_bureaux_t{number}.csv" for number in (1, 2)]

    sheets = [
        _sheets(definition, (DATA / "brest" / file).read_bytes())
        for definition, file in zip((first, second), files, strict=True)
    ]

    assert [len(each) for each in sheets] == [78, 78]
    assert _totals(sheets[0], "cadalen", "larsonneur") == (64525, 31309, 818, 0, 30491, 10310, 4389)
    assert _totals(sheets[1], "cadalen", "larsonneur") == (
        63766, 30304, 1664, 0, 28640, 14933, 13707,
    )  # fmt: skip
    assert {unit.id for unit in first.tree.federations} == {"1", "2", "4", "5"}


@pytest.mark.known_answer
def test_the_rhone_by_station(shared: Path) -> None:
    definition = _definition("rhone/round1.toml", shared / "data")
    data = (shared / "data" / "fr_rhone_pres2017_bureaux_t1.csv").read_bytes()

    sheets = _sheets(definition, data)

    assert len(sheets) == 1287
    assert _totals(sheets, "macron", "melenchon") == (
        1155604, 906531, 13460, 4559, 888512, 236137, 175051,
    )  # fmt: skip
    assert len(definition.tree.federations) == 14


@pytest.mark.known_answer
def test_the_rhone_by_commune(shared: Path) -> None:
    definition = _definition("rhone/round2.toml", shared / "data")
    data = (shared / "data" / "fr_rhone_pres2017_communes_t2.csv").read_bytes()

    sheets = _sheets(definition, data)

    assert len(sheets) == 280
    assert _totals(sheets, "macron", "le-pen")[4:] == (777332, 572015, 205317)
