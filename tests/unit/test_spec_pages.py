"""The pages of specifications say what the code does."""

import hashlib
import re
import runpy
from pathlib import Path
from typing import Any

from suffrage.board.kinds import KINDS
from suffrage.model import canonical

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_table_of_kinds_is_that_of_the_code() -> None:
    made = runpy.run_path(str(DOCS / "make_records.py"))
    page = (DOCS / "spec" / "record.md").read_text(encoding="utf-8")
    assert page == made["page"](), "run make docs"
    assert all(f"| `{name}` |" in page for name in KINDS)


def test_the_example_of_canonical_json_is_canonical() -> None:
    page = (DOCS / "spec" / "canonical-json.md").read_text(encoding="utf-8")
    found = re.search(r"```json\n(.*?)\n```", page)
    assert found is not None
    example = found[1].encode()
    assert canonical.encode(canonical.decode(example, dict[str, Any])) == example
    assert f"`{hashlib.sha256(example).hexdigest()}`" in page


def test_every_refusal_of_canonical_json_has_its_line() -> None:
    page = (DOCS / "spec" / "canonical-json.md").read_text(encoding="utf-8")
    source = Path(canonical.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'"(canonical\.[a-z0-9]+)"', source))
    assert codes == set(re.findall(r"\| `(canonical\.[a-z0-9]+)` \|", page))
