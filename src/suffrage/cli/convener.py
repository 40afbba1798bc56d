"""``suffrage convener EMAIL``: who may begin elections in this office.

The first person of an office has nobody to be invited by: whoever runs the machine names them.
"""

from typing import Annotated

import typer

from suffrage.cli.language import say
from suffrage.cli.office_settings import use_office
from suffrage.errors import Malformed

__all__ = ["convener"]


def convener(
    email: Annotated[str, typer.Argument(help="The person's e-mail address.", show_default=False)],
    name: Annotated[str, typer.Option(help="The person's name, for the pages.")] = "",
    *,
    remove: Annotated[bool, typer.Option("--remove", help="No longer; elections stay.")] = False,
) -> None:
    """Let a person begin elections in this office; the address signs in by a code."""
    use_office()
    from django.core.exceptions import ValidationError  # noqa: PLC0415  (an extra)
    from django.core.validators import validate_email  # noqa: PLC0415

    from suffrage.office.models import Person  # noqa: PLC0415  (needs the settings)

    try:
        validate_email(email)
    except ValidationError as error:
        raise Malformed("convener.email", email=email) from error
    person = Person.objects.invite(email, name)
    person.may_convene = not remove
    person.save(update_fields=["may_convene"])
    typer.echo(say("convener.removed" if remove else "convener.named", email=email))
