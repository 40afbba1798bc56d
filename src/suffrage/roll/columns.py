"""How a file of members calls its columns, and how a cell of it is read.

The registrar's file and the office's are of one kind, so that one export serves both.
"""

import unicodedata

from suffrage.model.csv_table import Row
from suffrage.model.values import Value

__all__ = ["Columns", "RollColumns", "cell", "visible"]


class Columns(Value, frozen=True):
    """Number, section, name, and how a member is reached; "" or () where the file has none.

    The columns of ``unit`` are joined by "-", those of ``name`` by a space. ``address`` are the
    lines of a postal address below the name.
    """

    number: str
    unit: tuple[str, ...]
    name: tuple[str, ...]
    email: str = ""
    address: tuple[str, ...] = ()
    language: str = ""


class RollColumns(Columns, frozen=True, kw_only=True):
    """The columns of the office's file, which also has the facts that a rule may ask for.

    ``family`` is the one of ``name`` under which lists are filed. ``day_first`` is the officer's
    word that 03/04/2022 is the 3rd of April, which a file cannot always show.
    """

    family: str = ""
    joined_on: str = ""
    presented_on: str = ""
    dues_paid_on: str = ""
    day_first: bool = False


def cell(row: Row, column: str) -> str:
    """The text of a cell without the spaces around it; "" for a column that is not mapped."""
    return row.cells[column].strip() if column else ""


def visible(text: str) -> str:
    """A text on one line without characters that no reader sees."""
    if text.isprintable():
        return " ".join(text.split())
    seen = (" " if mark.isspace() else mark for mark in text)
    return " ".join("".join(c for c in seen if unicodedata.category(c)[0] != "C").split())
