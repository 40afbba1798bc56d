"""``suffrage witness run``: the camp's witness answers the office until Ctrl-C or SIGTERM."""

import signal
import time
from pathlib import Path
from typing import Annotated

import typer

from suffrage.cli.language import say
from suffrage.cli.witness.evidence import raise_alarm
from suffrage.cli.witness.options import EvidenceOption, KeyArgument, StateOption, state_path
from suffrage.errors import Malformed

__all__ = ["run"]

_PORTS = 65536


def run(
    keyfile: KeyArgument,
    log: Annotated[
        list[str],
        typer.Option(metavar="VKEY", show_default=False, help="A log's key, from the notice."),
    ],
    *,
    listen: Annotated[
        str, typer.Option(metavar="HOST:PORT", help="Where to listen.")
    ] = "127.0.0.1:8118",
    state: StateOption = None,
    evidence: EvidenceOption = Path(),
) -> None:
    """Cosign each checkpoint that continues what was cosigned before, and no other.

    Put a web server with https before it; the office asks POST /add-checkpoint there.
    """
    # A server is loaded by whoever runs one.
    from suffrage.adapters.private_file import read_private  # noqa: PLC0415  (see above)
    from suffrage.adapters.witness_memory import WitnessMemory  # noqa: PLC0415
    from suffrage.cli.witness.server import WitnessServer  # noqa: PLC0415
    from suffrage.tlog.keys import PLAIN, parse_key  # noqa: PLC0415
    from suffrage.witness.answer import Witness  # noqa: PLC0415
    from suffrage.witness.key_file import read_signer  # noqa: PLC0415

    keys = {(one := parse_key(text)).name: one for text in log}
    for one in keys.values():
        if one.kind != PLAIN:
            raise Malformed("policy.key", kind=f"{one.kind:02x}", name=one.name)
    memory = WitnessMemory(state_path(keyfile, state))
    witness = Witness(
        read_signer(read_private(keyfile)),
        keys.values(),
        memory,
        lambda found, key: raise_alarm(found, key, evidence),
    )
    with WitnessServer(_address(listen), witness, lambda: int(time.time())) as server:
        host, port = server.server_address[:2]
        typer.echo(say("witness.listening", host=str(host), port=int(port)))
        # A system that ends its services sends this one.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


def _address(text: str) -> tuple[str, int]:
    """Host and port; raises ``Malformed("witness.listen")``."""
    host, colon, port = text.rpartition(":")
    if not (colon and host and port.isascii() and port.isdigit() and int(port) < _PORTS):
        raise Malformed("witness.listen", text=text)
    return host.strip("[]"), int(port)
