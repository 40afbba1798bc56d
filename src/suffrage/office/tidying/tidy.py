"""Remove what is of no more use: half photos, kits' files, used uploads, drafts nobody signed.

The publisher does it once a minute, for there is one of it in an office. The server removes half
photos before it starts its workers: what a crash left is gone once somebody is served. One thing
that fails stops nothing else.

>>> tidy()                                                               # doctest: +SKIP
"""

import logging
import time
from collections.abc import Callable, Iterable
from typing import Final

from django.conf import settings
from django.utils import timezone

from suffrage.errors import SuffrageError
from suffrage.office.clock import now
from suffrage.office.desks.federation.emptying import empty_uploads
from suffrage.office.desks.kits.files import drop_used
from suffrage.office.desks.roll.emptying import give_up_old
from suffrage.office.half_photos import remove_half_photos
from suffrage.office.signing.unsigned import drop_unsigned

__all__ = ["EVERY", "tidy", "tidy_files"]

EVERY: Final = 60.0
"""Seconds between two looks."""

_LOG = logging.getLogger("suffrage.office")

_FILES: Final[tuple[Callable[[], int], ...]] = (
    lambda: remove_half_photos(settings.ENVIRONMENT.data, time.time()),
)
_ALL: Final = (
    *_FILES,
    lambda: drop_used(timezone.now()),
    lambda: empty_uploads(now()),
    lambda: give_up_old(now()),
    lambda: drop_unsigned(timezone.now()),
)


def tidy() -> None:
    """Look at everything once; what fails is in the log."""
    _run(_ALL)


def tidy_files() -> None:
    """The same for what needs no board: it begins no thread, and may run before a fork."""
    _run(_FILES)


def _run(works: Iterable[Callable[[], int]]) -> None:
    for work in works:
        try:
            work()
        except Exception as error:  # noqa: BLE001  (what fails here must not stop the others)
            fault = error.code if isinstance(error, SuffrageError) else "office.untidy"
            _LOG.exception("tidy", extra={"fault": fault})
