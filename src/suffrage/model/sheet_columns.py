"""How the columns of a file of sheets are named: wide (one column an option) or tidy."""

from typing import Annotated

from msgspec import Meta

from suffrage.model.values import Value

__all__ = ["SheetColumns"]

_Name = Annotated[str, Meta(min_length=1)]


class SheetColumns(Value, frozen=True):
    """The names of a sheet's columns.

    Wide: ``votes`` holds ``{option}``, which stands for each option's column. Tidy: one row a
    section and option; ``option`` names the column of options and ``votes`` that of the figure.
    Several ``code`` columns are joined by "-". Without ``ballots`` the number of ballots is
    blank + void + valid; without ``void`` nothing was void.
    """

    code: Annotated[tuple[_Name, ...], Meta(min_length=1)]
    votes: _Name
    option: str = ""
    registered: str = ""
    signatures: str = ""
    ballots: str = ""
    blank: str = ""
    void: str = ""
    valid: str = ""
