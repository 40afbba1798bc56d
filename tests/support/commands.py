"""Running ``suffrage`` in the tests as a person does, in English."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from suffrage.cli import app

__all__ = ["done", "english", "refused", "run", "write_folder"]


@contextmanager
def english() -> Iterator[None]:
    """Sentences in English, whatever the machine speaks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "C.UTF-8")
        yield


def run(*arguments: str | Path | int, said: str = "") -> Result:
    """One command, with what a person types in answer to its questions."""
    with english():
        return CliRunner().invoke(app, [str(one) for one in arguments], input=said)


def done(*arguments: str | Path | int, said: str = "") -> str:
    """The output of a command that succeeds."""
    result = run(*arguments, said=said)
    assert result.exit_code == 0, f"{result.output} {result.exception!r}"
    return result.stdout


def refused(*arguments: str | Path | int, said: str = "") -> str:
    """The last sentence of a command that is refused."""
    result = run(*arguments, said=said)
    assert result.exit_code == 2, result.output
    return result.stderr.strip().splitlines()[-1]


def write_folder(folder: Path, files: dict[str, bytes]) -> Path:
    """The files on disk, those of an earlier call removed."""
    for old in sorted(folder.rglob("*"), reverse=True):
        if old.is_file():
            old.unlink()
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder
