"""A copy of an SQLite database while others write: its own online backup interface."""

import sqlite3
from contextlib import closing
from pathlib import Path

__all__ = ["SESSIONS", "copy_sqlite"]

SESSIONS = "django_session"
"""The table that no backup holds: whoever had it could go on as somebody who is signed in."""


def copy_sqlite(source: Path, target: Path) -> None:
    """Write all that is committed at one moment to a new file, without anybody's session."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        # The copy is one file, and what is deleted is overwritten.
        copy.execute("pragma journal_mode = delete")
        copy.execute("pragma secure_delete = on")
        copy.execute(f"delete from {SESSIONS}")  # noqa: S608  (our own name)
        copy.commit()
