"""The private file of a trustee, held by one command while it works."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import typer

from suffrage.cli.language import say
from suffrage.errors import Refused
from suffrage.trustee.decrypt import Keep
from suffrage.trustee.saved import Saved, read_saved, write_saved

__all__ = ["Held", "create", "holding"]

_FOR_OTHERS: Final = re.compile(
    r"(?:certificates|trustees|[a-z]+-[0-9]+(?:-[0-9]+)?)\.(?:json|record|txt)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Held:
    """What the private file holds, and how to keep a later state in its place, durably."""

    saved: Saved = field(repr=False)
    keep: Keep


def create(path: Path, saved: Saved, *, passphrase: bool) -> None:
    """A new private file, locked if asked for.

    Raises ``Refused("trustee.file-name")`` for the name of a file for others, which would be sent
    in its place or written over it, and as ``create_private``.
    """
    # What touches the disk comes with the command that needs it, as the other doors do.
    from suffrage.adapters.passphrase import lock  # noqa: PLC0415  (see above)
    from suffrage.adapters.private_file import create_private  # noqa: PLC0415  (see above)

    if _FOR_OTHERS.fullmatch(path.name):
        raise Refused("trustee.file-name", name=path.name)
    if path.exists():
        raise Refused("private.exists", path=str(path))
    data = write_saved(saved)
    if passphrase:
        chosen: str = typer.prompt(
            say("trustee.ask.new-passphrase"), hide_input=True, confirmation_prompt=True, err=True
        )
        data = lock(data, chosen)
    create_private(path, data)


@contextmanager
def holding(path: Path) -> Iterator[Held]:
    """The private file, for this command alone; asks for its passphrase if it has one.

    Raises as ``held``, ``NotVerified("private.passphrase")``, ``Malformed("trustee.file")``.
    """
    from suffrage.adapters.core_dumps import forbid_core_dumps  # noqa: PLC0415  (as above)
    from suffrage.adapters.passphrase import (  # noqa: PLC0415  (as above)
        is_locked,
        lock,
        unlock,
    )
    from suffrage.adapters.private_file import held  # noqa: PLC0415  (as above)

    forbid_core_dumps()
    with held(path) as file:
        data, phrase = file.data, ""
        if is_locked(data):
            phrase = typer.prompt(say("trustee.ask.passphrase"), hide_input=True, err=True)
            data = unlock(data, phrase)

        def keep(saved: Saved) -> None:
            written = write_saved(saved)
            file.replace(lock(written, phrase) if phrase else written)

        yield Held(read_saved(data), keep)
