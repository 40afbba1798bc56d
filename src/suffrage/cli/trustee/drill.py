"""``suffrage trustee drill``: show that the saved key is there; nothing is decrypted."""

import secrets
from pathlib import Path

import typer

from suffrage.cli.files import write_output
from suffrage.cli.language import say
from suffrage.cli.trustee.ask import require_yes
from suffrage.cli.trustee.held import holding
from suffrage.cli.trustee.options import BoardArgument, FileArgument, OutOption, YesOption
from suffrage.cli.trustee.read_any import read_any
from suffrage.trustee.drill import prove_drill, write_drill
from suffrage.trustee.saved import ElectionScope

__all__ = ["drill"]


def drill(
    file: FileArgument, board: BoardArgument, out: OutOption = Path(), *, yes: YesOption = False
) -> None:
    """Reload the key, verify BOARD whole, and prove that the key is there.

    Do it when the box opens and before it closes. On an archive alone the first drill binds the
    key to the election, after its fingerprint was compared.
    """
    with holding(file) as held:
        reading = read_any(held.saved, board)
        scope = held.saved.scope
        if isinstance(scope, ElectionScope) and not scope.fingerprint:
            typer.echo(say("trustee.fingerprint", fingerprint=reading.origin))
            require_yes(say("trustee.ask.fingerprint"), yes=yes)
        done = prove_drill(reading, secrets.token_bytes)
        held.keep(done.saved)
        path = out / f"drill-{held.saved.index}.json"
        write_output(path, write_drill(done.drill))
    seen = reading.seen
    typer.echo(say("trustee.drilled", origin=reading.origin, size=seen.size, root=seen.root))
    typer.echo(say("trustee.next.drill", path=str(path)))
