"""``registrar.toml``: where a registrar finds and sends things; it holds no secret.

Paths are relative to the folder that holds the file. Format: ``docs/howto/registrar.md``.
"""

import tomllib
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from suffrage.cli.files import read_input
from suffrage.errors import Malformed, Refused
from suffrage.model import canonical
from suffrage.model.values import Ident, RoleName, Value
from suffrage.roll.columns import Columns
from suffrage.roll.contacts import MAILBOX

__all__ = ["SETTINGS", "BoardPlace", "Letters", "Mail", "Settings", "read_settings"]

SETTINGS: Final = "registrar.toml"
_Port = Annotated[int, Meta(ge=1, le=65535)]


class BoardPlace(Value, frozen=True):
    """A copy of the public folder, and the policy of the convening notice."""

    folder: str
    policy: str


class MembersFile(Columns, frozen=True, kw_only=True):
    """The file of members and its columns."""

    csv: str


class Mail(Value, frozen=True):
    """The server that takes messages; ``password`` names a private file, or is asked for."""

    host: str
    port: _Port
    sender: Annotated[str, Meta(pattern=MAILBOX)]
    security: Literal["tls", "starttls", "none"] = "starttls"
    user: str = ""
    password: str = ""
    authority: str = ""
    """A file of certificates to trust instead of the system's."""


class Letters(Value, frozen=True):
    """The printer, as a command or a device, and the lines of the sender's address."""

    sender: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    device: str = ""


class Settings(Value, frozen=True, rename={"version": "suffrage-registrar"}):
    """The whole file; ``recipients`` are age recipients by role."""

    version: Literal[1]
    channel: Ident
    board: BoardPlace
    members: MembersFile
    recipients: dict[RoleName, str]
    language: Literal["fr", "en"] = "fr"
    mail: Mail | msgspec.UnsetType = msgspec.UNSET
    letters: Letters | msgspec.UnsetType = msgspec.UNSET


def read_settings(folder: Path) -> Settings:
    """The settings of a working folder.

    Raises ``Malformed``: ``registrar.settings`` (no TOML), ``canonical.shape`` with the place;
    ``Refused("registrar.printer")`` unless letters have one printer; ``Unavailable``.
    """
    path = folder / SETTINGS
    try:
        plain = tomllib.loads(read_input(path).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Malformed("registrar.settings", path=str(path), detail=str(error)) from error
    try:
        settings = canonical.convert(plain, Settings)
    except Malformed as error:
        raise Malformed(error.code, at=f"{path} {error.at}".rstrip(), **error.fields) from error
    letters = settings.letters
    if not isinstance(letters, msgspec.UnsetType) and bool(letters.command) is bool(letters.device):
        raise Refused("registrar.printer", at=f"{path} letters")
    return settings
