"""``docs/spec/claim.md`` says what the code does."""

import re

from tests.support.codes import ROOT

from suffrage.board.kinds.words import Claim, ClaimAnswered
from suffrage.conduct.claims import _FIELDS
from suffrage.model import canonical

PAGE = (ROOT / "docs/spec/claim.md").read_text(encoding="utf-8")


MADE, ANSWERED = PAGE.split("## claim.answered/1\n")
FIELDS, KINDS = MADE.split("Each kind has its fields")


def rows(table: str) -> dict[str, str]:
    """The names in code of each row's first cell, with the text of its last."""
    found = re.findall(r"^\| (`.*?) \|.*?([^|]*) \|$", table, re.MULTILINE)
    return {name: last for names, last in found for name in re.findall(r"`(\w+)`", names)}


def test_every_field_is_explained() -> None:
    assert set(rows(FIELDS)) == set(Claim.__struct_fields__)
    assert set(rows(ANSWERED)) == set(ClaimAnswered.__struct_fields__)


def test_each_kind_has_the_fields_of_its_row() -> None:
    said = {kind: set(re.findall(r"`(\w+)`", last)) for kind, last in rows(KINDS).items()}
    allowed = {kind: set(names) - {"share_of"} for kind, names in _FIELDS.items()}
    assert said == allowed


def test_the_example_is_a_claim() -> None:
    example = PAGE.split("```\n")[1].rstrip("\n").encode()
    claim = canonical.decode(example, Claim)
    assert canonical.encode(claim) == example
    assert claim.ranges["to1"].most > claim.ranges["to1"].least
