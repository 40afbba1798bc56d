"""The publisher beside the web server: started with it, started again where it ends, ended with it.

>>> with kept_publisher():
...     serve()
"""

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["kept_publisher"]

_FIRST: Final = 1.0
_LONGEST: Final = 60.0
"""Seconds before a publisher that ended is started again: doubled each time, up to this."""

_STEADY: Final = 60.0
"""Seconds after which one that ended had worked, and the next may start soon."""

_LOG = logging.getLogger("suffrage.office.publisher")


@contextmanager
def kept_publisher() -> Iterator[None]:
    """A publisher for as long as the block runs in this process."""
    keeper, owner = _Keeper(), os.getpid()
    keeper.start()
    try:
        yield
    finally:
        # A worker leaves this block too: it was forked inside it, and the publisher is not its own.
        if os.getpid() == owner:
            keeper.stop()


class _Keeper:
    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._guard = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self._guard:
            self._stopping.set()
            if self._process is not None:
                self._process.terminate()
        self._thread.join()

    def _keep(self) -> None:
        pause = _FIRST
        while process := self._started():
            began = time.monotonic()
            # The web server may reap it first; that it ended is all that counts.
            process.wait()
            if time.monotonic() - began > _STEADY:
                pause = _FIRST
            if not self._stopping.is_set():
                _LOG.error("the publisher ended; another follows", extra={"seconds": pause})
            self._stopping.wait(pause)
            pause = min(2 * pause, _LONGEST)

    def _started(self) -> subprocess.Popen[bytes] | None:
        """A new publisher; none once this one stops."""
        with self._guard:
            if self._stopping.is_set():
                return None
            command = [sys.executable, "-m", "suffrage.office.publishing", str(os.getpid())]
            self._process = subprocess.Popen(command)  # noqa: S603  (our own program)
            return self._process
