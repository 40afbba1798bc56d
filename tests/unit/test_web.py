"""The scripts of pages and desks: locked, reasoned, reproducible, and carried by the package."""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.support.codes import ROOT

WEB = ROOT / "web"
LOCK: dict[str, dict[str, Any]] = json.loads((WEB / "package-lock.json").read_bytes())["packages"]
MEMBERS = ("core", "desk", "night")
PARTS = [json.loads((WEB / name / "package.json").read_bytes()) for name in (".", *MEMBERS)]
OFFICE = "src/suffrage/office/static/"
ASSETS = {
    "desk.js": OFFICE + "desk.js",
    "section.js": OFFICE + "section.js",
    "section_worker.js": OFFICE + "section_worker.js",
    "night.js": "src/suffrage/site/pages/assets/night.js",
}
# In bytes, not minified; the section's script reads QR codes and is kept on the phone.
LARGEST = 250_000
FORBIDDEN = re.compile(
    rb"\beval\(|new Function|\.innerHTML\s*=(?!=)|insertAdjacentHTML|document\.write|\.style\b"
)
WANTED = {
    name: version
    for part in PARTS
    for kind in ("dependencies", "devDependencies")
    for name, version in part.get(kind, {}).items()
    if not name.startswith("@suffrage/")
}


def test_modules_are_short_and_say_what_they_are() -> None:
    modules = {path: path.read_text("utf-8").splitlines() for path in WEB.glob("*/src/*.ts")}
    assert len(modules) > 20
    assert {path.name: len(text) for path, text in modules.items() if len(text) > 250} == {}
    assert [path.name for path, text in modules.items() if not text[0].startswith("// ")] == []


def test_the_core_imports_nothing_of_a_page() -> None:
    for path in (WEB / "core" / "src").glob("*.ts"):
        sources = re.findall(r'from "([^"]+)"', path.read_text("utf-8"))
        assert {s.rpartition("/")[0] for s in sources} <= {".", "@noble/curves", "@noble/hashes"}


def test_every_package_is_pinned_by_its_hash() -> None:
    others = {path: one for path, one in LOCK.items() if path.startswith("node_modules/")}
    fetched = {path: one for path, one in others.items() if not one.get("link")}
    assert len(fetched) > 50
    bare = [p for p, one in fetched.items() if not one.get("integrity", "").startswith("sha512-")]
    assert bare == []
    assert {path for path in others if path not in fetched} == {
        f"node_modules/@suffrage/{name}" for name in MEMBERS
    }


def test_what_is_asked_for_is_one_version_each() -> None:
    assert [name for name, text in WANTED.items() if not re.fullmatch(r"\d+\.\d+\.\d+", text)] == []
    assert {name: LOCK[f"node_modules/{name}"]["version"] for name in WANTED} == WANTED


def test_installing_runs_no_script_of_a_package() -> None:
    installs = re.findall(r"npm (?:ci|install)[^\n&]*", (ROOT / "Makefile").read_text("utf-8"))
    assert installs == ["npm ci --silent --ignore-scripts"]


def test_each_package_has_its_reason() -> None:
    page = (ROOT / "docs/explanation/dependencies.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| [a-z ]+ \| `([^`]+)` \| [^|]+ \|$", page, re.MULTILINE)
    assert sorted(told) == sorted(WANTED)


def test_the_package_carries_the_scripts_that_git_ignores() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["artifacts"] == list(
        ASSETS.values()
    )
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert set(ASSETS.values()) <= set(ignored)


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is absent: it builds the script")
def test_two_builds_are_equal_and_name_no_place(tmp_path: Path) -> None:
    if not (WEB / "node_modules").is_dir():
        pytest.skip("the packages of web/ are absent: make setup installs them")
    for name in ("one", "two"):
        build = ["node", str(WEB / "support" / "build.mjs"), str(tmp_path / name)]
        place = WEB if name == "one" else tmp_path
        subprocess.run(build, check=True, cwd=place)
    for script in ASSETS:
        one, two = ((tmp_path / name / script).read_bytes() for name in ("one", "two"))
        assert one == two
        assert str(ROOT).encode() not in one
        assert len(one) < LARGEST
        # What the policy of the pages forbids, and what would turn data into code or mark-up.
        assert FORBIDDEN.findall(re.sub(rb"//[^\n]*", b"", one)) == []


def test_what_scrolls_sideways_is_reached_by_keys() -> None:
    pages = (ROOT / "src/suffrage/site/pages/templates").glob("*.html")
    tags = [
        (page.name, tag)
        for page in pages
        for tag in re.findall(r'<pre[^>]*>|<[a-z]+ class="wide"[^>]*>', page.read_text("utf-8"))
    ]
    assert len(tags) > 5
    assert [one for one in tags if 'tabindex="0"' not in one[1]] == []
