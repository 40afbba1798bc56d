"""``suffrage serve``: the whole office in one command, on SQLite unless told otherwise.

It prepares the database, starts the publisher beside the web server, and ends both together.
Settings come from the environment (docs/reference/settings.md).
"""

import os
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from suffrage.cli.language import say
from suffrage.errors import Unavailable

__all__ = ["serve"]


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
    from suffrage.office.serving.web_server import run_server  # noqa: PLC0415  (an extra)

    run_server(application, bind, threads=threads, processes=processes, ready=_tell)


def _tell(address: str) -> None:
    typer.echo(say("serve.ready", address=address))


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
    _keep_private()
    call_command("migrate", verbosity=0)
    _check(given_up)
    _tidy()
    connections.close_all()
    return application


def _keep_private() -> None:
    from django.conf import settings  # noqa: PLC0415  (an extra)

    from suffrage.office.serving.private_places import keep_private  # noqa: PLC0415  (as above)

    keep_private(settings.ENVIRONMENT)


def _check(given_up: Sequence[str]) -> None:
    from django.conf import settings  # noqa: PLC0415  (an extra)

    from suffrage.office.serving.boards_ready import check_boards  # noqa: PLC0415  (as above)

    check_boards(settings.ENVIRONMENT.data, given_up)


def _tidy() -> None:
    from suffrage.office.tidying.tidy import tidy_files  # noqa: PLC0415  (an extra)

    tidy_files()
