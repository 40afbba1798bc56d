"""The tables of a PostgreSQL database as files, all of one moment, and back into an empty one.

``COPY`` in text form inside one repeatable-read transaction: no other program is needed, and its
version does not matter.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow, tuple_row

from suffrage.office.backups.sqlite_copy import SESSIONS

__all__ = ["dump_tables", "load_tables"]

Connection = psycopg.Connection[TupleRow]

_PART = 2**20
_COLUMNS = """select table_name, column_name from information_schema.columns
  join information_schema.tables using (table_schema, table_name)
  where table_schema = current_schema() and table_type = 'BASE TABLE'
  order by table_name, ordinal_position"""
_SEQUENCES = """select format('select setval(%L, (select coalesce(max(%I), 0) + 1 from %I), false)',
    pg_get_serial_sequence(quote_ident(table_name), column_name), column_name, table_name)
  from information_schema.columns where table_schema = current_schema()
  and pg_get_serial_sequence(quote_ident(table_name), column_name) is not null"""


def dump_tables(connection: Connection, folder: Path) -> dict[str, tuple[str, ...]]:
    """Write each table to a file of its name; the columns of each come back, in order.

    The table of sessions is written empty.
    """
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read read only")
        tables = _tables(connection)
        for name, columns in tables.items():
            with (folder / name).open("wb") as file:
                if name != SESSIONS:
                    _copy_out(connection, name, columns, file.write)
    return tables


def load_tables(connection: Connection, folder: Path, tables: Mapping[str, Iterable[str]]) -> None:
    """Fill the tables from their files, inside the caller's transaction, instead of what is there.

    Constraints between tables are looked at when it ends.
    """
    cursor = psycopg.Cursor(connection, row_factory=tuple_row)
    names = sql.SQL(", ").join(map(sql.Identifier, tables))
    cursor.execute(sql.SQL("truncate {}").format(names))
    for name, columns in tables.items():
        listed = sql.SQL(", ").join(map(sql.Identifier, columns))
        statement = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(name), listed)
        with cursor.copy(statement) as copy, (folder / name).open("rb") as file:
            while part := file.read(_PART):
                copy.write(part)
    for (statement,) in cursor.execute(_SEQUENCES).fetchall():
        cursor.execute(statement)


def _tables(connection: Connection) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for table, column in psycopg.Cursor(connection, row_factory=tuple_row).execute(_COLUMNS):
        found[table] = (*found.get(table, ()), column)
    return found


def _copy_out(
    connection: Connection, name: str, columns: Iterable[str], write: Callable[[bytes], object]
) -> None:
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("copy {} ({}) to stdout").format(sql.Identifier(name), listed)
    cursor = psycopg.Cursor(connection, row_factory=tuple_row)
    with cursor.copy(statement) as copy:
        for part in copy:
            write(bytes(part))
