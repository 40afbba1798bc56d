"""Whom a command of the night believes: the policy of the convening notice, if one is given."""

from pathlib import Path
from typing import TYPE_CHECKING

from suffrage.errors import Malformed

if TYPE_CHECKING:
    from suffrage.verify import Policy

__all__ = ["believed"]


def believed(path: Path | None) -> "Policy | None":
    """The policy in a file; raises ``Malformed`` with the file's path before the place in it."""
    if path is None:
        return None
    from suffrage.cli.directory import read_file  # noqa: PLC0415  (by whoever asks)
    from suffrage.verify import parse_policy  # noqa: PLC0415

    try:
        return parse_policy(read_file(path, str(path)))
    except Malformed as error:
        at = f"{path} {error.at}".rstrip()
        raise Malformed(error.code, at=at, **error.fields) from error
