"""What the office is told from outside: environment variables, read once, each documented.

``docs/reference/settings.md`` has a paragraph for each field; a test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from suffrage.errors import Malformed

__all__ = ["Database", "Environment", "Mail", "read_environment"]


@dataclass(frozen=True, slots=True)
class Database:
    """Where the office's tables lie: a file for SQLite, or a PostgreSQL server."""

    engine: str
    name: str
    host: str = ""
    port: str = ""
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """How mail leaves: ``smtp``, ``smtps``, or ``file`` for demonstrations and tests."""

    way: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings of one office.

    ``data`` holds keys, photos and public folders; ``url`` is the address that people type;
    ``clock`` is a file whose instant replaces the clock of a demonstration.
    """

    data: Path
    url: str
    database: Database
    mail: Mail
    mail_from: str
    clock: Path | None = None

    @property
    def host(self) -> str:
        """The host of ``url`` with its port, as origins of boards begin."""
        return urlsplit(self.url).netloc

    @property
    def secure(self) -> bool:
        """Whether the office is reached over HTTPS."""
        return urlsplit(self.url).scheme == "https"

    @property
    def local(self) -> bool:
        """Whether the office is reached from this machine alone."""
        return urlsplit(self.url).hostname in ("localhost", "127.0.0.1")


def read_environment(variables: Mapping[str, str]) -> Environment:
    """The settings in a mapping of environment variables.

    Raises ``Malformed("setting.url" | "setting.database" | "setting.mail" | "setting.clock")``.
    """
    data = Path(variables.get("SUFFRAGE_DATA", "office")).resolve()
    url = variables.get("SUFFRAGE_URL", "http://localhost:8000").rstrip("/")
    clock = variables.get("SUFFRAGE_CLOCK", "")
    found = Environment(
        data=data,
        url=url,
        database=_database(variables.get("DATABASE_URL", ""), data),
        mail=_mail(variables.get("SUFFRAGE_MAIL", ""), data),
        mail_from=variables.get("SUFFRAGE_MAIL_FROM", f"office@{urlsplit(url).hostname}"),
        clock=Path(clock) if clock else None,
    )
    _check(found)
    return found


def _check(found: Environment) -> None:
    parts = urlsplit(found.url)
    plain = parts.scheme == "http" and found.local
    if not (parts.scheme == "https" or plain) or not parts.hostname or parts.path:
        raise Malformed("setting.url", at="SUFFRAGE_URL", url=found.url)
    if found.clock is not None and not found.local:
        raise Malformed("setting.clock", at="SUFFRAGE_CLOCK", url=found.url)


def _database(url: str, data: Path) -> Database:
    if not url:
        return Database("django.db.backends.sqlite3", str(data / "office.sqlite3"))
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme == "sqlite" and name:
        return Database("django.db.backends.sqlite3", "/" + name.lstrip("/"))
    if parts.scheme not in ("postgres", "postgresql") or not name:
        raise Malformed("setting.database", at="DATABASE_URL")
    host = unquote(parts.hostname or "")
    return Database(
        "django.db.backends.postgresql",
        name,
        host,
        str(parts.port or ""),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def _mail(url: str, data: Path) -> Mail:
    if not url:
        return Mail("file", "", 0, folder=str(data / "mail"))
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise Malformed("setting.mail", at="SUFFRAGE_MAIL")
    port = parts.port or (465 if parts.scheme == "smtps" else 587)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Mail(parts.scheme, parts.hostname, port, user, password)
