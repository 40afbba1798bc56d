"""vectors/compare.json: every file compares as it must, here and in a browser."""

import csv
import io
import json
import runpy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from suffrage.count.figures import Figures
from suffrage.errors import Malformed
from suffrage.model.csv_table import Rejected
from suffrage.night.compare_sections import Comparison, Listed, compare_sections
from suffrage.paper.read_camp import CampFile, Known, read_camp

ROOT = Path(__file__).resolve().parents[2]
FILE: dict[str, Any] = json.loads((ROOT / "vectors" / "compare.json").read_bytes())
CASES: list[dict[str, Any]] = FILE["cases"]
FIGURES = ("registered", "signatures", "ballots", "blank", "void", "valid")


def listed() -> list[Listed]:
    """The rows of ``sheets.csv``, read by nothing of Suffrage."""
    found: dict[str, tuple[str, dict[str, int] | None, dict[str, int]]] = {}
    for row in csv.DictReader(io.StringIO(FILE["sheets"])):
        if row["contest"] == FILE["contest"]:
            plain = {name: int(row[name]) for name in FIGURES} if row["ballots"] else None
            _, _, votes = found.setdefault(row["unit"], (row["state"], plain, {}))
            if row["option"]:
                votes[row["option"]] = int(row["votes"])
    return [
        Listed(unit, state, Figures(votes=votes, **plain) if plain else None)
        for unit, (state, plain, votes) in found.items()
    ]


def judged(case: Mapping[str, Any]) -> dict[str, Any]:
    """What comes of a case, in the words of the file."""
    data = bytes.fromhex(case["mine_hex"]) if "mine_hex" in case else case["mine"].encode()
    options = {option: tuple(names) for option, names in FILE["options"].items()}
    try:
        read = read_camp(data, Known(FILE["contest"], options, FILE["sections"]))
    except Malformed as no:
        return {"malformed": no.code}
    if isinstance(read, Rejected):
        return {"rejected": [[one.line, one.column, one.code] for one in read.faults]}
    return told(read, compare_sections(listed(), tuple(options), read.rows))


def told(file: CampFile, found: Comparison) -> dict[str, Any]:
    lines = [line for line in found.lines if line.outcome != "absent"]
    return {
        "unknown": [[one.text, one.line, list(one.nearest)] for one in file.unknown],
        "ignored": list(file.ignored),
        "lines": [
            [
                line.unit,
                line.line,
                line.outcome,
                [[d.field, d.mine, d.board] for d in line.differences],
            ]
            for line in lines
        ],
        "effect": {
            "board": dict(found.effect.board),
            "mine": dict(found.effect.mine),
            "ahead": list(found.effect.ahead),
            "ahead_with": list(found.effect.ahead_with),
        },
    }


@pytest.mark.parametrize("case", CASES, ids=[case["note"] for case in CASES])
def test_a_file_compares_as_it_must(case: dict[str, Any]) -> None:
    assert judged(case) == case["expect"]


def test_the_file_is_what_its_maker_writes() -> None:
    made = runpy.run_path(str(ROOT / "vectors" / "make_compare.py"))
    assert made["TARGET"].read_bytes() == made["content"]()
    assert len(CASES) >= 25


def test_every_outcome_is_hit() -> None:
    hit = {line[2] for case in CASES for line in case["expect"].get("lines", ())}
    assert hit == {"equal", "differs", "reserved", "annulled", "excused", "awaited", "hidden"}
