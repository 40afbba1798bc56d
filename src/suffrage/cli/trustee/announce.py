"""The signed records of a trustee whose key serves a board: the public key, the vouch."""

from datetime import UTC, datetime
from pathlib import Path

import typer

from suffrage.cli.files import write_output
from suffrage.cli.language import say
from suffrage.trustee.announce import announcement, signing_key, vouching
from suffrage.trustee.decrypt import Released
from suffrage.trustee.saved import BoardScope, Saved

__all__ = ["announce", "write_vouch"]


def announce(saved: Saved, public_key: str, out: Path) -> None:
    """Write the record and say what it needs; nothing for a key without a board."""
    scope = saved.scope
    if not isinstance(scope, BoardScope):
        return
    path = out / f"trustee-{saved.index}.record"
    write_output(path, announcement(scope, saved.index, public_key, _now()))
    typer.echo(say("trustee.next.record", path=str(path), role=scope.role, key=signing_key(scope)))


def write_vouch(saved: Saved, released: Released, out: Path) -> Path:
    """Write the vouch, as a signed record where there is a board; its path comes back."""
    scope, owner = saved.scope, released.share.owner
    if isinstance(scope, BoardScope):
        path = out / f"vouch-{owner}.record"
        write_output(path, vouching(scope, released, _now()))
    else:
        path = out / f"vouch-{owner}.json"
        write_output(path, released.vouch)
    return path


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
