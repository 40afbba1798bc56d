"""Save the office in one file while it runs.

The database first, then keys and photos: both are written before the rows that need them and
never change, so that whatever the copy of the database names is there.
"""

import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from suffrage.adapters.sql_store import SqlStore
from suffrage.office.backups.contents import (
    DATABASE,
    KEYS,
    PHOTOS,
    SECRET,
    TABLES,
    Archive,
    Listed,
    writing,
)
from suffrage.office.backups.postgres_copy import dump_tables
from suffrage.office.backups.sqlite_copy import copy_sqlite
from suffrage.office.boards import the_database
from suffrage.office.models import Election

__all__ = ["applied_migrations", "save"]


def save(target: Path) -> Listed:
    """Write the backup to a new file that only its owner reads; what it lists comes back.

    Raises ``Unavailable("file.unwritten")``.
    """
    data: Path = settings.ENVIRONMENT.data
    # Sizes of before the copy: what it holds is as much, or more.
    boards = _boards()
    with writing(target) as archive:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".suffrage-") as place:
            tables = _add_database(archive, Path(place))
        archive.add(SECRET, data / SECRET)
        for file in _private_files(data):
            archive.add(file.relative_to(data).as_posix(), file)
        listed = Listed(
            at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            version=version("suffrage"),
            database="postgresql" if tables else "sqlite",
            migrations=applied_migrations(),
            tables=tables,
            boards=boards,
            files={},
        )
        archive.finish(listed)
    return listed


def applied_migrations() -> tuple[str, ...]:
    """The changes that the tables have been through, as ``app.name``, sorted."""
    applied = MigrationRecorder(connections["default"]).applied_migrations()
    return tuple(sorted(f"{app}.{name}" for app, name in applied))


def _private_files(data: Path) -> list[Path]:
    """Keys and photos; kits are printed again, because they hold one-time codes."""
    found = (file for prefix in (KEYS, PHOTOS) for file in (data / prefix).rglob("*"))
    return sorted(file for file in found if file.is_file() and not file.name.startswith("."))


def _boards() -> dict[str, int]:
    found = Election.objects.filter(draft=b"").order_by("slug").values_list("slug", flat=True)
    return {slug: SqlStore(the_database(), slug).size() for slug in found}


def _add_database(archive: Archive, place: Path) -> dict[str, tuple[str, ...]]:
    """Add the database; the tables of PostgreSQL come back."""
    if connections["default"].vendor == "sqlite":
        copy_sqlite(Path(connections["default"].settings_dict["NAME"]), place / DATABASE)
        archive.add(DATABASE, place / DATABASE)
        return {}
    held = connections.create_connection("default")
    try:
        held.ensure_connection()
        tables = dump_tables(held.connection, place)
    finally:
        held.close()
    for name in tables:
        archive.add(TABLES + name, place / name)
    return tables
