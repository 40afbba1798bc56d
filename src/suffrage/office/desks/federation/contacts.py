"""The federation's list of whom to call: a CSV file of section, name and telephone.

A file is taken whole or not at all; it takes the place of the list before. The office shows it
to the federation and the commission, and to nobody else.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.errors import SuffrageError
from suffrage.model.csv_table import Rejected, Row, RowFault, Table, fault, read_table
from suffrage.office.desks.federation.faults import SaidFault, file_of, said_fault, said_faults
from suffrage.office.desks.federation.policy import POLICY
from suffrage.office.desks.federation.worklist import check_federation
from suffrage.office.models import SectionContact
from suffrage.office.rights.desk import Desk, action
from suffrage.site.pages.people import unit_name

__all__ = ["Contact", "contacts", "read_contacts"]

_NAMES: Final = {
    "unit": ("section", "unit", "code"),
    "name": ("name", "nom"),
    "phone": ("telephone", "téléphone", "phone"),
}
_LONGEST: Final = {"name": 120, "phone": 40}
_DIALLED: Final = frozenset("0123456789 +().-/\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers for a section."""

    unit: str
    name: str = field(repr=False)
    phone: str = field(repr=False)


def read_contacts(data: bytes, sections: Iterable[str]) -> tuple[Contact, ...] | Rejected:
    """The contacts of a file in its order, or all that is wrong with it.

    ``sections`` are those that the list may name. Raises ``Malformed``: ``csv.*`` when the bytes
    are no table.
    """
    table = read_table(data)
    faults = list(table.faults)
    columns = {part: _column(table, part, faults) for part in _NAMES}
    if not all(columns.values()):
        return Rejected.by_line(faults)
    known, lines = frozenset(sections), dict[str, int]()
    found = []
    for row in table.rows:
        cells = {part: row.cells[column].strip() for part, column in columns.items()}
        faults += _faults(row, cells, columns, known, lines)
        found.append(Contact(cells["unit"], cells["name"], cells["phone"]))
    return Rejected.by_line(faults) if faults else tuple(found)


@action(POLICY, "contacts", unit="unit")
def contacts(desk: Desk, unit: str) -> HttpResponse:
    """Show the list; a file sent takes its place."""
    check_federation(desk, unit)
    faults: list[SaidFault] = []
    if desk.request.method == "POST":
        faults = _take(desk, unit)
        if not faults:
            return HttpResponseRedirect(reverse("fed-contacts", args=(desk.election.slug, unit)))
    sections = [one.id for one in desk.definition.tree.below(unit)]
    kept = {
        one.unit: one
        for one in SectionContact.objects.filter(election=desk.election, unit__in=sections)
    }
    return desk.render(
        "federation/contacts.html",
        status=422 if faults else 200,
        place=unit,
        name=unit_name(desk.state, unit),
        rows=[(one, unit_name(desk.state, one), kept.get(one)) for one in sections],
        faults=faults,
    )


def _take(desk: Desk, unit: str) -> list[SaidFault]:
    """Keep the list that was sent; else everything that is wrong with it."""
    sections = [one.id for one in desk.definition.tree.below(unit)]
    try:
        read = read_contacts(file_of(desk.request), sections)
    except SuffrageError as error:
        return [said_fault(error)]
    if isinstance(read, Rejected):
        return said_faults(read)
    with transaction.atomic():
        SectionContact.objects.filter(election=desk.election, unit__in=sections).delete()
        SectionContact.objects.bulk_create(
            SectionContact(election=desk.election, unit=one.unit, name=one.name, phone=one.phone)
            for one in read
        )
    return []


def _column(table: Table, part: str, faults: list[RowFault]) -> str:
    """The column that is called so, whatever its capitals."""
    for column in table.header:
        if column.strip().casefold() in _NAMES[part]:
            return column
    faults.append(fault(1, _NAMES[part][0], "csv.column", name=_NAMES[part][0]))
    return ""


def _faults(
    row: Row,
    cells: dict[str, str],
    columns: dict[str, str],
    known: frozenset[str],
    lines: dict[str, int],
) -> Iterable[RowFault]:
    unit = cells["unit"]
    if unit not in known:
        yield fault(row.line, columns["unit"], "sheets.unit-unknown", unit=unit)
    elif unit in lines:
        yield fault(row.line, columns["unit"], "sheets.unit-twice", unit=unit, first=lines[unit])
    lines.setdefault(unit, row.line)
    if not cells["phone"] or not set(cells["phone"]) <= _DIALLED:
        yield fault(row.line, columns["phone"], "contacts.phone")
    for part, most in _LONGEST.items():
        if len(cells[part]) > most:
            yield fault(row.line, columns[part], "contacts.long", most=most)
