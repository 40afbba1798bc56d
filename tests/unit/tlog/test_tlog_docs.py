"""The examples in the room's docstrings are true, as are those of docs/spec."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

from suffrage import tlog
from suffrage.tlog.policy_file import parse_policy
from suffrage.tlog.proof import decode_proof, verify_proof

ROOT = Path(__file__).resolve().parents[3]
MODULES = sorted(module.name for module in pkgutil.iter_modules(tlog.__path__, "suffrage.tlog."))


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_names_of_the_room() -> None:
    assert len(MODULES) > 10
    assert all(hasattr(tlog, name) for name in tlog.__all__)


def blocks(page: str) -> list[str]:
    return (ROOT / "docs" / "spec" / page).read_text(encoding="utf-8").split("```\n")[1::2]


def test_the_receipt_of_its_page_holds() -> None:
    receipt, policy = (block.encode() for block in blocks("receipt.md"))
    proof = decode_proof(receipt)
    proven = verify_proof(proof, proof.extra, parse_policy(policy))
    assert (proof.extra, proven.checkpoint.size) == (b'{"seq":1}', 3)
    assert [one.name for one in proven.cosigned] == ["w1"]
    assert blocks("log.md") == [proof.checkpoint.decode()]
