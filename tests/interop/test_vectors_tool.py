"""Our published archives in the 2048-bit groups before Debian's ``belenios-tool``."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.support.belenios_tool import NEEDED, verdict
from tests.support.vectors.make import FOLDER

pytestmark = NEEDED
CASES: list[dict[str, Any]] = json.loads((FOLDER / "cases.json").read_bytes())["archives"]
SHOWN = [case for case in CASES if "-2048" in case.get("after", case)["file"]]
# Forms of a number that only Suffrage refuses.
OURS_ALONE = {"ballot-residue-leading-zero"}
UUIDS: dict[str, Any] = json.loads((FOLDER / "secrets.json").read_bytes())


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case["name"])
def test_both_say_the_same(tmp_path: Path, case: dict[str, Any]) -> None:
    after = case.get("after", {"file": case["file"], "bytes": 0})
    base = FOLDER / after["file"]
    data = base.read_bytes()[: after["bytes"]] + (FOLDER / case["file"]).read_bytes()
    accepted = verdict(tmp_path, UUIDS[base.stem]["uuid"], data)
    assert accepted is (case["expect"] == "ok" or case["name"] in OURS_ALONE)


def test_there_are_some_of_each() -> None:
    assert {case["expect"] for case in SHOWN} == {"ok", "bel.ballot-proof", "bel.point"}
