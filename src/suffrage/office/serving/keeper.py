"""The publisher beside the web server: started with it, started again where it ends, ended with it.

The master looks after it between its own workers: a thread of its own could hold a lock at the
moment when a worker is forked, and the worker would wait for it for ever.

>>> keeper = Keeper()
>>> keeper.look()          # every second or so
>>> keeper.stop()
"""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Final

__all__ = ["Keeper"]

_FIRST: Final = 1.0
_LONGEST: Final = 60.0
"""Seconds before a publisher that ended is started again: doubled each time, up to this."""

_STEADY: Final = 60.0
"""Seconds after which one that ended had worked, and the next may start soon."""

_LOG = logging.getLogger("suffrage.office.publisher")


def _start() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "suffrage.office.publishing", str(os.getpid())]
    return subprocess.Popen(command)  # noqa: S603  (our own program)


class Keeper:
    """One publisher of this process, and when to start the next.

    ``start`` begins one; ``clock`` counts seconds.
    """

    def __init__(
        self,
        start: Callable[[], subprocess.Popen[bytes]] = _start,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._start, self._clock = start, clock
        self._process: subprocess.Popen[bytes] | None = None
        self._begun = self._next = clock()
        self._pause = _FIRST

    def look(self) -> None:
        """Start a publisher where there is none, not too soon after the last one ended."""
        now = self._clock()
        # The web server may have reaped it already; that it ended is all that counts.
        if self._process is not None and self._process.poll() is not None:
            self._process = None
            if now - self._begun > _STEADY:
                self._pause = _FIRST
            self._next, self._pause = now + self._pause, min(2 * self._pause, _LONGEST)
            _LOG.error("the publisher ended; another follows", extra={"seconds": self._next - now})
        if self._process is None and now >= self._next:
            self._process, self._begun = self._start(), now

    def stop(self) -> None:
        """End the publisher, and return once it has ended."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait()
