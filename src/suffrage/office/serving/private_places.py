"""What only the office reads, whatever the umask it was started under: its database and its mail.

The database holds names and whom a browser is signed in as; a folder of mails holds codes. The
public folder beside them is for a web server to read.

>>> keep_private(settings.ENVIRONMENT)                                   # doctest: +SKIP
"""

import os
from pathlib import Path

from suffrage.office.environment import Environment

__all__ = ["keep_private"]


def keep_private(environment: Environment) -> None:
    """Make the places that do not exist yet, and close to others those that do."""
    if environment.mail.way == "file":
        folder = Path(environment.mail.folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    if not environment.database.engine.endswith("sqlite3"):
        return
    # SQLite gives the files that it makes beside the database the database's own mode.
    file = Path(environment.database.name)
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    for one in (file, *file.parent.glob(f"{file.name}-*")):
        one.chmod(0o600)
