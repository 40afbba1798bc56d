"""The thread that checks a file of members and takes it: whole, in one transaction, or not at all.

A job is a row that tells its stage. The two heavy steps run beside the request with a connection
of their own; whoever asked waits a moment, so that a small file is answered at once. A process
that ends in between leaves the roll as it was: the rows are written by one transaction.
"""

import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import msgspec
from django.db import connections, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from suffrage.errors import Malformed, SuffrageError
from suffrage.model import canonical
from suffrage.model.csv_table import Rejected, RowFault, fault
from suffrage.office.desks.roll.as_member import row_of
from suffrage.office.desks.roll.bulk import insert_rows
from suffrage.office.desks.roll.decided import apply_decisions
from suffrage.office.desks.roll.emptying import SILENCE
from suffrage.office.desks.roll.rolls import locked_roll
from suffrage.office.models import Member, RollImport
from suffrage.roll.columns import RollColumns
from suffrage.roll.import_roll import Entry, ImportedRoll, import_roll

__all__ = ["check_file", "columns_of", "interrupted", "take_file"]

_PATIENCE: Final = 2.0
_LONGEST: Final = {"number": 80, "name": 300, "family": 200, "given": 200}
_log = logging.getLogger(__name__)


def columns_of(job: RollImport) -> RollColumns:
    """The mapping that was chosen."""
    return canonical.convert(job.columns, RollColumns)


def interrupted(job: RollImport) -> bool:
    """Whether the thread at work has given no sign of life for too long."""
    at_work = job.stage in ("checking", "writing")
    return at_work and (job.beat is None or job.beat < timezone.now() - SILENCE)


def check_file(job: RollImport, columns: RollColumns, units: frozenset[str]) -> None:
    """Look for all faults of a file under a mapping; nothing is taken yet."""
    chosen = {"columns": msgspec.to_builtins(columns), "faults": [], "notices": [], "fault": ""}
    if _claim(job, ("looked", "rejected", "ready", "failed"), "checking", **chosen):
        _beside(partial(_check, job.pk, columns, units), job.pk)


def take_file(job: RollImport, units: frozenset[str]) -> None:
    """Take the members of a file that was found without fault, in place of those before."""
    if _claim(job, ("ready",), "writing", fault=""):
        _beside(partial(_take, job.pk, columns_of(job), units), job.pk)


def _claim(job: RollImport, stages: tuple[str, ...], to: str, **more: Any) -> bool:
    """Pass to a stage unless another press did, or one that was interrupted there."""
    stale = Q(stage=to, beat__lt=timezone.now() - SILENCE)
    rows = RollImport.objects.filter(Q(stage__in=stages) | stale, pk=job.pk)
    return rows.update(stage=to, beat=timezone.now(), **more) == 1


def _beside(work: Callable[[], None], pk: int) -> None:
    thread = threading.Thread(target=_run, args=(work, pk), name=f"roll import {pk}", daemon=True)
    thread.start()
    thread.join(_PATIENCE)


def _run(work: Callable[[], None], pk: int) -> None:
    try:
        work()
    except SuffrageError as error:
        _at_work(pk).update(stage="failed", fault=error.code)
    except Exception as error:  # noqa: BLE001  (told on the job's page; a trace might hold a name)
        _log.error("roll import %s failed: %s", pk, type(error).__name__)
        _at_work(pk).update(stage="failed", fault="roll.import-failed")
    finally:
        connections.close_all()


def _at_work(pk: int) -> "QuerySet[RollImport]":
    """The import, unless it was given up meanwhile: then nothing of it comes back."""
    return RollImport.objects.filter(pk=pk, stage__in=("checking", "writing"))


def _check(pk: int, columns: RollColumns, units: frozenset[str]) -> None:
    found = _read(pk, columns, units)
    faults = found.faults if isinstance(found, Rejected) else ()
    notices = () if isinstance(found, Rejected) else found.notices
    _at_work(pk).update(
        stage="rejected" if faults else "ready",
        faults=[_plain(one) for one in faults],
        notices=[_plain(one) for one in notices],
        total=0 if isinstance(found, Rejected) else len(found.entries),
    )


def _read(pk: int, columns: RollColumns, units: frozenset[str]) -> ImportedRoll | Rejected:
    data = bytes(RollImport.objects.values_list("data", flat=True).get(pk=pk))
    try:
        found = import_roll(data, columns, units)
    except Malformed as error:
        return Rejected((fault(0, error.at, error.code, **error.fields),))
    if isinstance(found, Rejected):
        return found
    long = [one for number, entry in enumerate(found.entries, 1) for one in _long(number, entry)]
    return Rejected(tuple(long)) if long else found


def _long(number: int, entry: Entry) -> list[RowFault]:
    """What the office's table has no room for; no member has such a name."""
    return [
        fault(number + 1, name, "members.long", most=most)
        for name, most in _LONGEST.items()
        if len(getattr(entry.member, name)) > most
    ]


def _take(pk: int, columns: RollColumns, units: frozenset[str]) -> None:
    found = _read(pk, columns, units)
    if isinstance(found, Rejected):  # the sections have changed since the check
        _at_work(pk).update(stage="rejected", faults=[_plain(one) for one in found.faults])
        return
    job = RollImport.objects.select_related("election").get(pk=pk)
    rows = [row_of(job.election, entry) for entry in found.entries]
    with transaction.atomic():
        roll = locked_roll(job.election)
        apply_decisions(job.election, roll, rows)
        Member.objects.filter(election=job.election).delete()
        insert_rows(Member, rows)
        RollImport.objects.filter(pk=pk).update(stage="done", done=len(rows), data=b"", look={})


def _plain(one: RowFault) -> dict[str, Any]:
    return {"line": one.line, "column": one.column, "code": one.code, "fields": dict(one.fields)}
