"""What every test may ask for: the shared material, and a count of the known answers that ran."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from tests.support.postgres import Server, running_postgres

ROOT = Path(__file__).resolve().parent.parent
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=30)
settings.register_profile("drill", derandomize=True, deadline=None, max_examples=400)
settings.load_profile("drill" if os.environ.get("SUFFRAGE_DRILL") == "1" else "ci")


@pytest.fixture(scope="session")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Names of folders that are not there, so that each costs nothing."""
    base = tmp_path_factory.mktemp("caches")
    return (base / str(number) for number in count())


@pytest.fixture(autouse=True)
def _no_cache_of_anybody(caches: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds what another one, or the user, has proved before."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(next(caches)))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with archives, known answers and real results; skips where it is absent."""
    folder = Path(os.environ.get("SUFFRAGE_SHARED", ROOT.parent / "shared"))
    if not (folder / "vectors").is_dir():
        pytest.skip("the shared vectors are absent: set SUFFRAGE_SHARED to their folder")
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server for all tests; skips where it is absent."""
    with running_postgres() as server:
        yield server


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End with how many known answers were compared, and how many could not be."""
    ran = skipped = 0
    for outcome, reports in terminalreporter.stats.items():
        for report in reports:
            if "known_answer" not in getattr(report, "keywords", {}):
                continue
            ran += outcome in {"passed", "failed"} and report.when == "call"
            skipped += outcome == "skipped"
    line = f"known answers: {ran} run, {skipped} skipped"
    terminalreporter.write_line(line)
    # `make test` ends with this line, after the report on coverage.
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "known-answers.txt").write_text(f"{line}\n", encoding="utf-8")
