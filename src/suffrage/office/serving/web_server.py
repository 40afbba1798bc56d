"""Gunicorn with the office's settings and none from files, and the publisher beside its workers.

>>> run_server(application, "127.0.0.1:8000", threads=16, processes=1, ready=print)
"""

from collections.abc import Callable
from typing import Any, Final
from wsgiref.types import WSGIApplication

from django.db import connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from suffrage.office.boards import close_boards
from suffrage.office.serving.boards_ready import warm_boards
from suffrage.office.serving.keeper import Keeper
from suffrage.office.serving.logs import logging_settings

__all__ = ["run_server"]

_GRACE: Final = 30
"""Seconds that requests under way may take when the office is told to end."""


class _Master(Arbiter):  # type: ignore[misc]  # (the library has no types)
    """Gunicorn's master, which looks after the publisher as often as after its workers."""

    keeper: Keeper

    def manage_workers(self) -> None:
        """Every second or so, and whenever a child has ended."""
        super().manage_workers()
        self.keeper.look()


class _Server(BaseApplication):  # type: ignore[misc]  # (the library has no types)
    def __init__(self, application: WSGIApplication, settings: dict[str, object]) -> None:
        self._application, self._settings = application, settings
        super().__init__()

    def load_config(self) -> None:
        """These settings alone."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIApplication:
        """What is served."""
        return self._application


def run_server(
    application: WSGIApplication,
    bind: str,
    *,
    threads: int,
    processes: int,
    ready: Callable[[str], object],
) -> None:
    """Serve until the process is told to end; ``ready`` is told each address that listens."""
    keeper = Keeper()

    def listening(server: Arbiter) -> None:
        for address in server.LISTENERS:
            ready(str(address))

    settings = {
        "bind": bind,
        "worker_class": "gthread",
        "workers": processes,
        "threads": threads,
        "timeout": 60,
        "graceful_timeout": _GRACE,
        "control_socket_disable": True,
        # The lines of the server itself would name addresses.
        "logconfig_dict": logging_settings(),
        "when_ready": listening,
        "post_worker_init": _begin,
        "worker_exit": _end,
        "on_exit": lambda _server: keeper.stop(),
    }
    # The views, before a worker is forked: one that follows another answers at once.
    get_resolver().url_patterns  # noqa: B018  (loads them)
    master = _Master(_Server(application, settings))
    master.keeper = keeper
    master.run()


def _begin(_worker: Any) -> None:
    """Before a worker answers anybody."""
    warm_boards()
    connections.close_all()


def _end(_server: Any, _worker: Any) -> None:
    """After a worker's last answer: what waits to be written is written."""
    close_boards()
