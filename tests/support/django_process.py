"""A process whose scribe writes on Django's connection, with Django's transactions.

``python -m tests.support.django_process KIND ADDRESS`` gives three jobs to one commit; the second
breaks a constraint as ``Model.save`` does, inside a block that wants the whole transaction undone.
It prints the names of what came of them, and what lies in the private table.
"""

import sys
import threading
from concurrent.futures import Future
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.db import connection, connections, transaction
from tests.support.scribes import BOARD, incident, lay_out

from suffrage.acts.perform import Written
from suffrage.adapters.database import Database
from suffrage.adapters.postgres import Postgres
from suffrage.adapters.scribe import Scribe
from suffrage.adapters.sql_store import SqlStore
from suffrage.adapters.sqlite import Sqlite


def configured(kind: str, address: str) -> None:
    """Django, with one database."""
    if kind == "sqlite":
        database: dict[str, object] = {"ENGINE": "django.db.backends.sqlite3", "NAME": address}
    else:
        parts = urlsplit(address)
        database = {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path[1:],
            "USER": parts.username,
            "HOST": parts.hostname,
            "PORT": parts.port,
        }
    settings.configure(DATABASES={"default": database})
    django.setup()


def the_database() -> Database:
    """The calling thread's connection."""
    own = connections["default"]
    own.ensure_connection()
    kind = Sqlite if own.vendor == "sqlite" else Postgres
    return kind(own.connection, transaction.atomic, own.close)


def save(note: str) -> None:
    """What ``Model.save`` does: a block without a savepoint of its own."""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("insert into private (note) values (%s)", [note])


def sent_together(scribe: Scribe) -> list[Future[list[Written]]]:
    """Three jobs that wait for one commit; the second saves the same note twice."""
    begun, go_on = threading.Event(), threading.Event()

    def hold(_written: list[Written]) -> None:
        begun.set()
        go_on.wait()

    def twice(_written: list[Written]) -> None:
        save("two")
        save("two")

    scribe.submit(BOARD, [], hold)
    begun.wait()
    sent = [
        scribe.submit(BOARD, [incident("one")], lambda _: save("one")),
        scribe.submit(BOARD, [incident("two")], twice),
        scribe.submit(BOARD, [incident("three")], lambda _: save("three")),
    ]
    go_on.set()
    return sent


def main(kind: str, address: str) -> None:
    """Write, and say what came of it."""
    configured(kind, address)
    the_database().create_tables()
    the_database().execute("create table private (note text not null unique)")
    size = lay_out(the_database())
    scribe = Scribe(the_database)
    for future in sent_together(scribe):
        error = future.exception()
        said = type(error).__name__ if error else future.result()[0].index - size
        sys.stdout.write(f"{said}\n")
    store = SqlStore(the_database(), BOARD)
    notes = [note for (note,) in store.database.execute("select note from private order by note")]
    sys.stdout.write(f"{' '.join(notes)}\n")
    sys.stdout.write(f"{store.size() - size} {scribe.state(BOARD).size - size}\n")
    scribe.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
