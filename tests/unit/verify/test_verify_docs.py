"""The pages that specify folder, results and policy say what the code does."""

import json
from pathlib import Path

from tests.support.folders import paper

from suffrage.model import canonical
from suffrage.site.results import Results
from suffrage.site.sheets import COLUMNS
from suffrage.verify import parse_policy, write_policy
from suffrage.words import codes

SPEC = Path(__file__).resolve().parents[3] / "docs" / "spec"


def block(page: str, language: str) -> str:
    text = (SPEC / page).read_text(encoding="utf-8")
    return text.split(f"```{language}\n", 1)[1].split("```", 1)[0]


def test_the_policy_of_the_page_is_read_and_written_so() -> None:
    shown = block("policy.md", "toml").encode()
    assert write_policy(parse_policy(shown)) == shown


def test_the_results_of_the_page_are_canonical() -> None:
    data = block("results.md", "json").strip().encode()
    shown = canonical.decode(data, Results)
    assert shown.contests.keys() == {"text"}
    assert shown.bodies["council"].seats.keys() == shown.contests["text"].votes.keys()


def test_the_rows_of_the_page_have_the_columns_of_the_file() -> None:
    head, row = block("results.md", "csv").strip().splitlines()
    assert tuple(head.split(",")) == COLUMNS
    assert len(row.split(",")) == len(COLUMNS)


def test_about_on_the_page_has_the_fields_of_the_file() -> None:
    shown = json.loads(block("folder.md", "json"))
    assert shown.keys() == json.loads(paper()[0]["about.json"]).keys()


def test_every_code_on_the_pages_has_a_sentence() -> None:
    subjects = ("receipt.", "acknowledgement.", "trust.", "note.", "checkpoint.")
    for page in ("folder.md", "policy.md"):
        words = (SPEC / page).read_text(encoding="utf-8").split("`")[1::2]
        named = {word for word in words if word.startswith(subjects) and ".md" not in word}
        assert named
        assert named <= codes("en") & codes("fr")
