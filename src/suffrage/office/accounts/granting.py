"""Which role may grant which in an election, and which roles there are.

A federation names the second tellers of its own sections and nobody else; before convening the
convener names everybody, afterwards the commission does. A grant opens a desk. It appoints
nobody: what a person signs counts once the board has the key.

>>> check_may_grant("federation@75", "teller@75-001", definition)       # doctest: +SKIP
"""

from collections.abc import Mapping
from typing import Final

from suffrage.errors import Malformed, Refused
from suffrage.model import canonical
from suffrage.model.contests import Linked
from suffrage.model.definition import Definition
from suffrage.model.roles import ROLE_KINDS
from suffrage.model.values import Ident
from suffrage.office.rights.policy import kind_of, place_of

__all__ = ["GRANTED", "UNSIGNED", "check_may_grant", "check_role_exists", "grantable"]

UNSIGNED: Final = frozenset({"helpdesk", "observer", "roll"})
"""Roles of the office alone, which never sign and have no place."""

_BY_COMMISSION: Final = (
    "commission", "federation", "teller", "agent", "trustee", "registrar", "congress",
    "helpdesk", "observer", "roll",
)  # fmt: skip

GRANTED: Final[Mapping[str, tuple[str, ...]]] = {
    "convener": _BY_COMMISSION,
    "commission": _BY_COMMISSION,
    "federation": ("teller",),
}
"""The kinds of roles that each kind may grant."""


def check_may_grant(by: str, role: str, definition: Definition) -> None:
    """Raise unless somebody in the role ``by`` may give ``role`` to a person.

    ``Refused("invite.not-yours")``; what ``check_role_exists`` raises.
    """
    if kind_of(role) not in GRANTED.get(kind_of(by), ()):
        raise Refused("invite.not-yours", at="role", by=by, role=role)
    check_role_exists(definition, role)
    if kind_of(by) == "federation" and not definition.tree.contains(place_of(by), place_of(role)):
        raise Refused("invite.not-yours", at="role", by=by, role=role)


def check_role_exists(definition: Definition, role: str) -> None:
    """Raise ``Malformed("invite.role")`` unless the election has a place for the role."""
    kind, at, place = role.partition("@")
    if kind in UNSIGNED or ROLE_KINDS.get(kind) is False:
        known = not at
    else:
        known = bool(place) and place in _places(definition, kind, place)
    if not known or kind not in _BY_COMMISSION:
        raise Malformed("invite.role", at="role", role=role)


def grantable(definition: Definition, by: str) -> list[str]:
    """The roles that a form proposes; tellers, agents and trustees may have other places."""
    found: list[str] = []
    for kind in GRANTED.get(kind_of(by), ()):
        if kind in UNSIGNED or not ROLE_KINDS[kind]:
            found.append(kind)
        else:
            found += [f"{kind}@{place}" for place in _proposed(definition, kind, by)]
    return found


def _places(definition: Definition, kind: str, place: str) -> frozenset[str]:
    """The places of a kind; a camp, a trustee and a congress are named freely."""
    tree = definition.tree
    if kind == "commission":
        return frozenset(definition.commission.members)
    if kind == "federation":
        return frozenset(unit.id for unit in tree.federations)
    if kind == "teller":
        return tree.section_ids
    try:
        canonical.convert(place, Ident)
    except Malformed:
        return frozenset()
    return frozenset({place})


def _proposed(definition: Definition, kind: str, by: str) -> list[str]:
    tree = definition.tree
    if kind == "commission":
        return list(definition.commission.members)
    if kind == "federation":
        return [unit.id for unit in tree.federations]
    if kind == "teller":
        below = place_of(by)
        return [unit.id for unit in tree.sections if not below or tree.contains(below, unit.id)]
    if kind == "congress":
        return ["delegates"]
    return _camps(definition)


def _camps(definition: Definition) -> list[str]:
    """Those who have agents: what stands in the first contest, and the witnesses' camps."""
    options = definition.contests[0].options
    named = [] if isinstance(options, Linked) else [one.id for one in options]
    return list(dict.fromkeys([*named, *definition.witnesses.keys]))
