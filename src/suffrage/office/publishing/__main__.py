"""``python -m suffrage.office.publishing [PARENT]``: the publisher alone, until it is told to stop.

With the process number of whoever started it, it ends when that process is gone, however it went.
"""

import logging
import os
import signal
import sys
import threading

import django

from suffrage.errors import Unavailable

__all__ = ["main"]

_LOG = logging.getLogger("suffrage.office.publisher")


def main(parent: int | None) -> None:
    """Publish until SIGTERM or SIGINT, or without ``parent``."""
    django.setup()
    # Models can be imported only now.
    from suffrage.office.publishing.alone import only_publisher  # noqa: PLC0415
    from suffrage.office.publishing.publisher import (  # noqa: PLC0415
        SECONDS,
        PublisherLoop,
        public_folders,
    )

    loop = PublisherLoop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: loop.stop.set())
    if parent is not None:
        threading.Thread(target=_follow, args=(parent, loop.stop), daemon=True).start()
    while not loop.stop.is_set():
        try:
            with only_publisher(public_folders()) as still:
                loop.run(still=still)
        except Unavailable as error:
            # Another one publishes, or the database is away.
            _LOG.warning("waiting", extra={"fault": error.code})
            loop.stop.wait(SECONDS)


def _follow(parent: int, stop: threading.Event) -> None:
    """Stop once this process has another parent than the one that started it."""
    while not stop.wait(0.5):
        if os.getppid() != parent:
            stop.set()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
