"""Roles: who acts. A role is a kind and, for most kinds, a place or a camp.

``commission@chair`` is one member of the commission, ``federation@75`` an officer of a
federation, ``secretary@75-012`` and ``teller@75-012`` people of one section, ``agent@to1`` the
agent of a camp, ``trustee@to1`` a holder of a key share, ``registrar`` the maker of credentials,
``office`` the server, ``congress@delegates`` the assembly that ratifies.
"""

from typing import Final

from suffrage.errors import Malformed

__all__ = ["ROLE_KINDS", "role_kind", "role_place"]

# Whether a role of the kind needs a place or camp after the "@".
ROLE_KINDS: Final = {
    "convener": False,
    "commission": True,
    "federation": True,
    "secretary": True,
    "teller": True,
    "agent": True,
    "trustee": True,
    "registrar": False,
    "office": False,
    "congress": True,
}


def role_kind(role: str) -> str:
    """The kind of a role; raises ``Malformed("role.unknown")`` for one that does not exist."""
    kind, at, place = role.partition("@")
    if ROLE_KINDS.get(kind) is not bool(at) or bool(at) is not bool(place):
        raise Malformed("role.unknown", role=role)
    return kind


def role_place(role: str) -> str:
    """What stands after the "@" of a role: a unit, a member, a camp; empty without one."""
    return role.partition("@")[2]
