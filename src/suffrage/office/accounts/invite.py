"""Invite people: a role for an address, and a mail that says where the office is.

The mail holds no secret: whoever reads it learns an address. People sign in with a code that is
sent when they ask for one.

>>> by = "commission@chair"
>>> grant = invite(election, "ada@example.org", "federation@75", by=by)  # doctest: +SKIP
>>> tell([grant])                                                        # doctest: +SKIP
"""

import logging
from collections.abc import Iterable
from smtplib import SMTPException

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email

from suffrage.errors import Malformed, Refused
from suffrage.model.definition import Definition
from suffrage.office.accounts.granting import check_may_grant
from suffrage.office.boards import board_state
from suffrage.office.models import Election, Grant, Person
from suffrage.office.speech import role_words
from suffrage.site.pages.render import Reader
from suffrage.words import LANGUAGES

__all__ = ["check_email", "definition_of", "invite", "tell"]

_LOG = logging.getLogger("suffrage.office.invite")


def invite(
    election: Election,
    email: str,
    role: str,
    *,
    by: str,
    name: str = "",
    phone: str = "",
    definition: Definition | None = None,
) -> Grant:
    """Give a role to the person of an address, in the name of the role ``by``.

    Nobody is written to yet: ``tell`` does that. Who has the role already keeps the key; the
    telephone is the one said last, and the name of somebody known stays. ``definition`` spares
    the reading of the election's where many are invited.

    Raises ``Malformed("invite.email" | "invite.text" | "invite.role")`` and
    ``Refused("invite.not-yours")``.
    """
    check_email(email)
    for at, text in (("name", name), ("phone", phone)):
        if not text.isprintable():
            raise Malformed("invite.text", at=at)
    if election.convened and by == "convener":
        # From its first record on, an election is the commission's.
        raise Refused("invite.not-yours", at="role", by=by, role=role)
    check_may_grant(by, role, definition or definition_of(election))
    person = Person.objects.invite(email, name)
    if name and not person.name:
        person.name = name
        person.save(update_fields=["name"])
    grant, made = Grant.objects.get_or_create(
        election=election, person=person, role=role, defaults={"phone": phone}
    )
    if not made and phone and grant.phone != phone:
        grant.phone = phone
        grant.save(update_fields=["phone"])
    return grant


def tell(grants: Iterable[Grant]) -> int:
    """Write to everybody what they are asked to do; how many could not be written to.

    A mail that does not leave undoes no grant: it is sent again as a reminder.
    """
    definitions: dict[int, Definition] = {}
    mails = []
    for grant in grants:
        found = definitions.get(grant.election_id) or definition_of(grant.election)
        definitions[grant.election_id] = found
        mails.append(_mail(grant, found))
    sent = 0
    try:
        with get_connection() as connection:
            for mail in mails:
                sent += connection.send_messages([mail]) or 0
    except (SMTPException, OSError):
        # The address is somebody's name: only how many is told.
        _LOG.exception("mail", extra={"unsent": len(mails) - sent})
    return len(mails) - sent


def check_email(email: str) -> None:
    """Raise ``Malformed("invite.email")`` for what is no address."""
    try:
        validate_email(email)
    except ValidationError as error:
        raise Malformed("invite.email", at="email") from error


def definition_of(election: Election) -> Definition:
    """The definition on the board, or the draft."""
    return board_state(election.slug).rules if election.convened else election.drafted()


def _mail(grant: Grant, definition: Definition) -> EmailMessage:
    """The same in each language: nobody has said yet which is read."""
    subject, body = [], []
    for language in LANGUAGES:
        reader = Reader(language, definition.time_zone)
        title = definition.title.get(language, definition.slug)
        role = role_words(reader, grant.role)
        subject.append(reader.t("invite.mail.subject", title=title))
        body.append(
            reader.t("invite.mail.body", title=title, role=role, url=settings.ENVIRONMENT.url)
        )
    return EmailMessage(
        " – ".join(dict.fromkeys(subject)), "\n\n".join(body), to=[grant.person.email]
    )
