"""Estimates stay where they are: nothing official loads numpy, scipy or a projection."""

import ast
import subprocess
import sys
from pathlib import Path

import suffrage

SOURCE = Path(suffrage.__path__[0])
ESTIMATES = ("night/projection", "night/replay", "night/second_round/estimates")
FORBIDDEN = (
    "numpy",
    "scipy",
    "suffrage.night.projection",
    "suffrage.night.replay",
    "suffrage.night.second_round.estimates",
)


def imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def test_only_the_command_and_the_projection_import_what_estimates() -> None:
    importing = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if any(name.startswith(FORBIDDEN) for name in imported(path))
    }
    assert any(path.startswith(ESTIMATES[0]) for path in importing)
    strangers = {path for path in importing if not path.startswith(ESTIMATES)}
    doors = ("cli/", "office/publishing/", "site/pages")
    assert {path for path in strangers if not path.startswith(doors)} == set()


def test_the_command_line_starts_without_arrays() -> None:
    loaded = "import sys, suffrage.cli; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )
    assert not {"numpy", "scipy"} & set(done.stdout.split())
