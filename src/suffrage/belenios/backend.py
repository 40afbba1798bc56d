"""Which implementation of a group serves this process.

Ed25519 comes from the native kernel where it is installed, else from libsodium; the environment
variable ``SUFFRAGE_KERNEL=portable`` chooses libsodium. It is the one variable that a room below
the adapters reads, because it may change speed only: both give the same bytes.
"""

import os
from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from typing import Final

from suffrage.belenios.group import Group
from suffrage.errors import Malformed, Refused

__all__ = ["load_group"]


def _ed25519() -> Group:
    choice = os.environ.get("SUFFRAGE_KERNEL", "")
    if choice not in {"", "portable"}:
        raise Refused("bel.kernel", given=choice)
    # Only here, because the kernel may be missing, and because one of the two is enough.
    if choice == "portable" or find_spec("suffrage_kernel") is None:
        from suffrage.belenios._portable.ed25519 import Ed25519 as Portable  # noqa: PLC0415

        return Portable()
    from suffrage.belenios._kernel.ed25519 import Ed25519 as Native  # noqa: PLC0415

    return Native()


def _belenios_2048() -> Group:
    # Only here: gmpy2 takes long to load, and most boxes do without it.
    from suffrage.belenios._portable.modp import BELENIOS_2048, ModP  # noqa: PLC0415

    return ModP(BELENIOS_2048)


def _rfc_3526_2048() -> Group:
    from suffrage.belenios._portable.modp import RFC_3526_2048, ModP  # noqa: PLC0415

    return ModP(RFC_3526_2048)


_GROUPS: Final[Mapping[str, Callable[[], Group]]] = {
    "Ed25519": _ed25519,
    "BELENIOS-2048": _belenios_2048,
    "RFC-3526-2048": _rfc_3526_2048,
}


@cache
def load_group(name: str) -> Group:
    """The one group of this Belenios name; raises ``Malformed("bel.unsupported")``.

    Raises ``Refused("bel.kernel")`` for another value of ``SUFFRAGE_KERNEL``.
    """
    if name not in _GROUPS:
        raise Malformed("bel.unsupported", what=f"group {name}")
    return _GROUPS[name]()
