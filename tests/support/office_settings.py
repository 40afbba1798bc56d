"""The office's settings over a folder of this process, with a clock that a test sets."""

import os
import tempfile
from pathlib import Path

# Never a folder that the environment names: a parent of several processes would share its own.
_DATA = Path(tempfile.mkdtemp(prefix="suffrage-office-"))
_CLOCK = _DATA / "clock"
_CLOCK.write_text("2023-01-10T09:00:00Z", encoding="ascii")
os.environ["SUFFRAGE_DATA"] = str(_DATA)
os.environ["SUFFRAGE_CLOCK"] = str(_CLOCK)

from suffrage.office.settings import *  # noqa: E402, F403  (the folder must be named before)
