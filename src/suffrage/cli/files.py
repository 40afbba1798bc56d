"""Files and folders that a person names on the command line."""

import os
from pathlib import Path
from typing import Final

from suffrage.cli.bounded import read_at_most
from suffrage.errors import Malformed, Unavailable

__all__ = ["policy_path", "read_input", "write_output"]

_LARGEST: Final = 2**30


def read_input(path: Path) -> bytes:
    """The bytes of a file, link or pipe; a public folder is read by ``cli.directory`` instead.

    Raises ``Unavailable("file.unreadable")`` with the system's reason, ``Malformed("file.large")``
    for more than a gibibyte, which a device such as ``/dev/zero`` has.
    """
    try:
        with path.open("rb") as file:
            data = read_at_most(file, _LARGEST)
    except OSError as error:
        raise Unavailable("file.unreadable", path=str(path), reason=str(error.strerror)) from error
    if len(data) > _LARGEST:
        raise Malformed("file.large", path=str(path), most=_LARGEST)
    return data


def write_output(path: Path, data: bytes) -> None:
    """Write a file that others will read: the whole of it or nothing, durable when this returns.

    Raises ``Unavailable("file.unwritten")`` with the system's reason.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise Unavailable("file.unwritten", path=str(path), reason=str(error.strerror)) from error


def policy_path(folder: Path) -> Path:
    """Where the policy of a published folder lies: beside it, never inside it."""
    return folder.with_name(f"{folder.name}.policy.toml")
