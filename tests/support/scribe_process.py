"""A process that writes through a scribe until it has done its part, or is killed.

``python -m tests.support.scribe_process KIND ADDRESS NAME COUNT HELD`` writes COUNT accounts from
eight threads and prints ``INDEX ACCOUNT`` for each one as soon as it is acknowledged; the last HELD
ones wait for a line on standard input.
"""

import sys
from concurrent.futures import ThreadPoolExecutor

import psycopg
from tests.support.scribes import BOARD, Threads, incident

from suffrage.acts.perform import Written
from suffrage.adapters.database import Database
from suffrage.adapters.postgres import Postgres
from suffrage.adapters.scribe import Scribe
from suffrage.adapters.sqlite import open_sqlite


def database(kind: str, address: str) -> Database:
    """A connection to what the test has made."""
    if kind == "sqlite":
        return open_sqlite(address)
    return Postgres(psycopg.connect(address, autocommit=True))


def main(kind: str, address: str, name: str, count: int, held: int) -> None:
    """Write, and say so."""
    threads = Threads(lambda: database(kind, address))
    scribe = Scribe(threads.connect)

    def send(number: int) -> None:
        account = f"{name}-{number}"

        def note(_written: list[Written]) -> None:
            threads.connect().change("insert into private (note) values (?)", (account,))

        (one,) = scribe.write(BOARD, [incident(account)], note)
        sys.stdout.write(f"{one.index} {account}\n")
        sys.stdout.flush()

    with ThreadPoolExecutor(8) as pool:
        for _ in pool.map(send, range(count - held)):
            pass
        if held:
            sys.stdin.readline()
        for _ in pool.map(send, range(count - held, count)):
            pass
    scribe.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
