"""Where letters are printed: a program's standard input, or a device; never a file.

A regular file would be a table of credentials. That a program does not write one, this module
cannot know: ``docs/howto/registrar.md`` says how a queue is set so that it keeps nothing.
"""

import os
import stat
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from suffrage.errors import Refused, Unavailable

__all__ = ["CommandPrinter", "DevicePrinter", "Printer"]


class Printer(Protocol):
    """Takes a whole document, or raises."""

    def feed(self, document: bytes, /) -> None:
        """Return once the document was taken whole."""


class CommandPrinter:
    """A program such as ``lp -d NAME`` that reads a document on its standard input.

    It runs without a shell. Its output goes nowhere: a program that repeats its input would
    otherwise write the letters into whatever this program's output was sent to.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)

    def feed(self, document: bytes) -> None:
        """Raises ``Unavailable``: ``printer.none`` and ``printer.failed`` with the status."""
        status: int | None = None
        try:
            status = subprocess.run(  # noqa: S603  (the operator's own program, no shell)
                self._command,
                input=document,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
                # An interrupt at the terminal is for us: the document at hand is finished.
                start_new_session=True,
            ).returncode
        except OSError:
            status = None
        if status is None:
            raise Unavailable("printer.none", path=self._command[0])
        if status:
            raise Unavailable("printer.failed", status=status)


class DevicePrinter:
    """A character device or a named pipe."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def feed(self, document: bytes) -> None:
        """Raises ``Refused("printer.file")`` for anything else, and ``Unavailable``."""
        device = self._open()
        failed = False
        try:
            with os.fdopen(device, "wb", buffering=0) as line:
                rest = memoryview(document)
                while rest:
                    rest = rest[line.write(rest) :]
        except OSError:
            failed = True
        if failed:
            raise Unavailable("printer.none", path=str(self._path))

    def _open(self) -> int:
        device: int | None = None
        try:
            # No O_CREAT, and no O_TRUNC: what is opened by mistake stays as it was.
            device = os.open(self._path, os.O_WRONLY | os.O_NOCTTY | os.O_CLOEXEC)
        except OSError:
            device = None
        if device is None:
            raise Unavailable("printer.none", path=str(self._path))
        kind = os.fstat(device).st_mode
        if not (stat.S_ISCHR(kind) or stat.S_ISFIFO(kind)):
            os.close(device)
            raise Refused("printer.file", path=str(self._path))
        return device
