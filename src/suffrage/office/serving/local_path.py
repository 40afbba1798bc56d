"""Where a form may lead afterwards: a path of this office, never another site.

>>> local_path("//evil.example/", "/")                                   # doctest: +SKIP
'/'
"""

from django.utils.http import url_has_allowed_host_and_scheme

__all__ = ["is_local_path", "local_path"]


def local_path(given: str, otherwise: str) -> str:
    """``given`` where it is a path of this office, and ``otherwise`` where it is anything else."""
    return given if is_local_path(given) else otherwise


def is_local_path(given: str) -> bool:
    """Whether an address begins with one slash and names no host, as browsers read it."""
    return given.startswith("/") and url_has_allowed_host_and_scheme(given, allowed_hosts=None)
