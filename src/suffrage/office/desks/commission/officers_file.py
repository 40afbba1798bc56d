r"""People from a CSV: ``role``, ``unit``, ``name``, ``email``, ``phone``, one a line.

``unit`` is the place of the role: a federation, a section, a camp, a member of the commission;
empty for roles that have none. All faults are named at once, and then nobody is invited.

>>> file = b"role,unit,email\nfederation,75,ada@example.org\n"
>>> read_people(file, definition, "convener")                            # doctest: +SKIP
(Invitation(role='federation@75', ...),)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from suffrage.errors import Malformed, SuffrageError
from suffrage.model.csv_table import Rejected, Row, RowFault, missing_columns, read_table
from suffrage.model.definition import Definition
from suffrage.office.accounts.granting import check_may_grant
from suffrage.office.accounts.invite import check_email

__all__ = ["Invitation", "read_people"]

_NEEDED: Final = ("role", "email")


@dataclass(frozen=True, slots=True)
class Invitation:
    """One line of the file; who it names is private."""

    role: str
    email: str = field(repr=False)
    name: str = field(repr=False, default="")
    phone: str = field(repr=False, default="")


def read_people(data: bytes, definition: Definition, by: str) -> tuple[Invitation, ...] | Rejected:
    """Those whom a file names, as the role ``by`` may invite them.

    Raises ``Malformed`` (``csv.*``) for what spoils the whole file.
    """
    table = read_table(data)
    missing = missing_columns(table, _NEEDED)
    faults = [*table.faults, *missing]
    found: list[Invitation] = []
    seen: dict[tuple[str, str], int] = {}
    for row in () if missing else table.rows:
        one = _invitation(row)
        faults += _faults(row, one, definition, by)
        first = seen.setdefault((one.email.lower(), one.role), row.line)
        if first != row.line:
            faults.append(RowFault(row.line, "email", "invite.twice", {"first": first}))
        found.append(one)
    return Rejected.by_line(faults) if faults else tuple(found)


def _invitation(row: Row) -> Invitation:
    kind, unit = _cell(row, "role").lower(), _cell(row, "unit")
    role = f"{kind}@{unit}" if unit and "@" not in kind else kind
    return Invitation(role, _cell(row, "email"), _cell(row, "name"), _cell(row, "phone"))


def _faults(row: Row, one: Invitation, definition: Definition, by: str) -> list[RowFault]:
    found: list[RowFault] = []
    try:
        check_may_grant(by, one.role, definition)
    except SuffrageError as error:
        found.append(RowFault(row.line, "role", error.code, _short(error.fields)))
    try:
        check_email(one.email)
    except Malformed as error:
        found.append(RowFault(row.line, "email", error.code, error.fields))
    for column, text, most in (("name", one.name, 120), ("phone", one.phone, 40)):
        if len(text) > most:
            found.append(RowFault(row.line, column, "invite.long", {"most": most}))
    return found


def _short(fields: Mapping[str, str | int]) -> dict[str, str | int]:
    return {name: text[:40] if isinstance(text, str) else text for name, text in fields.items()}


def _cell(row: Row, column: str) -> str:
    return row.cells.get(column, "").strip()
