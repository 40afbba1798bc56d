"""What ``--help`` shows is for people: no markup of the source."""

from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from suffrage.cli import app


def _commands(name: tuple[str, ...], command: Any) -> Iterator[tuple[str, ...]]:
    yield name
    if hasattr(command, "list_commands"):
        for part in command.list_commands(None):
            yield from _commands((*name, part), command.get_command(None, part))


@pytest.mark.parametrize("name", [*_commands((), typer.main.get_command(app))], ids=" ".join)
def test_no_markup_of_the_source_is_shown(name: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*name, "--help"], env={"COLUMNS": "100"})
    assert result.exit_code == 0
    assert "`" not in result.stdout
