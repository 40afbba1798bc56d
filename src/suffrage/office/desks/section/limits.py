"""How often a network address may guess at doors: codes are long, so that this is enough.

A guess is counted before it is looked at, so that guesses sent at once are all counted; the one
that was right is taken back. What is no code at all (its check symbol says so) costs nothing.
A section is never made to wait for the guesses of others: whoever has its code comes in. Addresses
are kept as a keyed hash only.
"""

import ipaddress
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from suffrage.errors import Refused
from suffrage.office.clock import now
from suffrage.office.models import DoorTries

__all__ = ["MOST_OF_AN_ADDRESS", "charge", "give_back"]

MOST_OF_AN_ADDRESS: Final = 20
"""False codes from one address in ``WINDOW``; many sections share one at a telephone company."""

WINDOW: Final = timedelta(minutes=15)
_NETWORK: Final = 64
"""Bits of an IPv6 address by which a line is known: its holder has all the others."""


def charge(request: HttpRequest) -> None:
    """Count a guess; raises ``Refused("door.wait")``."""
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
        tries.tries += 1
        tries.save()


def give_back(request: HttpRequest) -> None:
    """The guess was right: it is not counted."""
    DoorTries.objects.filter(address=_address(request), tries__gt=0).update(tries=F("tries") - 1)


def _address(request: HttpRequest) -> str:
    """Behind HTTPS the web server in front says who asks, in the last word that it adds."""
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if settings.ENVIRONMENT.secure:
        seen = request.headers.get("X-Forwarded-For", seen).rpartition(",")[2].strip()
    return salted_hmac("suffrage.door", _line(seen), algorithm="sha256").hexdigest()


def _line(seen: str) -> str:
    """An address of IPv4 whole, of IPv6 the network that one line has to itself."""
    try:
        address = ipaddress.ip_address(seen)
    except ValueError:
        return seen
    if isinstance(address, ipaddress.IPv4Address):
        return seen
    return str(ipaddress.ip_network((address, _NETWORK), strict=False))
