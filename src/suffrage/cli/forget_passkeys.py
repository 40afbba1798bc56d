"""``suffrage forget-passkeys EMAIL``: the way back for who lost passkey and recovery codes.

Whoever runs the machine has made sure by other means who asks. The person then signs in by a code
sent to the address, and makes another passkey; keys of roles are the commission's to replace.
"""

from typing import Annotated

import typer

from suffrage.cli.language import say
from suffrage.cli.office_settings import use_office
from suffrage.errors import Refused

__all__ = ["forget_passkeys"]


def forget_passkeys(
    email: Annotated[str, typer.Argument(help="The person's e-mail address.", show_default=False)],
) -> None:
    """Forget a person's passkeys and recovery codes, and end the sessions; the rest stays."""
    use_office()
    from allauth.mfa.models import Authenticator  # noqa: PLC0415  (an extra)
    from django.contrib.sessions.models import Session  # noqa: PLC0415

    from suffrage.office.models import Person  # noqa: PLC0415  (needs the settings)

    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        raise Refused("passkeys.nobody", email=email)
    forgotten, _ = Authenticator.objects.filter(user=person.pk).delete()
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
    typer.echo(say("passkeys.forgotten", email=email, number=forgotten))
