"""vectors/tally-sheets.json: every sheet shows exactly its codes, here and on a phone."""

import json
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from suffrage.model import canonical
from suffrage.paper import Sheet, check_sheet
from suffrage.words import LANGUAGES, sentence

ROOT = Path(__file__).resolve().parents[2]
CASES: list[dict[str, Any]] = json.loads((ROOT / "vectors" / "tally-sheets.json").read_bytes())[
    "cases"
]


@pytest.mark.parametrize("case", CASES, ids=[case["note"] for case in CASES])
def test_a_sheet_shows_its_codes(case: dict[str, Any]) -> None:
    sheet = canonical.decode(canonical.encode(case["sheet"]), Sheet)

    findings = check_sheet(sheet, case["registered"], case["options"])

    assert [finding.code for finding in findings.hard] == case["expect"]["hard"]
    assert [finding.code for finding in findings.soft] == case["expect"]["soft"]
    for finding in findings.hard + findings.soft:
        for language in LANGUAGES:
            assert "{" not in sentence(finding.code, finding.numbers, language)


def test_every_code_is_hit() -> None:
    source = (ROOT / "src/suffrage/paper/checks.py").read_text(encoding="utf-8")
    codes = set(re.findall(r'"(sheet\.[a-z-]+)"', source))

    hit = {code for case in CASES for kind in case["expect"].values() for code in kind}

    assert hit == codes
    assert len(codes) == 16


def test_the_file_is_what_its_maker_writes() -> None:
    made = runpy.run_path(str(ROOT / "vectors" / "make_tally_sheets.py"))

    assert made["TARGET"].read_bytes() == made["content"]()
    assert len(CASES) >= 40


def test_the_specification_lists_the_same_codes() -> None:
    page = (ROOT / "docs/spec/sheet.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `(sheet\.[a-z-]+)` \|", page, re.MULTILINE))

    assert listed == {code for case in CASES for kind in case["expect"].values() for code in kind}


def test_the_file_for_phones_is_what_its_maker_writes() -> None:
    made = runpy.run_path(str(ROOT / "vectors" / "make_sheet_checks.py"))

    assert made["TARGET"].read_bytes() == made["content"]()
    found = {one["code"] for case in made["cases"]() for one in case["hard"] + case["soft"]}
    assert len(found) == 16
