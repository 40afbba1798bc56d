"""One place that says how much is drawn: little in `make test`, everything in `make drill`."""

import os


def count(small: int, full: int) -> int:
    """``full`` in the drill, ``small`` otherwise."""
    return full if os.environ.get("SUFFRAGE_DRILL") == "1" else small
