"""The house rules that no linter knows: sizes, purity below the adapters, honest types.

Every module of ``src`` is parsed; nothing is imported, so that an unused module counts too.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "suffrage"
MODULES = sorted(
    path.relative_to(SOURCE).as_posix()
    for path in SOURCE.rglob("*.py")
    if path.parent.name != "migrations"  # written by Django's own command
)
LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
DOORS = {"adapters", "cli", "office"}
"""The rooms that may touch the machine."""

FORBIDDEN = {
    "print",
    "input",
    "open",
    "breakpoint",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.monotonic",
    "time.sleep",
    "os.urandom",
    "environ.get",
    "os.getenv",
    "secrets.token_bytes",
    "secrets.randbelow",
    "uuid.uuid4",
    "sys.exit",
}
FORBIDDEN_MODULES = {"random", "socket", "sqlite3", "subprocess", "tempfile", "threading"}
FORBIDDEN_METHODS = {"read_bytes", "read_text", "write_bytes", "write_text"}

TOUCHES = {
    # Sentences and their language lie beside the code; reading them is part of importing it.
    "words/__init__.py": {"read_text"},
    # SUFFRAGE_KERNEL chooses between two backends that give the same bytes.
    "belenios/backend.py": {"environ.get"},
    # A library is not safe when two threads are the first to read a kind.
    "decoders.py": {"threading"},
}
"""What modules below the doors may do all the same."""

ANY_ALLOWED: dict[str, str] = {}
"""``module:function`` to the reason why a public parameter may be of any type."""


def tree(module: str) -> ast.Module:
    return ast.parse((SOURCE / module).read_text(encoding="utf-8"))


def room(module: str) -> str:
    return module.partition("/")[0]


def functions(module: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def offences(module: ast.Module) -> list[str]:
    """What a pure module must not do, by name."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            name = dotted(node.func)
            short = ".".join(name.split(".")[-2:])
            if name in FORBIDDEN or short in FORBIDDEN:
                found.append(short)
            if isinstance(node.func, ast.Attribute) and node.func.attr in FORBIDDEN_METHODS:
                found.append(node.func.attr)
        if isinstance(node, ast.Import):
            names = {alias.name.partition(".")[0] for alias in node.names}
            found += sorted(names & FORBIDDEN_MODULES)
        if isinstance(node, ast.ImportFrom) and node.module:
            found += sorted({node.module.partition(".")[0]} & FORBIDDEN_MODULES)
            imported = {f"{node.module}.{alias.name}" for alias in node.names}
            found += sorted(imported & FORBIDDEN)
    return found


def test_the_search_finds_what_it_looks_for() -> None:
    hidden = """
import random, os
from time import time
import datetime
def f(path):
    print(path.read_text(), open(path), os.urandom(3), datetime.datetime.now())
"""
    assert sorted(offences(ast.parse(hidden))) == [
        "datetime.now",
        "open",
        "os.urandom",
        "print",
        "random",
        "read_text",
        "time.time",
    ]
    assert len(MODULES) > 150


@pytest.mark.parametrize("module", [m for m in MODULES if room(m) not in DOORS])
def test_below_the_doors_nothing_touches_the_machine(module: str) -> None:
    assert set(offences(tree(module))) - TOUCHES.get(module, set()) == set()


def test_only_the_command_line_prints_and_exits() -> None:
    for module in MODULES:
        if room(module) != "cli":
            assert not {"print", "sys.exit"} & set(offences(tree(module))), module


def test_the_command_line_starts_without_a_database() -> None:
    loaded = _modules_after("app.get_command(None, ''); import suffrage.verify")
    assert {"suffrage.cli.verify", "suffrage.cli.count", "suffrage.cli.box"} <= loaded
    assert not {"sqlite3", "suffrage.adapters"} & loaded


def test_a_command_is_loaded_when_it_is_asked_for() -> None:
    started = _modules_after("pass")
    assert not {"suffrage.belenios", "suffrage.model", "msgspec"} & started
    seats = _modules_after("app.get_command(None, 'seats')") - started
    assert "suffrage.cli.seats" in seats
    assert "suffrage.cli.verify" not in seats


def _modules_after(step: str) -> set[str]:
    """What a new process has loaded after a step with the command line."""
    start = "import sys, typer, suffrage.cli; app = typer.main.get_command(suffrage.cli.app)"
    done = subprocess.run(
        [sys.executable, "-c", f"{start}\n{step}\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_modules_are_short() -> None:
    lengths = {m: len((SOURCE / m).read_text("utf-8").splitlines()) for m in MODULES}
    assert {m: n for m, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    long = {
        f"{module}:{function.name}": length
        for module in MODULES
        for function in functions(module)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_every_room_and_module_says_what_it_is() -> None:
    silent = [module for module in MODULES if not ast.get_docstring(tree(module))]
    assert silent == []


def test_a_room_exports_only_names_that_it_has() -> None:
    for module in MODULES:
        if not module.endswith("__init__.py"):
            continue
        parsed = tree(module)
        named = {
            alias.asname or alias.name
            for node in ast.walk(parsed)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        named |= {function.name for function in functions(module)}
        for node in parsed.body:
            if isinstance(node, ast.Assign):
                named |= {target.id for target in node.targets if isinstance(target, ast.Name)}
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                named.add(node.target.id)
        for node in parsed.body:
            if isinstance(node, ast.Assign) and dotted(node.targets[0]) == "__all__":
                assert set(ast.literal_eval(node.value)) <= named, module


def test_public_parameters_have_a_type_that_says_something() -> None:
    vague = []
    for module in MODULES:
        for function in functions(module):
            if function.name.startswith("_"):
                continue
            spec = function.args
            types = [one.annotation for one in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)]
            if "Any" in [dotted(one) for one in types if one is not None]:
                vague.append(f"{module}:{function.name}")
    assert sorted(set(vague)) == sorted(ANY_ALLOWED)


ESTIMATES = ("night/projection/", "night/replay/", "night/second_round/estimates/")
"""Where floats belong: nothing official imports these (a contract of the import linter)."""


def test_no_float_takes_part() -> None:
    """Counting is exact: no float literal and no call of float below the doors."""
    found = []
    for module in MODULES:
        if room(module) in DOORS or module.startswith(ESTIMATES):
            continue
        for node in ast.walk(tree(module)):
            literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
            called = isinstance(node, ast.Call) and dotted(node.func) == "float"
            if literal or called:
                found.append(module)
    assert found == []
