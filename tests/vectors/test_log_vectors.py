"""vectors/log.json: every case gets its verdict, here and in a browser (web/core)."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from tests.support.vectors.log_vectors import TARGET, content

from suffrage.board.record import Record
from suffrage.errors import SuffrageError
from suffrage.model import canonical
from suffrage.tlog.bundles import decode_bundle
from suffrage.tlog.checkpoint import open_checkpoint
from suffrage.tlog.keys import parse_key
from suffrage.tlog.merkle import leaf_hash, verify_consistency, verify_inclusion
from suffrage.tlog.tiles import Tile
from suffrage.words import codes

FILE: dict[str, Any] = json.loads(TARGET.read_bytes())
SPEC = Path(__file__).resolve().parents[2] / "docs" / "spec"


def data(text: str) -> bytes:
    return base64.b64decode(text)


def judge_key(case: dict[str, Any]) -> None:
    parse_key(case["text"])


def judge_note(case: dict[str, Any]) -> None:
    open_checkpoint(data(case["data"]), [parse_key(text) for text in case["keys"]])


def judge_inclusion(case: dict[str, Any]) -> None:
    proof = [data(one) for one in case["proof"]]
    leaf, root = data(case["leaf"]), data(case["root"])
    verify_inclusion(leaf, case["index"], case["size"], proof, root)


def judge_consistency(case: dict[str, Any]) -> None:
    proof = [data(one) for one in case["proof"]]
    old_root, root = data(case["old_root"]), data(case["root"])
    verify_consistency(case["old"], old_root, case["size"], root, proof)


def judge_bundle(case: dict[str, Any]) -> None:
    entries = decode_bundle(data(case["data"]), case["width"])
    assert list(entries) == [data(one) for one in case["entries"]]


def judge_canonical(case: dict[str, Any]) -> None:
    canonical.decode(data(case["data"]), Any)


def judge_record(case: dict[str, Any]) -> None:
    Record.parse(data(case["data"]))


JUDGES = {
    "keys": judge_key,
    "notes": judge_note,
    "inclusion": judge_inclusion,
    "consistency": judge_consistency,
    "bundles": judge_bundle,
    "canonical": judge_canonical,
    "records": judge_record,
}


@pytest.mark.parametrize("part", JUDGES)
def test_every_case_gets_its_verdict(part: str) -> None:
    wrong = []
    for case in FILE[part]:
        verdict = "ok"
        try:
            JUDGES[part](case)
        except SuffrageError as error:
            verdict = error.code
        if verdict != case["expect"]:
            wrong.append((case["note"], case["expect"], verdict))
    assert wrong == []
    assert {case["expect"] for case in FILE[part]} - set(codes("en")) == {"ok"}


def test_leaves_and_paths() -> None:
    for case in FILE["leaves"]:
        assert leaf_hash(data(case["entry"])) == data(case["leaf"])
    for case in FILE["paths"]:
        assert Tile(case["level"], case["index"], case["width"]).path == case["path"]


@pytest.mark.known_answer
def test_roots_are_those_of_the_specification() -> None:
    page = (SPEC / "log.md").read_text(encoding="utf-8")
    roots = {case["size"]: case["root"] for case in FILE["roots"]}
    for size in (3, 257, 70_000):
        assert f"| {size:,} | `{roots[size]}` |" in page


def test_the_file_is_what_its_maker_writes() -> None:
    assert TARGET.read_bytes() == content()
