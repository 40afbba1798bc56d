"""``suffrage serve``: the whole office in one command, on SQLite unless told otherwise.

It prepares the database, starts the publisher beside the web server, and ends both together.
Settings come from the environment (docs/reference/settings.md).
"""

import os
from collections.abc import Sequence
from typing import Annotated, Any, Final

import typer

from suffrage.cli.language import say
from suffrage.errors import Unavailable

__all__ = ["serve"]

_GRACE: Final = 30
"""Seconds that requests under way may take when the office is told to end."""


def serve(
    bind: Annotated[
        str,
        typer.Option(
            metavar="HOST:PORT|unix:PATH", help="Where to listen; a web server stands before it."
        ),
    ] = "127.0.0.1:8000",
    threads: Annotated[int, typer.Option(min=1, max=64, help="Requests at once.")] = 16,
    processes: Annotated[
        int, typer.Option(min=1, max=16, help="More than one needs PostgreSQL.")
    ] = 1,
    given_up: Annotated[
        list[str] | None,
        typer.Option(
            "--read-only",
            metavar="BOARD",
            help="A board that lost records, which the commission gives up: it takes no more.",
        ),
    ] = None,
) -> None:
    """Serve the office: desks, public files, publisher."""
    application = _application(processes, given_up or ())
    from suffrage.office.serving.keeper import kept_publisher  # noqa: PLC0415  (an extra)

    with kept_publisher():
        _gunicorn(application, bind, threads, processes)


def _application(processes: int, given_up: Sequence[str]) -> Any:  # noqa: ANN401  (a WSGI callable)
    """The office with its tables ready.

    Raises ``Unavailable`` where something is missing, and as ``check_boards``.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "suffrage.office.settings"
    try:
        from django.core.management import call_command  # noqa: PLC0415  (an extra)
        from django.db import connections  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise Unavailable("serve.extra") from error
    from suffrage.office.wsgi import application  # noqa: PLC0415  (needs the settings)

    if processes > 1 and connections["default"].vendor == "sqlite":
        raise Unavailable("serve.one-process")
    call_command("migrate", verbosity=0)
    _check(given_up)
    connections.close_all()
    return application


def _check(given_up: Sequence[str]) -> None:
    from django.conf import settings  # noqa: PLC0415  (an extra)

    from suffrage.office.serving.boards_ready import check_boards  # noqa: PLC0415  (as above)

    check_boards(settings.ENVIRONMENT.data, given_up)


def _gunicorn(application: Any, bind: str, threads: int, processes: int) -> None:  # noqa: ANN401
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415  (an extra)

    from suffrage.office.serving.logs import logging_settings  # noqa: PLC0415  (an extra)

    class Server(BaseApplication):  # type: ignore[misc]  # (the library has no types)
        """Gunicorn with these settings, and none from files."""

        def load_config(self) -> None:
            """Threads on one process; the address is told once it listens."""
            self.cfg.set("bind", bind)
            self.cfg.set("worker_class", "gthread")
            self.cfg.set("workers", processes)
            self.cfg.set("threads", threads)
            self.cfg.set("timeout", 60)
            self.cfg.set("graceful_timeout", _GRACE)
            self.cfg.set("control_socket_disable", True)  # noqa: FBT003  (gunicorn's)
            # The lines of the server itself would name addresses.
            self.cfg.set("logconfig_dict", logging_settings())
            self.cfg.set("when_ready", _ready)
            self.cfg.set("post_worker_init", _begin)
            self.cfg.set("worker_exit", _end)

        def load(self) -> Any:  # noqa: ANN401  (see above)
            """What is served."""
            return application

    Server().run()


def _ready(server: Any) -> None:  # noqa: ANN401  (gunicorn's arbiter)
    for address in server.LISTENERS:
        typer.echo(say("serve.ready", address=str(address)))


def _begin(_worker: Any) -> None:  # noqa: ANN401  (gunicorn's)
    """Before a worker answers anybody."""
    from django.db import connections  # noqa: PLC0415  (an extra)

    from suffrage.office.serving.boards_ready import warm_boards  # noqa: PLC0415  (as above)

    warm_boards()
    connections.close_all()


def _end(_server: Any, _worker: Any) -> None:  # noqa: ANN401  (gunicorn's)
    """After a worker's last answer: what waits to be written is written."""
    from suffrage.office.boards import close_boards  # noqa: PLC0415  (an extra)

    close_boards()
