"""What ``--help`` shows is for people: no markup of the source."""

from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from suffrage.cli import app


def _commands(name: tuple[str, ...], command: Any) -> Iterator[tuple[str, ...]]:
    yield name
    for part, inner in getattr(command, "commands", {}).items():
        yield from _commands((*name, part), inner)


@pytest.mark.parametrize("name", [*_commands((), typer.main.get_command(app))], ids=" ".join)
def test_no_markup_of_the_source_is_shown(name: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*name, "--help"], env={"COLUMNS": "100"})
    assert result.exit_code == 0
    assert "`" not in result.stdout
