"""The pages of an import: a file, its first rows and columns, all faults or all members, done."""

import hashlib
from typing import Any, Final

import msgspec
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.errors import Malformed, SuffrageError
from suffrage.office.desks.kits.posted import posted
from suffrage.office.desks.roll.emptying import give_up
from suffrage.office.desks.roll.export import csv_answer
from suffrage.office.desks.roll.import_job import check_file, columns_of, interrupted, take_file
from suffrage.office.desks.roll.policy import POLICY
from suffrage.office.desks.roll.rolls import is_frozen, roll_of
from suffrage.office.models import Member, RollImport
from suffrage.office.refusals import told
from suffrage.office.rights.desk import Desk, action
from suffrage.office.speech import reader
from suffrage.roll.columns import RollColumns
from suffrage.roll.suggest_columns import first_look

__all__ = ["begin_import", "fault_table", "one_import", "read_import", "take_import", "upload"]

_LARGEST: Final = 32 * 2**20
_SHOWN: Final = 400
_FIELDS: Final = {
    "number": 1,
    "unit": 2,
    "name": 3,
    "family": 1,
    "email": 1,
    "address": 6,
    "language": 1,
    "joined_on": 1,
    "presented_on": 1,
    "dues_paid_on": 1,
}
_MANY: Final = ("unit", "name", "address")
"""The fields of a mapping, how many columns each may have, and those that hold a row of them."""


@action(POLICY, "prepare")
def begin_import(desk: Desk) -> HttpResponse:
    """The form for a file."""
    return _upload_page(desk)


@action(POLICY, "prepare")
@posted
def upload(desk: Desk) -> HttpResponse:
    """Keep a file for its import, or say beside the field why it is none."""
    try:
        job = _kept(desk)
    except SuffrageError as error:
        return _upload_page(desk, told(error), 422)
    return HttpResponseRedirect(_address(desk, job))


@action(POLICY, "prepare")
def one_import(desk: Desk, job: int) -> HttpResponse:
    """Where one file stands: its columns, its faults, or what will be taken."""
    found = _job(desk, job)
    columns = columns_of(found) if found.look else RollColumns("", (), ())
    return desk.render(
        "roll/import.html",
        job=found,
        at_work=found.stage in ("checking", "writing") and not interrupted(found),
        interrupted=interrupted(found),
        look=found.look,
        chosen=_chosen(columns),
        day_first=columns.day_first,
        faults=found.faults[:_SHOWN],
        more=max(0, len(found.faults) - _SHOWN),
        notices=found.notices[:_SHOWN],
        more_notices=max(0, len(found.notices) - _SHOWN),
        before=Member.objects.filter(election=desk.election).count(),
        frozen=is_frozen(desk.election, roll_of(desk.election)),
    )


@action(POLICY, "prepare")
@posted
def read_import(desk: Desk, job: int) -> HttpResponse:
    """Look for all faults under the mapping that was chosen."""
    found = _job(desk, job)
    if not found.look:  # it was taken or given up
        return HttpResponseRedirect(_address(desk, found))
    check_file(found, _mapping(desk, found.look["header"]), desk.definition.tree.section_ids)
    return HttpResponseRedirect(_address(desk, found))


@action(POLICY, "prepare")
@posted
def take_import(desk: Desk, job: int) -> HttpResponse:
    """Take the members, in place of those of an earlier file."""
    found = _job(desk, job)
    take_file(found, desk.definition.tree.section_ids)
    return HttpResponseRedirect(_address(desk, found))


@action(POLICY, "prepare")
def fault_table(desk: Desk, job: int) -> HttpResponse:
    """All faults as a table to work through."""
    speak = reader()
    rows = [
        (str(one["line"]), one["column"], speak.told(one["code"], one["fields"]))
        for one in _job(desk, job).faults
    ]
    head = (
        speak.t("roll.import.line"),
        speak.t("roll.import.column"),
        speak.t("roll.import.what-is-wrong"),
    )
    return csv_answer("faults.csv", [head, *rows])


def _kept(desk: Desk) -> RollImport:
    file = desk.request.FILES.get("file")
    if file is None or isinstance(file, list):
        raise Malformed("roll.file-missing", at="file")
    if (file.size or 0) > _LARGEST:
        raise Malformed("roll.file-large", at="file", most=_LARGEST // 2**20)
    data = file.read()
    look = first_look(data, desk.definition.tree.section_ids)
    kept = {
        "encoding": look.encoding,
        "header": look.header,
        "rows": look.rows,
        "suggestion": msgspec.to_builtins(look.suggestion),
    }
    give_up(RollImport.objects.filter(election=desk.election))
    return RollImport.objects.create(
        election=desk.election,
        person=desk.person,
        name=(file.name or "")[:200],
        digest=hashlib.sha256(data).hexdigest(),
        size=len(data),
        data=data,
        look=kept,
        columns=kept["suggestion"],
        at=desk.now,
    )


def _upload_page(desk: Desk, fault: str = "", status: int = 200) -> HttpResponse:
    return desk.render(
        "roll/upload.html",
        status=status,
        fault=fault,
        before=Member.objects.filter(election=desk.election).count(),
        frozen=is_frozen(desk.election, roll_of(desk.election)),
        largest=_LARGEST // 2**20,
    )


def _mapping(desk: Desk, header: list[str]) -> RollColumns:
    """The mapping of a form; what is no column of the file counts as not chosen."""
    post = desk.request.POST
    chosen = {
        field: tuple(name for name in map(post.get, _inputs(field)) if name in header)
        for field in _FIELDS
    }
    single = {field: "".join(chosen[field]) for field in _FIELDS if field not in _MANY}
    return RollColumns(
        unit=chosen["unit"],
        name=chosen["name"],
        address=chosen["address"],
        day_first="day_first" in post,
        **single,
    )


def _chosen(columns: RollColumns) -> list[dict[str, Any]]:
    """The selects of the mapping's form, in the order in which a person looks for them."""
    rows = []
    for field in _FIELDS:
        value = getattr(columns, field)
        values = value if field in _MANY else (value,)
        inputs = _inputs(field)
        padded = [*values, *[""] * len(inputs)][: len(inputs)]
        rows.append({"field": field, "selects": list(zip(inputs, padded, strict=True))})
    return rows


def _inputs(field: str) -> list[str]:
    if field not in _MANY:
        return [field]
    return [f"{field}-{place}" for place in range(1, _FIELDS[field] + 1)]


def _job(desk: Desk, pk: int) -> RollImport:
    found = RollImport.objects.filter(election=desk.election, pk=pk).first()
    if found is None:
        raise Http404
    return found


def _address(desk: Desk, job: RollImport) -> str:
    return reverse("roll-import", args=(desk.election.slug, job.pk))
