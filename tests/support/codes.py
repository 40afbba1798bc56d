"""Every code that the sources can raise or report, read from their syntax trees."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "suffrage"
ERRORS = ("Refused", "Malformed", "NotVerified", "Inconsistent", "Unavailable")
# ``fault(line, column, code, …)`` reports a row, ``Finding(code, field, numbers)`` a sheet, and
# ``told(code, …)`` says something to a member.
_REPORTERS = {"fault": 2, "Finding": 0, "told": 0}
_QUOTED = re.compile(r"'([a-z][a-z0-9.-]+)'")
_JOINED = re.compile(r"'([a-z][a-z0-9.-]+)' ~")
_SCRIPTED = re.compile(r"[\"'`]([a-z0-9]+(?:\.[a-z0-9-]+)+)[\"'`]")
_SCRIPT_JOINED = re.compile(r"`([a-z0-9]+\.(?:[a-z0-9-]+[.-])+)\$\{")
_BEGINNING = re.compile(r"[a-z]+\.[a-z-]+(?:\.[a-z-]+)*[.-]")


@dataclass(frozen=True)
class Use:
    """One place that names a code; ``fields`` is ``None`` where they come from elsewhere."""

    code: str
    error: str
    module: str
    line: int
    fields: frozenset[str] | None


def uses() -> tuple[Use, ...]:
    """All of them, in the order of the modules."""
    return tuple(use for path in sorted(SOURCES.rglob("*.py")) for use in _uses_in(path))


def rethrown() -> tuple[str, ...]:
    """The errors raised with a code that is no literal: it can only be another error's own."""
    found = []
    for path in sorted(SOURCES.rglob("*.py")):
        for call in _calls(path):
            code = call.args[0] if call.args else None
            if _name(call) in ERRORS and not isinstance(code, ast.Constant):
                found.append(ast.unparse(code) if code else "")
    return tuple(found)


def literals() -> frozenset[str]:
    """Every text that stands alone as a literal in the sources, the templates and the scripts."""
    found = {n.value for n in _nodes() if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    found.update(*(_SCRIPTED.findall(text) for text in _scripts()))
    return frozenset(found.union(*(_QUOTED.findall(text) for text in _templates())))


def beginnings() -> tuple[str, ...]:
    """What codes begin with whose last part is made from a value: ``page.step.``.

    A word and a dot alone are no beginning, or every code of a room would have it.
    """
    joined = (node.values[0] for node in _nodes() if isinstance(node, ast.JoinedStr))
    starts = {n.value for n in joined if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    starts |= {one for text in _scripts() for one in _SCRIPT_JOINED.findall(text)}
    starts |= {one for text in _templates() for one in _JOINED.findall(text)}
    return tuple(sorted(one for one in starts if _BEGINNING.fullmatch(one)))


def _nodes() -> Iterator[ast.AST]:
    for path in SOURCES.rglob("*.py"):
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def _templates() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(SOURCES.rglob("*.html"))]


def _scripts() -> list[str]:
    """The sources of the scripts that carry sentences: ``web/support/words.mjs`` reads them so."""
    folders = (ROOT / "web" / name / "src" for name in ("core", "desk"))
    return [path.read_text("utf-8") for folder in folders for path in sorted(folder.glob("*.ts"))]


def _uses_in(path: Path) -> Iterator[Use]:
    module = path.relative_to(SOURCES).as_posix()
    for call in _calls(path):
        name = _name(call)
        place = 0 if name in ERRORS else _REPORTERS.get(name, len(call.args))
        code = call.args[place] if place < len(call.args) else None
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            yield Use(code.value, name, module, call.lineno, _fields(call, name))
    if module == "paper/checks.py":
        yield from _sheet_checks(path, module)


def _calls(path: Path) -> Iterator[ast.Call]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return (node for node in nodes if isinstance(node, ast.Call))


def _name(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _fields(call: ast.Call, name: str) -> frozenset[str] | None:
    given = call.args[2].keywords if name == "Finding" else call.keywords  # type: ignore[attr-defined]
    names = [keyword.arg for keyword in given]
    return None if None in names else frozenset(n for n in names if n and n != "at")


def _sheet_checks(path: Path, module: str) -> Iterator[Use]:
    """The rows ``(code, condition, names of the figures)`` of the tables of checks."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {
        node.target.id: node.value
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple) and len(node.elts) == 3:
            code, _, names = node.elts
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                figures = named.get(names.id) if isinstance(names, ast.Name) else names
                assert figures is not None
                given = frozenset(ast.literal_eval(figures))
                yield Use(code.value, "Finding", module, node.lineno, given)
