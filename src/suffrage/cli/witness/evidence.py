"""A contradiction becomes a file that anybody can check, and a sentence that says so."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from suffrage.cli.files import write_output
from suffrage.cli.language import say

if TYPE_CHECKING:
    from suffrage.tlog.keys import Key
    from suffrage.witness.contradiction import Contradiction

__all__ = ["raise_alarm"]


def raise_alarm(found: "Contradiction", key: "Key", folder: Path) -> None:
    """Write the evidence, under a name that its bytes give, and say on standard error what it is.

    The sentence comes first: a disk that is full must not swallow it.
    """
    from suffrage.witness.contradiction import weigh  # noqa: PLC0415  (by whoever has found one)

    data = found.encode()
    path = folder / f"contradiction-{hashlib.sha256(data).hexdigest()[:16]}.json"
    typer.echo(say(f"monitor.alarm.{weigh(found, key)}", origin=key.name, path=str(path)), err=True)
    write_output(path, data)
