"""The files of kits on the disk, which hold codes: read under a lock, and gone when of no more use.

A printing's files go a day after it was asked for; and, an hour after the last was made, as soon
as every section of it has opened or the polls have closed. Whoever comes later prints again, with
new codes. Nothing goes while somebody prints or fetches it.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db.models import Q

from suffrage.errors import SuffrageError
from suffrage.model.units import PAPER
from suffrage.office.boards import board_state
from suffrage.office.models import Election, KitJob

__all__ = ["SILENT", "drop", "drop_used", "files_of", "folder_of", "held", "units_of"]

SILENT: Final = timedelta(minutes=2)
"""A job that has given no sign of life for so long was interrupted."""

_KEPT: Final = timedelta(hours=24)
_FETCHED: Final = timedelta(hours=1)


def units_of(election: Election, below: str) -> list[str]:
    """The paper sections below a place."""
    tree = board_state(election.slug).rules.tree
    return [unit.id for unit in tree.below(below) if unit.channel == PAPER]


def folder_of(job: KitJob) -> Path:
    """Where the kits of a job lie."""
    return _kits() / job.election.slug / str(job.pk)


def files_of(job: KitJob) -> list[Path]:
    """The kits made so far, by unit."""
    return sorted(folder_of(job).glob("*.pdf"))


@contextmanager
def held(job: KitJob) -> Iterator[bool]:
    """Keep the files of a job until the block ends; whether there are any."""
    with _locked(folder_of(job), fcntl.LOCK_SH) as there:
        # They may have gone between the look at the row and the lock.
        yield there and KitJob.objects.filter(pk=job.pk).exists()


def drop(job: KitJob) -> None:
    """Destroy the files of a job, and its row, once nobody reads them."""
    folder = folder_of(job)
    with _locked(folder, fcntl.LOCK_EX):
        job.delete()
        shutil.rmtree(folder, ignore_errors=True)


def drop_used(moment: datetime) -> int:
    """Destroy the files that are of no more use, and those without a row; how many jobs' were."""
    waiting = Q(beat__isnull=False, beat__gte=moment - SILENT, finished_at=None)
    dropped = 0
    for job in KitJob.objects.exclude(waiting).select_related("election").order_by("pk"):
        if _is_used(job, moment):
            dropped += _dropped(job, moment)
    return dropped + _drop_strays()


def _is_used(job: KitJob, moment: datetime) -> bool:
    if job.asked_at < moment - _KEPT:
        return True
    if job.finished_at is None or job.finished_at > moment - _FETCHED:
        return False
    try:
        state = board_state(job.election.slug)
    except SuffrageError:
        # A board that cannot be read keeps nobody else's codes on the disk.
        return False
    opened = {unit for round_, unit in state.opened_sections if round_ == job.round}
    return state.evening(job.round).closed or opened.issuperset(units_of(job.election, job.below))


def _dropped(job: KitJob, moment: datetime) -> bool:
    """Whether nobody read or printed it, so that it is gone now."""
    quiet = Q(beat=None) | Q(beat__lt=moment - SILENT) | Q(finished_at__isnull=False)
    folder = folder_of(job)
    try:
        with _locked(folder, fcntl.LOCK_EX | fcntl.LOCK_NB):
            if not KitJob.objects.filter(quiet, pk=job.pk).delete()[0]:
                return False
            shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        return False
    return True


def _drop_strays() -> int:
    """Folders whose row has gone: a process ended between the two."""
    # Folders first: a row is always written before its folder.
    folders = [
        folder
        for election in _folders(_kits())
        for folder in _folders(election)
        if folder.name.isdecimal()
    ]
    numbers = set(KitJob.objects.values_list("pk", flat=True))
    strays = [folder for folder in folders if int(folder.name) not in numbers]
    for folder in strays:
        shutil.rmtree(folder, ignore_errors=True)
    return len(strays)


def _folders(place: Path) -> list[Path]:
    if not place.is_dir():
        return []
    with os.scandir(place) as found:
        return [Path(one.path) for one in found if one.is_dir(follow_symlinks=False)]


@contextmanager
def _locked(folder: Path, kind: int) -> Iterator[bool]:
    """Lock a folder; ``False`` where there is none. Raises ``BlockingIOError``, if so asked."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except FileNotFoundError:
        yield False
        return
    try:
        fcntl.flock(descriptor, kind)
        yield True
    finally:
        os.close(descriptor)


def _kits() -> Path:
    return Path(settings.ENVIRONMENT.data) / "kits"
