"""The pages on rules and the lot say what the code does."""

import doctest
import hashlib
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

import suffrage.model.rule
import suffrage.rules.figures
import suffrage.rules.lot
import suffrage.rules.majority
import suffrage.rules.table
from suffrage.cli import app
from suffrage.model.rule import DHondt, Majority, Plurality, Top
from suffrage.rules.lot import draw, lot_seed

DOCS = Path(__file__).resolve().parents[3] / "docs"
RULES = (DOCS / "reference" / "rules.md").read_text(encoding="utf-8")
LOT = (DOCS / "spec" / "lot.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n\$ suffrage (.*)\n((?:.|\n)*?)```", RULES)
ANSWERS = re.findall(r"^\| `(.+)` \| `(.+)` \| (.+) \| (\d) \| (.+) \|$", LOT, flags=re.MULTILINE)


@pytest.mark.parametrize(("command", "output"), CONSOLE, ids=lambda text: text[:32])
def test_the_page_shows_what_the_command_writes(
    command: str, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    result = CliRunner().invoke(app, shlex.split(command))
    assert result.exit_code == 0
    assert result.stdout == output


def test_the_pages_hold_examples() -> None:
    assert len(CONSOLE) == 2
    assert len(ANSWERS) == 4


def test_the_python_examples_of_the_page_hold() -> None:
    found = doctest.DocTestParser().get_doctest(RULES, {}, "rules.md", None, 0)
    assert len(found.examples) >= 8
    assert doctest.DocTestRunner().run(found).failed == 0


@pytest.mark.parametrize(
    "module",
    [
        suffrage.model.rule,
        suffrage.rules.figures,
        suffrage.rules.lot,
        suffrage.rules.majority,
        suffrage.rules.table,
    ],
    ids=lambda module: str(module.__name__),
)
def test_the_examples_in_docstrings_hold(module: object) -> None:
    results = doctest.testmod(module, optionflags=doctest.IGNORE_EXCEPTION_DETAIL)  # type: ignore[arg-type]
    assert results.attempted > 0
    assert results.failed == 0


@pytest.mark.parametrize("rule", [Plurality(), Majority(), Top(), DHondt()], ids=lambda r: r.name)
def test_every_field_of_a_rule_is_on_the_page(rule: Plurality | Majority | Top | DHondt) -> None:
    assert all(f"`{field}`" in RULES for field in rule.__struct_fields__)


@pytest.mark.known_answer
@pytest.mark.parametrize(("public", "subject", "names", "places", "drawn"), ANSWERS)
def test_the_lots_of_the_specification(
    public: str, subject: str, names: str, places: str, drawn: str
) -> None:
    assert draw(lot_seed(public, subject), names.split(), int(places)) == tuple(drawn.split())


@pytest.mark.known_answer
@pytest.mark.parametrize(("public", "subject", "names", "places", "drawn"), ANSWERS)
def test_the_lots_as_the_specification_describes_them(
    public: str, subject: str, names: str, places: str, drawn: str
) -> None:
    """The seven steps once more, with text of binary digits instead of shifted integers."""
    left, counter = sorted(names.split()), 0
    found: list[str] = []
    while len(found) < int(places):
        seed = f"{public},{subject},{counter}".encode()
        digits = "".join(f"{byte:08b}" for byte in hashlib.sha256(seed).digest())
        position = int(digits[: len(f"{len(left) - 1:b}")], 2)
        if position < len(left):
            found.append(left.pop(position))
        counter += 1
    assert found == drawn.split()


def test_the_hash_of_the_example_by_hand() -> None:
    printed = re.search(r"printf '%s' '(.+)' \| sha256sum\n([0-9a-f]{64})", LOT)
    assert printed is not None
    assert hashlib.sha256(printed[1].encode()).hexdigest() == printed[2]
