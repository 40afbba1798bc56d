"""All kits of a federation: printed one after the other in a thread, told by a row.

Each section's code is drawn when its kit is made, and its row is written before its file: a kit
without a row would open nothing. A job that was interrupted goes on where it was; the section at
hand gets another code. The files hold codes (``files`` says how long they stay).
"""

import secrets
import shutil
import threading

from django.db import connections, models
from django.utils import timezone

from suffrage.errors import SuffrageError
from suffrage.office.codes import draw_code
from suffrage.office.desks.kits.codes import put_in_force
from suffrage.office.desks.kits.files import SILENT, files_of, folder_of, units_of
from suffrage.office.desks.kits.making import Render, make_pdf, the_printer
from suffrage.office.models import Election, KitJob
from suffrage.words import Language

__all__ = ["begin", "is_silent", "run", "start"]


def begin(election: Election, below: str, round_: int, language: Language, role: str) -> KitJob:
    """A new job over the paper sections below a place."""
    made = KitJob.objects.create(
        election=election, below=below, round=round_, language=language, role=role,
        total=len(units_of(election, below)), asked_at=timezone.now(),
    )  # fmt: skip
    # Tables that were restored from a backup count from an earlier number.
    shutil.rmtree(folder_of(made), ignore_errors=True)
    return made


def start(job: KitJob) -> None:
    """Have a thread of this process go on with a job, if none is at it."""
    threading.Thread(target=_in_thread, args=(job.pk,), name="kits", daemon=True).start()


def run(number: int, render: Render | None = None) -> None:
    """Print what is missing of a job; returns at once when somebody else is at it."""
    if not _claim(number):
        return
    job = KitJob.objects.select_related("election").get(pk=number)
    try:
        printer = render or the_printer()
        for unit in units_of(job.election, job.below):
            if not KitJob.objects.filter(pk=number).exists():
                return
            _print(job, unit, printer)
    except SuffrageError as error:
        KitJob.objects.filter(pk=number).update(fault=error.code, beat=None)
        return
    KitJob.objects.filter(pk=number).update(finished_at=timezone.now())


def is_silent(job: KitJob) -> bool:
    """Whether a job is neither finished nor at work."""
    return job.finished_at is None and timezone.now() - (job.beat or job.asked_at) > SILENT


def _in_thread(number: int) -> None:
    try:
        run(number)
    finally:
        connections.close_all()


def _claim(number: int) -> bool:
    late = timezone.now() - SILENT
    free = models.Q(beat=None) | models.Q(beat__lt=late)
    waiting = KitJob.objects.filter(free, pk=number, finished_at=None)
    return bool(waiting.update(beat=timezone.now(), fault=""))


def _print(job: KitJob, unit: str, render: Render) -> None:
    target = folder_of(job) / f"{unit}.pdf"
    if not target.exists():
        code = draw_code(secrets.token_bytes)
        language: Language = "fr" if job.language == "fr" else "en"
        data = make_pdf(job.election, unit, job.round, code, language, render)
        put_in_force(job.election, unit, job.round, job.role, code)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = target.with_suffix(".half")
        half.write_bytes(data)
        half.replace(target)
    KitJob.objects.filter(pk=job.pk).update(done=len(files_of(job)), beat=timezone.now())
