"""Lists as CSV that a spreadsheet opens without running anything.

A cell that begins as a formula does is led by an apostrophe (attack A32; OWASP, CSV injection),
as are those that begin with what a spreadsheet passes over before one.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from django.http import HttpResponse

from suffrage.office.desks.kits.posted import posted
from suffrage.office.desks.roll.policy import POLICY
from suffrage.office.desks.roll.rolls import members_seen
from suffrage.office.models import Lookup
from suffrage.office.rights.desk import Desk, action
from suffrage.office.speech import reader

__all__ = ["csv_answer", "export_members", "safe_cell"]

_DANGEROUS: Final = ("=", "+", "-", "@", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What begins a formula, in ASCII and in full width."""


def safe_cell(text: str) -> str:
    """The text of a cell that no spreadsheet runs."""
    runs = text.lstrip().startswith(_DANGEROUS) or text.startswith(("\t", "\r", "\n"))
    return f"'{text}" if runs else text


def csv_answer(name: str, rows: Iterable[Sequence[str]]) -> HttpResponse:
    """A file for a spreadsheet: UTF-8 with its mark, semicolons, every cell safe."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    answer = HttpResponse(out.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@action(POLICY, "read")
@posted
def export_members(desk: Desk) -> HttpResponse:
    """The members that the role sees; that it was taken stands in the log of look-ups."""
    speak = reader()
    head = [
        speak.t(code)
        for code in (
            "roll.number", "roll.section", "roll.family", "roll.given", "roll.on-roll", "roll.why",
        )
    ]  # fmt: skip
    rows = [
        (
            row.number,
            row.unit,
            row.family or row.name,
            row.given,
            speak.t("roll.yes") if row.on_roll else speak.t("roll.no"),
            speak.told(row.reason, row.fields) if row.reason else "",
        )
        for row in members_seen(desk).order_by("unit", "sort", "number")
    ]
    Lookup.objects.create(
        election=desk.election,
        person=desk.person,
        role=desk.role,
        query=speak.t("roll.export"),
        at=desk.now,
    )
    return csv_answer(f"members-{desk.election.slug}.csv", [head, *rows])
