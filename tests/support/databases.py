"""One empty database of either kind, and as many connections to it as a test asks for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.postgres import Server

from suffrage.adapters.database import Database
from suffrage.adapters.postgres import Postgres
from suffrage.adapters.sqlite import open_sqlite


@dataclass
class Databases:
    """Opens connections to one database, and closes them all at the end."""

    kind: str
    address: str
    connect: Callable[[], Database]
    opened: list[Database] = field(default_factory=list)

    def open(self) -> Database:
        """A new connection, with the tables made."""
        database = self.connect()
        self.opened.append(database)
        return database

    def close(self) -> None:
        """End every connection."""
        for database in self.opened:
            database.close()


def on_sqlite(folder: Path) -> Databases:
    """A new file."""
    path = folder / "office.sqlite"
    return Databases("sqlite", str(path), lambda: open_sqlite(path))


def on_postgres(server: Server) -> Databases:
    """A new database of a running server."""
    name = server.create_database()

    def connect() -> Database:
        database = Postgres(server.connect(name))
        database.create_tables()
        return database

    return Databases("postgres", server.address(name), connect)
