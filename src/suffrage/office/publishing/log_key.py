"""The key of an election's log: drawn when the election is convened, in a file of the office's.

The log's key orders records and can invent none: each is signed by whoever acts.
"""

import secrets
from contextlib import suppress
from pathlib import Path

from suffrage.adapters.private_file import create_private, read_private
from suffrage.errors import Refused
from suffrage.tlog.keys import PLAIN, Signer

__all__ = ["log_key"]


def log_key(data: Path, slug: str, origin: str) -> Signer:
    """The key of a board, drawn where there is none yet; ``data`` is the office's folder."""
    path = data / "keys" / slug
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Another process may be first.
        with suppress(Refused):
            create_private(path, secrets.token_bytes(32))
    return Signer(origin, PLAIN, read_private(path))
