"""Tokens: drawn here, shown once, kept as their SHA-256, worth no more than a role in an election.

A token has 256 random bits, so that a fast hash is enough and guessing is hopeless.

>>> text, kept = make_token(election, person, "agent@to1", "our counter", may_submit=False)
>>> find_token(text) == kept
True
"""

import hashlib
import secrets
from typing import Final

from suffrage.errors import Refused
from suffrage.office.clock import now
from suffrage.office.models import ApiToken, Election, Grant, Person

__all__ = ["MOST", "find_token", "make_token", "revoke_token"]

MOST: Final = 20
"""Tokens in force of one person in one election."""

_MARK: Final = "suffrage_"
_LONGEST: Final = 100


def make_token(
    election: Election, person: Person, role: str, label: str, *, may_submit: bool
) -> tuple[str, ApiToken]:
    """A new token, whose text nobody can have a second time.

    Raises ``Refused("api.tokens-many")``.
    """
    held = ApiToken.objects.filter(election=election, person=person, revoked_at=None)
    if held.count() >= MOST:
        raise Refused("api.tokens-many", most=MOST)
    text = _MARK + secrets.token_urlsafe(32)
    made = ApiToken.objects.create(
        election=election,
        person=person,
        role=role,
        label=label,
        digest=_digest(text),
        may_submit=may_submit,
        made_at=now(),
    )
    return text, made


def find_token(text: str) -> ApiToken | None:
    """The token in force with this text, if its person is active and still holds its role."""
    if len(text) > _LONGEST:
        return None
    found = (
        ApiToken.objects.select_related("election", "person")
        .filter(digest=_digest(text), revoked_at=None, person__is_active=True)
        .first()
    )
    if found is None:
        return None
    granted = Grant.objects.filter(
        election=found.election, person=found.person, role=found.role
    ).exists()
    return found if granted else None


def revoke_token(token: ApiToken) -> None:
    """End a token for good."""
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
