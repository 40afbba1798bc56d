"""A federation's file of sheets: read whole or not at all, shown, signed a hundred at a press.

What is read is kept until it is on the board (``emptying``): whether a sheet is there the board
says, so that a press that was lost, or a browser that was closed, goes on where it stood. The
sheets are first entries of the federation; another person reads each paper.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.acts.perform import Act
from suffrage.conduct.standing import option_ids
from suffrage.count.unit_state import Awaited
from suffrage.errors import Malformed, Refused, SuffrageError
from suffrage.model import canonical
from suffrage.model.csv_table import Rejected
from suffrage.model.sheet_columns import SheetColumns
from suffrage.model.units import PAPER
from suffrage.office.clock import now
from suffrage.office.desks.federation.faults import (
    SaidFault,
    file_of,
    name_of,
    said_fault,
    said_faults,
)
from suffrage.office.desks.federation.hidden import check_public
from suffrage.office.desks.federation.lines import the_round
from suffrage.office.desks.federation.policy import POLICY
from suffrage.office.desks.federation.sheet_form import findings_of, label_of
from suffrage.office.desks.federation.worklist import check_federation
from suffrage.office.desks.kits.posted import posted
from suffrage.office.models import SheetUpload
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.propose import Beside, propose_all
from suffrage.office.speech import reader
from suffrage.paper.read_csv import Expected, read_sheets
from suffrage.paper.sheet import Sheet
from suffrage.site.pages.people import contest_title, unit_name, unit_title

__all__ = ["AT_ONCE", "COLUMNS", "sign_sheets", "upload", "uploaded"]

AT_ONCE: Final = 100
"""Sheets on one page to sign; a longer page is read by nobody."""

COLUMNS: Final = SheetColumns(
    code=("unit",),
    option="option",
    votes="votes",
    registered="registered",
    signatures="signatures",
    ballots="ballots",
    blank="blank",
    void="void",
    valid="valid",
)
"""The columns where the definition names none: those of the public ``sheets.csv``."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A sheet of a file: how it stands, and what it shows by itself in sentences."""

    sheet: Sheet
    votes: tuple[tuple[str, int], ...]
    title: str
    status: str
    remarks: tuple[str, ...]


@action(POLICY, "upload", unit="unit")
def upload(desk: Desk, unit: str) -> HttpResponse:
    """Choose a contest and a file; a file without a fault leads to what it holds."""
    check_federation(desk, unit)
    faults: list[SaidFault] = []
    if desk.request.method == "POST":
        try:
            data = file_of(desk.request)
            read = _read(desk, unit, desk.request.POST.get("contest", ""), data)
        except SuffrageError as error:
            faults = [said_fault(error)]
        else:
            if not isinstance(read, Rejected):
                kept = _keep(desk, unit, read, data)
                return HttpResponseRedirect(_address(desk, unit, kept))
            faults = said_faults(read)
    language = reader().language
    round_ = the_round(desk.state, desk.now)
    return desk.render(
        "federation/upload.html",
        status=422 if faults else 200,
        place=unit,
        name=unit_name(desk.state, unit),
        contests=[
            (one.id, contest_title(desk.state, one.id, language))
            for one in desk.definition.contests_of(round_)
        ],
        columns=_told_columns(_columns(desk)),
        faults=faults,
        kept=SheetUpload.objects.filter(election=desk.election, unit=unit).order_by("-pk")[:10],
    )


@action(POLICY, "upload", unit="unit")
def uploaded(desk: Desk, unit: str, upload: int) -> HttpResponse:
    """What a file holds, sheet by sheet: on the board, to sign, or impossible as it is."""
    kept = _kept(desk, unit, upload)
    rows = [_row(desk, sheet) for sheet in _sheets(kept)]
    return desk.render(
        "federation/uploaded.html",
        place=unit,
        name=unit_name(desk.state, unit),
        upload=kept,
        title=contest_title(desk.state, kept.contest, reader().language),
        rows=rows,
        waiting=sum(row.status != "written" for row in rows),
        impossible=sum(row.status == "impossible" for row in rows),
        at_once=AT_ONCE,
        may_sign=desk.role == kept.role,
    )


@action(POLICY, "upload", unit="unit")
@posted
def sign_sheets(desk: Desk, unit: str, upload: int) -> HttpResponse:
    """Propose the next sheets of a file, all to be signed by one press.

    Impossible ones go as reserved, and only when it was said that the paper has them so.
    """
    kept = _kept(desk, unit, upload)
    paper_says = "paper-says" in desk.request.POST
    acts: list[tuple[Act, Beside]] = []
    for sheet in _sheets(kept):
        status = _status(desk, sheet)
        if status == "possible" or (status == "impossible" and paper_says):
            acts.append((_act(desk, sheet, reserved=status == "impossible"), Beside()))
    if not acts:
        raise Malformed("federation.nothing-to-sign", at="upload")
    return propose_all(desk, acts[:AT_ONCE], then=_address(desk, unit, kept))


def _read(desk: Desk, unit: str, contest: str, data: bytes) -> tuple[Sheet, ...] | Rejected:
    state = desk.state
    if contest not in state.rules.contest_by_id:
        raise Refused("contest.unknown", at="contest", contest=contest)
    round_ = state.rules.contest_by_id[contest].round
    sections = [one for one in state.rules.tree.below(unit) if one.channel == PAPER]
    instances = {state.rules.instance_of(contest, one.id) for one in sections}
    if len(instances) != 1:
        raise Malformed("federation.several", at="contest", contest=contest)
    expected = Expected(
        contest=contest,
        options=option_ids(state, instances.pop()),
        registered={one.id: state.roll(round_, one.id) for one in sections},
        entered_by=desk.role,
    )
    read = read_sheets(data, _columns(desk), expected)
    for sheet in () if isinstance(read, Rejected) else read:
        check_public(state, contest, sheet.unit)
    return read


def _columns(desk: Desk) -> SheetColumns:
    return desk.definition.sheets or COLUMNS


def _told_columns(columns: SheetColumns) -> list[str]:
    named = [*columns.code, columns.option, columns.votes]
    figures = ("registered", "signatures", "ballots", "blank", "void", "valid")
    return [one for one in (*named, *(getattr(columns, name) for name in figures)) if one]


def _keep(desk: Desk, unit: str, sheets: Sequence[Sheet], data: bytes) -> SheetUpload:
    return SheetUpload.objects.create(
        election=desk.election,
        unit=unit,
        contest=sheets[0].contest,
        role=desk.role,
        name=name_of(desk.request),
        digest=hashlib.sha256(data).hexdigest(),
        size=len(data),
        count=len(sheets),
        sheets=[msgspec.to_builtins(sheet) for sheet in sheets],
        at=now(),
    )


def _kept(desk: Desk, unit: str, number: int) -> SheetUpload:
    found = SheetUpload.objects.filter(pk=number, election=desk.election, unit=unit).first()
    if found is None:
        raise Http404
    return found


def _sheets(kept: SheetUpload) -> tuple[Sheet, ...]:
    return tuple(canonical.convert(one, Sheet) for one in kept.sheets)


def _row(desk: Desk, sheet: Sheet) -> _Row:
    status, speaker = _status(desk, sheet), reader()
    found = findings_of(desk.state, sheet)
    remarks = () if status == "written" else (*found.hard, *found.soft)
    votes = [
        (label_of(desk.state, sheet.contest, sheet.unit, f"votes.{option}", speaker), number)
        for option, number in sheet.votes.items()
    ]
    return _Row(
        sheet,
        tuple(votes),
        unit_title(desk.state, sheet.unit),
        status,
        tuple(speaker.told(one.code, one.numbers) for one in remarks),
    )


def _status(desk: Desk, sheet: Sheet) -> str:
    """``written`` once the board has a sheet of it, else ``possible`` or ``impossible``."""
    if not isinstance(desk.state.unit(sheet.contest, sheet.unit), Awaited):
        return "written"
    return "impossible" if findings_of(desk.state, sheet).hard else "possible"


def _act(desk: Desk, sheet: Sheet, *, reserved: bool) -> Act:
    draft = reserve_sheet if reserved else receive_sheet
    return lambda state: draft(state, desk.role, desk.now, sheet)


def _address(desk: Desk, unit: str, kept: SheetUpload) -> str:
    return reverse("fed-uploaded", args=(desk.election.slug, unit, kept.pk))
