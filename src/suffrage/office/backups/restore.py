"""Fill the database from a backup, and compare each board with what others know of it.

All of it is one transaction, or one new file.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader

from suffrage.adapters.sql_store import SqlStore
from suffrage.adapters.witness_client import WitnessClient
from suffrage.errors import Inconsistent, Malformed, Refused
from suffrage.office.backups.compare import Compared, compare_board
from suffrage.office.backups.contents import DATABASE, TABLES, Listed
from suffrage.office.backups.postgres_copy import load_tables
from suffrage.office.boards import close_boards, the_database
from suffrage.office.models import CampWitness, Election
from suffrage.verify.files import Files

__all__ = ["OpenFolder", "fill"]

OpenFolder = Callable[[Path], Files]


def fill(
    listed: Listed,
    unpacked: Path,
    open_folder: OpenFolder,
    mirrors: Sequence[Files],
    now: int,
    *,
    unasked: bool,
) -> list[Compared]:
    """Fill the database from the unpacked members, and compare each board.

    Keys and the secret lie in the data folder already. Raises ``Malformed``:
    ``backup.database`` for another kind of database, ``backup.version`` for a backup of another
    version; ``Refused("restore.database")`` where there is an office; and as ``compare_board``.
    """
    if listed.database != connections["default"].vendor:
        raise Malformed("backup.database", database=listed.database)
    with _database(listed, unpacked):
        _prepare_tables(listed)
        with transaction.atomic():
            if listed.database == "postgresql":
                load_tables(connections["default"].connection, unpacked / TABLES, listed.tables)
            _check_sizes(listed)
            return [
                _compared(slug, open_folder, mirrors, now, unasked=unasked)
                for slug in sorted(listed.boards)
            ]


@contextmanager
def _database(listed: Listed, unpacked: Path) -> Iterator[None]:
    """The database of an office that has none; a file of SQLite's is taken away where it fails."""
    target = Path(connections["default"].settings_dict["NAME"])
    if listed.database == "sqlite":
        if target.exists():
            raise Refused("restore.database")
        target.parent.mkdir(parents=True, exist_ok=True)
        (unpacked / DATABASE).replace(target)
    elif _has_office():
        raise Refused("restore.database")
    try:
        yield
    except BaseException:
        connections.close_all()
        if listed.database == "sqlite":
            target.unlink()
        raise
    finally:
        close_boards()
        connections.close_all()


def _has_office() -> bool:
    tables = connections["default"].introspection.table_names()
    return "office_election" in tables and Election.objects.exists()


def _prepare_tables(listed: Listed) -> None:
    """The tables of this version, where they are those of the backup."""
    loader = MigrationLoader(connections["default"])
    known = sorted(f"{app}.{name}" for app, name in loader.disk_migrations or ())
    if known != list(listed.migrations):
        raise Malformed("backup.version", version=listed.version)
    call_command("migrate", verbosity=0)


def _check_sizes(listed: Listed) -> None:
    """The database holds what the list says; it may hold what came while it was copied."""
    for slug, size in listed.boards.items():
        if SqlStore(the_database(), slug).size() < size:
            raise Inconsistent("restore.lacking", board=slug, size=size)


def _compared(
    slug: str, open_folder: OpenFolder, mirrors: Sequence[Files], now: int, *, unasked: bool
) -> Compared:
    data: Path = settings.ENVIRONMENT.data
    own = data / "public" / slug
    found = CampWitness.objects.filter(election__slug=slug).order_by("camp")
    return compare_board(
        SqlStore(the_database(), slug),
        data,
        [*([open_folder(own)] if own.is_dir() else []), *mirrors],
        [WitnessClient(one.url) for one in found],
        now,
        unasked=unasked,
    )
