"""``suffrage serve``: the whole office in one command, on SQLite unless told otherwise.

It prepares the database, starts the publisher beside the web server, and ends both together.
Settings come from the environment (docs/reference/settings.md).
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from suffrage.cli.language import say
from suffrage.errors import Unavailable

__all__ = ["serve"]


def serve(
    bind: Annotated[
        str, typer.Option(metavar="HOST:PORT", help="Where to listen; a proxy stands before it.")
    ] = "127.0.0.1:8000",
    threads: Annotated[int, typer.Option(min=1, max=64, help="Requests at once.")] = 16,
    processes: Annotated[
        int, typer.Option(min=1, max=16, help="More than one needs PostgreSQL.")
    ] = 1,
) -> None:
    """Serve the office: desks, public files, publisher."""
    application = _application(processes)
    with _publisher():
        _gunicorn(application, bind, threads, processes)


def _application(processes: int) -> Any:  # noqa: ANN401  (a WSGI callable)
    """The office with its tables ready; raises ``Unavailable`` where something is missing."""
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
    connections.close_all()
    return application


@contextmanager
def _publisher() -> Iterator[None]:
    """The publisher, as a process of its own: it reckons while others wait for answers."""
    process = subprocess.Popen([sys.executable, "-m", "suffrage.office.publishing"])
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _gunicorn(application: Any, bind: str, threads: int, processes: int) -> None:  # noqa: ANN401
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415  (an extra)

    class Server(BaseApplication):  # type: ignore[misc]  # (the library has no types)
        """Gunicorn with these settings, and none from files."""

        def load_config(self) -> None:
            """Threads on one process; the address is told once it listens."""
            self.cfg.set("bind", bind)
            self.cfg.set("worker_class", "gthread")
            self.cfg.set("workers", processes)
            self.cfg.set("threads", threads)
            self.cfg.set("timeout", 60)
            self.cfg.set("control_socket_disable", True)  # noqa: FBT003  (gunicorn's)
            self.cfg.set("when_ready", _ready)

        def load(self) -> Any:  # noqa: ANN401  (see above)
            """What is served."""
            return application

    Server().run()


def _ready(server: Any) -> None:  # noqa: ANN401  (gunicorn's arbiter)
    for address in server.LISTENERS:
        typer.echo(say("serve.ready", address=str(address)))
