"""How often somebody may guess at a door: per kit and per network address.

A guess is counted before it is looked at, so that guesses sent at once are all counted; the one
that was right is taken back. What is no code at all (its check symbol says so) costs nothing.
Addresses are kept as a keyed hash only.
"""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from suffrage.errors import Refused
from suffrage.office.clock import now
from suffrage.office.models import DoorTries, Kit

__all__ = ["MOST_OF_AN_ADDRESS", "MOST_OF_A_KIT", "charge", "give_back"]

MOST_OF_AN_ADDRESS: Final = 20
"""False codes from one address in ``WINDOW``; many sections share one at a telephone company."""

WINDOW: Final = timedelta(minutes=15)
FREE: Final = 5
"""False codes of a kit before it asks for patience: one second, two, four, up to a minute."""

MOST_OF_A_KIT: Final = 100
"""False codes that end a kit's life; at this number a chance of one in 10^14 was spent."""

_LONGEST: Final = 60


def charge(request: HttpRequest, kit: Kit | None) -> None:
    """Count a guess; raises ``Refused`` for ``door.wait`` and ``door.too-many``."""
    at = now()
    with transaction.atomic():
        tries, _ = DoorTries.objects.select_for_update().get_or_create(
            address=_address(request), defaults={"since": at}
        )
        if at - tries.since > WINDOW:
            tries.tries, tries.since = 0, at
        if tries.tries >= MOST_OF_AN_ADDRESS:
            left = WINDOW - (at - tries.since)
            raise Refused("door.wait", seconds=max(1, int(left.total_seconds())))
        if kit is not None:
            _charge_kit(Kit.objects.select_for_update().get(pk=kit.pk))
        tries.tries += 1
        tries.save()


def _charge_kit(kit: Kit) -> None:
    at = now()
    if kit.attempts >= MOST_OF_A_KIT:
        raise Refused("door.too-many")
    if kit.wait_until is not None and at < kit.wait_until:
        raise Refused("door.wait", seconds=max(1, int((kit.wait_until - at).total_seconds())))
    kit.attempts += 1
    if kit.attempts >= FREE:
        pause = min(2 ** (kit.attempts - FREE), _LONGEST)
        kit.wait_until = at + timedelta(seconds=pause)
    kit.save(update_fields=["attempts", "wait_until"])


def give_back(request: HttpRequest, kit: Kit) -> None:
    """The guess was right: it is not counted, and nobody has to wait after it."""
    DoorTries.objects.filter(address=_address(request), tries__gt=0).update(tries=F("tries") - 1)
    Kit.objects.filter(pk=kit.pk, attempts__gt=0).update(
        attempts=F("attempts") - 1, wait_until=None
    )


def _address(request: HttpRequest) -> str:
    """Behind HTTPS the web server in front says who asks, in the last word that it adds."""
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if settings.ENVIRONMENT.secure:
        seen = request.headers.get("X-Forwarded-For", seen).rpartition(",")[2].strip()
    return salted_hmac("suffrage.door", seen, algorithm="sha256").hexdigest()
