"""The commands of ``suffrage``, each loaded when it is asked for: the least of them starts first.

A command is a function or a ``typer.Typer`` of its own, named here by where it stands.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

import typer

from suffrage.cli.refusal import SpokenRefusals

__all__ = ["Commands"]

_PLACES: Final[Mapping[str, str]] = {
    "count": "suffrage.cli.count:count",
    "seats": "suffrage.cli.seats:seats",
    "compare": "suffrage.cli.compare:compare",
    "verify": "suffrage.cli.verify:verify",
    "verify-diff": "suffrage.cli.verify_diff:verify_diff",
    "trustee": "suffrage.cli.trustee:trustee",
    "ballot": "suffrage.cli.ballot:ballot",
    "box": "suffrage.cli.box:box",
    "night": "suffrage.cli.night:night",
    "registrar": "suffrage.cli.registrar:registrar",
    "serve": "suffrage.cli.serve:serve",
    "backup": "suffrage.cli.backup:backup",
    "restore": "suffrage.cli.restore:restore",
    "convener": "suffrage.cli.convener:convener",
    "forget-passkeys": "suffrage.cli.forget_passkeys:forget_passkeys",
    "witness": "suffrage.cli.witness:witness",
    "dossier": "suffrage.cli.dossier:dossier",
}


class Commands(SpokenRefusals):
    """The group of all commands."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # noqa: ARG002  (the library's signature)
        """Their names, as the help lists them."""
        return list(_PLACES)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]  # noqa: ANN401, ARG002  (as above)
        """The command of this name, from its module; ``None`` if there is none."""
        # Whoever has misspelt one is told of those that are like it, for which all are needed.
        for name in [cmd_name] if cmd_name in _PLACES else _PLACES:
            if name not in self.commands:
                self.commands[name] = _load(name)
        return self.commands.get(cmd_name)


def _load(name: str) -> Any:  # noqa: ANN401  (the library's type has no public name)
    module, _, attribute = _PLACES[name].partition(":")
    found = getattr(import_module(module), attribute)
    if isinstance(found, typer.Typer):
        command: Any = typer.main.get_group(found)
    else:
        alone = typer.Typer(add_completion=False)
        alone.command(name)(found)
        command = typer.main.get_command(alone)
    command.name = name
    return command
