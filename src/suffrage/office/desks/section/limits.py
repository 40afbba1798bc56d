"""How often a network address may guess at doors: codes are long, so that this is enough.

A guess is counted before it is looked at, so that guesses sent at once are all counted; the one
that was right is taken back. What is no code at all (its check symbol says so) costs nothing.
A section is never made to wait for the guesses of others: whoever has its code comes in. Addresses
are kept as a keyed hash only.
"""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from suffrage.errors import Refused
from suffrage.office.clock import now
from suffrage.office.models import DoorTries
from suffrage.office.serving.client_line import client_line

__all__ = ["MOST_OF_AN_ADDRESS", "charge", "give_back"]

MOST_OF_AN_ADDRESS: Final = 20
"""False codes from one address in ``WINDOW``; many sections share one at a telephone company."""

WINDOW: Final = timedelta(minutes=15)


def charge(request: HttpRequest) -> None:
    """Count a guess; raises ``Refused("door.wait")``."""
    at = now()
    with transaction.atomic():
        tries, _ = DoorTries.objects.select_for_update().get_or_create(
            address=client_line(request, "suffrage.door"), defaults={"since": at}
        )
        if at - tries.since > WINDOW:
            tries.tries, tries.since = 0, at
        if tries.tries >= MOST_OF_AN_ADDRESS:
            left = WINDOW - (at - tries.since)
            raise Refused("door.wait", seconds=max(1, int(left.total_seconds())))
        tries.tries += 1
        tries.save()


def give_back(request: HttpRequest) -> None:
    """The guess was right: it is not counted."""
    DoorTries.objects.filter(address=client_line(request, "suffrage.door"), tries__gt=0).update(
        tries=F("tries") - 1
    )
