"""Pages that repeat the code are made from the code."""

import pytest
from tests.support.codes import ROOT, uses
from tests.support.pages import GENERATED, filled

from suffrage.errors import Malformed
from suffrage.model import canonical


@pytest.mark.parametrize("path", GENERATED)
def test_a_page_says_what_the_code_says_now(path: str) -> None:
    """After a change of codes or kinds: ``python -m tests.support.pages``."""
    assert (ROOT / path).read_text(encoding="utf-8") == filled(path)


def test_every_code_stands_on_the_page_of_errors() -> None:
    page = (ROOT / "docs/reference/errors.md").read_text(encoding="utf-8")
    assert [use.code for use in uses() if f"| `{use.code}` |" not in page] == []


def _rows(heading: str) -> list[list[str]]:
    page = (ROOT / "docs/spec/canonical-json.md").read_text(encoding="utf-8")
    table = page.split(heading, 1)[1].lstrip("\n").split("\n\n", 1)[0]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table.split("\n")[2:]]


def test_the_examples_of_canonical_json_are_canonical() -> None:
    rows = _rows("## Examples\n")
    assert len(rows) == 3
    for _, shown in rows:
        data = shown.strip("`").encode()
        assert canonical.encode(canonical.decode(data, dict[str, str | int])) == data


def test_the_refused_examples_of_canonical_json_are_refused_with_their_codes() -> None:
    rows = _rows("Refused, each with its code:\n")
    assert len(rows) == 7
    for shown, code, _ in rows:
        with pytest.raises(Malformed) as caught:
            canonical.decode(shown.strip("`").encode(), dict[str, str | int])
        assert caught.value.code == code.strip("`"), shown
