"""The demo's figures: exact sums, identities in every unit, files that can be made again."""

import csv
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from statistics import median

import pytest
from tests.support.congress import (
    BY_HAND,
    CLAIMED_AT,
    DATA,
    FIGURES,
    FINALISTS,
    FOLDER,
    TEXTS,
    after_rulings,
    by_code,
    facts,
    roll_of_round2,
    sections,
    sheets_in_force_at_the_claims,
    table,
    total,
)

from suffrage.model.definition_toml import from_toml


def test_files_are_made_again_byte_for_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(FOLDER / "make_figures.py"), str(tmp_path)], check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in DATA.iterdir() if path.name not in BY_HAND}
    assert made.keys() == kept.keys()
    assert [name for name in made if made[name] != kept[name]] == []


def test_the_units_are_102_federations_and_2001_sections() -> None:
    units = by_code("units")
    federations = {code for code, row in units.items() if not row["parent"]}
    below = sections()
    assert len(federations) == 102
    assert {row["parent"] for row in below.values()} == federations
    assert len(below) == 2001
    assert all(code.rpartition("-")[0] == row["parent"] for code, row in below.items())
    assert total(below.values(), "registered") == 41_391
    online = [row for row in below.values() if row["channel"] != "paper"]
    assert [(row["code"], row["registered"]) for row in online] == [("FDFE-000", "300")]


def test_section_sizes_are_skewed() -> None:
    sizes = [int(row["registered"]) for row in sections().values() if row["channel"] == "paper"]
    assert min(sizes) >= 3
    assert 10 <= median(sizes) <= 14
    assert len([size for size in sizes if size > 300]) >= 3


@pytest.mark.parametrize(("name", "options"), [("round1", TEXTS), ("round2", FINALISTS)])
def test_every_sheet_adds_up(name: str, options: tuple[str, ...]) -> None:
    roll = roll_of_round2()
    if name == "round1":
        roll = {code: int(row["registered"]) for code, row in sections().items()}
    for code, row in by_code(name).items():
        sheet = {column: int(row[column]) for column in (*FIGURES, *options)}
        assert min(sheet.values()) >= 0, code
        assert sheet["valid"] == sum(sheet[option] for option in options), code
        assert sheet["ballots"] == sheet["blank"] + sheet["void"] + sheet["valid"], code
        assert 1 <= sheet["ballots"] == sheet["signatures"] <= roll[code], code


@pytest.mark.parametrize("round_", ["1", "2"])
def test_every_unit_has_a_sheet_or_an_excuse(round_: str) -> None:
    excused = {row["code"]: row["reason"] for row in table("excused") if row["round"] == round_}
    sheets = by_code(f"round{round_}")
    assert not excused.keys() & sheets.keys()
    assert excused.keys() | sheets.keys() == sections().keys()
    assert set(excused.values()) <= {"not-held", "nobody-voted", "lost"}
    assert by_code(f"arrival{round_}").keys() == sheets.keys() - {"FDFE-000"}


@pytest.mark.known_answer
def test_round_1_makes_the_published_totals() -> None:
    rows = table("round1")
    sums = [total(rows, column) for column in ("signatures", "valid", *TEXTS)]
    assert sums == [23_179, 22_944, 11_277, 7_001, 4_666]
    assert total(rows, "blank") + total(rows, "void") == 235
    assert round(Fraction(23_179, 41_391) * 100) == 56


@pytest.mark.known_answer
def test_round_2_makes_the_announced_totals(shared: Path) -> None:
    rows = table("round2")
    with (shared / "data" / "ps_congress_facts.csv").open(encoding="utf-8", newline="") as file:
        stages = [row for row in csv.DictReader(file) if row["date"] == "2023-01-19"]
    announced = [int(row["votes"]) for row in stages if row["stage"].startswith("night")]
    final = [int(row["votes"]) for row in stages if row["stage"].startswith("after")]
    assert [total(rows, option) for option in FINALISTS] == announced == [12_076, 11_683]
    assert total(rows, "valid") == 23_759
    corrected = after_rulings().values()
    assert [total(corrected, option) for option in FINALISTS] == final == [12_020, 11_507]


def test_the_online_unit_has_no_void_ballot() -> None:
    for name in ("round1", "round2"):
        assert by_code(name)["FDFE-000"]["void"] == "0"


def test_at_2330_there_are_14000_ballots_with_a_share_of_50_5_percent() -> None:
    rows = sheets_in_force_at_the_claims()
    assert total(rows, "ballots") == 14_000
    share = Fraction(total(rows, "to1"), total(rows, "valid"))
    assert round(share * 1000) == 505
    assert share >= Fraction(505, 1000)
    night = facts()["round1"]["at_claims"]
    assert night["share_of_to1"] == f"{share.numerator}/{share.denominator}"
    assert night["percent_of_to1"] == "50.5"
    assert (night["sheets"], night["ballots"]) == (len(rows), 14_000)


def test_two_whole_federations_come_the_next_day() -> None:
    arrivals = [(row["at"], row["code"]) for row in table("arrival1")]
    assert arrivals == sorted(arrivals)
    assert min(arrivals)[0] >= "2023-01-12T22:04:00"
    late = {code for at, code in arrivals if at > "2023-01-13T02:30:00"}
    assert late == {code for code in sections() if code.rpartition("-")[0] in {"973", "976"}}
    assert all(at > "2023-01-13T11:30:00" for at, code in arrivals if code in late)


def test_round_2_comes_in_one_night() -> None:
    arrivals = [row["at"] for row in table("arrival2")]
    assert min(arrivals) >= "2023-01-19T22:04:00"
    assert max(arrivals) < "2023-01-20T03:00:00"


def test_one_sheet_is_first_sent_with_a_vote_too_many() -> None:
    (wrong,) = table("reserved")
    true = by_code("round1")[wrong["code"]]
    assert total([wrong], "valid") + 1 == sum(int(wrong[text]) for text in TEXTS)
    assert [column for column in true if true[column] != wrong[column]] == ["to2"]
    assert by_code("arrival1")[wrong["code"]]["at"] == wrong["at"] < wrong["corrected_at"]


def test_the_roll_changes_between_the_rounds() -> None:
    changes = table("roll_changes")
    assert len(changes) == 12
    assert all("2023-01-13" < row["at"] < "2023-01-19" for row in changes)
    assert sum(roll_of_round2().values()) == facts()["round2"]["registered"] == 41_395


def test_both_claims_of_2330_have_their_kind() -> None:
    claims = [(row["said_at"], row["claim"], Fraction(row["share"])) for row in table("claims")]
    assert claims == [
        (CLAIMED_AT, "counted", Fraction(505, 1000)),
        (CLAIMED_AT, "estimate", Fraction(48, 100)),
    ]


def test_the_definition_reads_these_units() -> None:
    text = (FOLDER / "definition.toml").read_text(encoding="utf-8")
    definition = from_toml(text, "definition.toml", lambda name: (FOLDER / name).read_bytes())
    assert (len(definition.tree.federations), len(definition.tree.sections)) == (102, 2001)
    boxes = {box.id: (box.contest, box.channel or box.id) for box in definition.boxes}
    assert boxes == {"abroad": ("text", "abroad"), "abroad-round2": ("first-secretary", "abroad")}
