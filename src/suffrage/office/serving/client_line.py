"""Whose line a request comes from, for limits: a keyed hash, so that no table holds an address."""

import ipaddress
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

__all__ = ["client_line"]

_NETWORK: Final = 64
"""Bits of an IPv6 address by which a line is known: its holder has all the others."""


def client_line(request: HttpRequest, purpose: str) -> str:
    """The line as a hash that serves one purpose and tells nothing to another.

    Behind HTTPS the web server in front says who asks, in the last word that it adds.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if settings.ENVIRONMENT.secure:
        seen = request.headers.get("X-Forwarded-For", seen).rpartition(",")[2].strip()
    return salted_hmac(purpose, _line(seen), algorithm="sha256").hexdigest()


def _line(seen: str) -> str:
    """An address of IPv4 whole, of IPv6 the network that one line has to itself."""
    try:
        address = ipaddress.ip_address(seen)
    except ValueError:
        return seen
    if isinstance(address, ipaddress.IPv4Address):
        return seen
    if address.ipv4_mapped:  # what a socket for both calls an address of IPv4
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, _NETWORK), strict=False))
