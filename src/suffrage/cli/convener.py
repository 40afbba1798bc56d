"""``suffrage convener EMAIL``: who may begin elections in this office.

The first person of an office has nobody to be invited by: whoever runs the machine names them.
"""

import os
from typing import Annotated

import typer

from suffrage.cli.language import say
from suffrage.errors import Malformed, Unavailable

__all__ = ["convener"]


def convener(
    email: Annotated[str, typer.Argument(help="The person's e-mail address.", show_default=False)],
    name: Annotated[str, typer.Option(help="The person's name, for the pages.")] = "",
    *,
    remove: Annotated[bool, typer.Option("--remove", help="No longer; elections stay.")] = False,
) -> None:
    """Let a person begin elections in this office; the address signs in by a code."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "suffrage.office.settings"
    try:
        import django  # noqa: PLC0415  (an extra)
        from django.core.exceptions import ValidationError  # noqa: PLC0415
        from django.core.management import call_command  # noqa: PLC0415
        from django.core.validators import validate_email  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise Unavailable("serve.extra") from error
    django.setup()
    from suffrage.office.models import Person  # noqa: PLC0415  (needs the settings)

    try:
        validate_email(email)
    except ValidationError as error:
        raise Malformed("convener.email", email=email) from error
    call_command("migrate", verbosity=0)
    person = Person.objects.invite(email, name)
    person.may_convene = not remove
    person.save(update_fields=["may_convene"])
    typer.echo(say("convener.removed" if remove else "convener.named", email=email))
