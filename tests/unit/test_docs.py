"""The documents agree with the code: links, words, dependencies, codes, commands."""

import re
import shlex
import tomllib
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

import suffrage
from suffrage.board.policy import AUTHORITY
from suffrage.cli import app
from suffrage.count.unit_state import Final, Received, Reserved, name_of
from suffrage.model.definition import Definition
from suffrage.model.roles import ROLE_KINDS
from suffrage.paper.sheet import Sheet
from suffrage.site.results import UnitCounts
from suffrage.words import codes

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    page
    for pattern in (
        "*.md",
        "docs/**/*.md",
        "benches/*.md",
        "web/*.md",
        "examples/*/*.md",
        "tests/data/*/*.md",
    )
    for page in ROOT.glob(pattern)
)
ROOMS = sorted(
    path.name for path in Path(suffrage.__path__[0]).iterdir() if (path / "__init__.py").exists()
)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```", flags=re.MULTILINE | re.DOTALL)


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as forges make them."""
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_inside_the_repository_resolves(page: Path) -> None:
    links = _LINK.findall(_FENCED.sub("", page.read_text(encoding="utf-8")))
    for link in links:
        target, _, anchor = link.partition("#")
        if "://" in link or link.startswith("mailto:"):
            continue
        found = (page.parent / target).resolve() if target else page
        assert found.exists(), link
        if anchor and found.suffix == ".md":
            assert anchor in anchors(found), link


def test_every_page_is_reached_from_the_index() -> None:
    reached, waiting = set(), [ROOT / "docs" / "README.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        for link in _LINK.findall(page.read_text(encoding="utf-8")):
            target = (page.parent / link.partition("#")[0]).resolve()
            if target.suffix == ".md" and target.exists() and target not in reached:
                waiting.append(target)
    assert set(ROOT.glob("docs/**/*.md")) - reached == set()


def glossary() -> set[str]:
    """Every text in backticks of the glossary."""
    return set(re.findall(r"`([^`]+)`", read("docs/reference/glossary.md")))


def test_every_room_has_a_word_and_a_place_in_the_architecture() -> None:
    architecture = read("ARCHITECTURE.md")
    for room in ROOMS:
        assert room in glossary()
        assert f"| `{room}` |" in architecture
        assert re.search(rf"^    (\w+ --> {room}|{room} --> \w+)$", architecture, re.MULTILINE)


def test_the_diagram_points_downwards() -> None:
    arrows = re.findall(r"^    (\w+) --> (\w+)$", read("ARCHITECTURE.md"), flags=re.MULTILINE)
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["id"] == "storeys")
    storey = {
        room: level for level, names in enumerate(layers) for room in re.findall(r"\w+", names)
    }
    assert len(arrows) > len(ROOMS)
    for above, below in arrows:
        assert storey[above] < storey[below], f"{above} --> {below}"


@pytest.mark.parametrize(
    "names",
    [
        Definition.__struct_fields__,
        Sheet.__struct_fields__,
        UnitCounts.__struct_fields__[2:],
        tuple(ROLE_KINDS),
    ],
    ids=["definition", "sheet", "units", "roles"],
)
def test_every_field_and_role_has_a_word(names: tuple[str, ...]) -> None:
    assert set(names) - glossary() == set()


def test_every_state_of_a_unit_has_a_word() -> None:
    states = {name_of(object.__new__(kind)) for kind in (*Final.__args__, Received, Reserved)}
    assert {*states, "awaited"} <= glossary()


def test_every_subject_of_a_record_has_a_word() -> None:
    words = read("docs/reference/glossary.md")
    known = {word.strip().lower() for word in re.findall(r"^\| ([^|]+) \|", words, re.MULTILINE)}
    also = {"sheet": "tally sheet", "credentials": "credential", "trustees": "trustee"}
    also |= {"rules": "rule", "keys": "key destroyed", "online": "box", "result": "certified"}
    subjects = {kind.partition(".")[0] for kind in AUTHORITY}
    assert {also.get(subject, subject) for subject in subjects} - known == set()


def test_each_dependency_has_its_reason() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [re.split(r"[<>=!~\[; ]", text, maxsplit=1)[0] for text in wanted]
    page = read("docs/explanation/dependencies.md")
    told = re.findall(r"^\| `([a-z0-9-]+)` \| .+ \| .+ \|$", page, flags=re.MULTILINE)
    assert told == sorted(names[: len(project["dependencies"])]) + sorted(
        names[len(project["dependencies"]) :]
    )


def test_each_crate_of_the_kernel_has_its_reason() -> None:
    wanted = tomllib.loads(read("kernel/Cargo.toml"))["workspace"]["dependencies"]
    page = read("docs/explanation/dependencies.md")
    told = re.findall(r"^\| `([a-z0-9-]+)` \| [^|]+ \|$", page, flags=re.MULTILINE)
    assert told == sorted(wanted)


def test_the_failures_of_the_page_exist() -> None:
    page = read("docs/howto/verify.md")
    rows = re.findall(r"^\| (`[a-z]+\.[a-z-]+`(?:, `[a-z]+\.[a-z-]+`)*) \|", page, re.MULTILINE)
    told = [code for row in rows for code in re.findall(r"`([^`]+)`", row)]
    sources = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src" / "suffrage").rglob("*.py")
    )
    assert len(told) > 30
    assert [code for code in told if f'"{code}"' not in sources] == []
    assert set(told) - codes("en") == set()


def test_the_example_of_a_count_is_what_the_command_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    page = read("docs/howto/count-real-results.md")
    found = re.search(r"```console\n\$ suffrage (count .*)\n((?:.|\n)*?)```", page)
    assert found is not None
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(ROOT)
    assert CliRunner().invoke(app, shlex.split(found[1])).stdout == found[2]


def test_every_bench_is_on_its_page() -> None:
    told = re.findall(r"^\| `([a-z0-9_]+\.py)` \|", read("benches/README.md"), flags=re.MULTILINE)
    benches = {path.name for path in (ROOT / "benches").glob("*.py")}
    assert told == sorted(
        benches - {"boxes.py", "curves.py", "elex_peer.py", "serving.py", "timing.py"}
    )


def test_the_commands_of_the_pages_exist() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    named = set(re.findall(r"^\$ suffrage ([a-z]+)", pages, flags=re.MULTILINE))
    assert {"verify", "count", "seats"} <= named
    for command in named:
        assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0


def test_options_of_verify_and_count_are_on_their_pages() -> None:
    for command, page in (("verify", "verify"), ("count", "count-real-results")):
        told = CliRunner().invoke(app, [command, "--help"], terminal_width=200).stdout
        options = set(re.findall(r"--[a-z]+", told)) - {"--help"}
        text = read(f"docs/howto/{page}.md")
        assert options
        assert {option for option in options if f"`{option}" not in text} == set()


def test_the_fields_that_json_adds_to_a_count_are_on_its_page() -> None:
    value = CliRunner().invoke(
        app,
        [
            "count",
            str(ROOT / "tests/data/brest/round2.toml"),
            str(ROOT / "tests/data/brest/fr_brest_leg2022_circo2_bureaux_t2.csv"),
            "--json",
        ],
    )
    sheets = msgspec.json.decode(value.stdout)["sheets"]
    page = read("docs/howto/count-real-results.md")
    assert all(f"`{field}`" in page for field in sheets)
