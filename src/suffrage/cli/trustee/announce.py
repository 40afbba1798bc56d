"""The signed record of a trustee's public key, for keys that serve a board."""

from datetime import UTC, datetime
from pathlib import Path

import typer

from suffrage.cli.files import write_output
from suffrage.cli.language import say
from suffrage.trustee.announce import announcement, signing_key
from suffrage.trustee.saved import BoardScope, Saved

__all__ = ["announce"]


def announce(saved: Saved, public_key: str, out: Path) -> None:
    """Write the record and say what it needs; nothing for a key without a board."""
    scope = saved.scope
    if not isinstance(scope, BoardScope):
        return
    now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    path = out / f"trustee-{saved.index}.record"
    write_output(path, announcement(scope, saved.index, public_key, now))
    typer.echo(say("trustee.next.record", path=str(path), role=scope.role, key=signing_key(scope)))
