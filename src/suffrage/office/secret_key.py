"""Django's secret key: made once, kept in a file that only the office reads."""

import secrets
from contextlib import suppress
from pathlib import Path

from suffrage.adapters.private_file import create_private, read_private
from suffrage.errors import Refused

__all__ = ["secret_key"]


def secret_key(data: Path) -> str:
    """The key in the office's data folder; the first start draws it."""
    path = data / "secret"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        # Another process of the same start may be first.
        with suppress(Refused):
            create_private(path, secrets.token_hex(32).encode())
    return read_private(path).decode()
