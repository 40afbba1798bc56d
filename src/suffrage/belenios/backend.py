"""Which implementation of a group serves this process."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Final

from suffrage.belenios._portable.ed25519 import Ed25519
from suffrage.belenios._portable.modp import BELENIOS_2048, RFC_3526_2048, ModP
from suffrage.belenios.group import Group
from suffrage.errors import Malformed

__all__ = ["load_group"]

_GROUPS: Final[Mapping[str, Callable[[], Group]]] = {
    "Ed25519": Ed25519,
    "BELENIOS-2048": partial(ModP, BELENIOS_2048),
    "RFC-3526-2048": partial(ModP, RFC_3526_2048),
}


@cache
def load_group(name: str) -> Group:
    """The one group of this Belenios name; raises ``Malformed("bel.unsupported")``."""
    if name not in _GROUPS:
        raise Malformed("bel.unsupported", what=f"group {name}")
    return _GROUPS[name]()
