"""The page of attacks names tests that exist, and no attack twice or never."""

import re

import pytest
from tests.support.codes import ROOT

PAGE = (ROOT / "docs/explanation/attacks.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| A(\d+) \| ([^|]+) \| (.+) \|$", PAGE, flags=re.MULTILINE)


def test_every_attack_stands_once_in_its_order() -> None:
    assert [int(number) for number, _, _ in ROWS] == list(range(1, 45))


@pytest.mark.parametrize(("number", "tried"), [(number, tried) for number, _, tried in ROWS])
def test_an_attack_is_tried_by_tests_that_exist_or_waits_for_its_part(
    number: str, tried: str
) -> None:
    named = re.findall(r"`([^`]+)::(test_[a-z0-9_]+)`", tried)
    assert named or tried.startswith("later: "), number
    for path, name in named:
        source = (ROOT / "tests" / path).read_text(encoding="utf-8")
        assert re.search(rf"^def {name}\(", source, flags=re.MULTILINE), f"{path}::{name}"
