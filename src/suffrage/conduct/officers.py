"""Officers and their keys: who appoints whom, one person one key."""

from dataclasses import replace

from suffrage.board.kinds.opening import OfficerAppointed, OfficerReplaced, OfficersAppointed
from suffrage.board.record import Record
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.model.roles import role_kind, role_place

__all__ = ["appointed", "replaced"]

# A federation appoints the people of its own sections and nobody else.
_BY_FEDERATION = frozenset({"secretary", "teller"})
# Members of the commission are named in the definition, never by appointment.
_IN_DEFINITION = frozenset({"convener", "commission"})


def appointed(
    state: State, record: Record, _head: OfficerAppointed, body: OfficersAppointed
) -> State:
    """New officers take their roles; a role or key already in use is refused."""
    keys, used = state.keys, state.used_keys
    for officer in body.officers:
        if role_kind(officer.role) in _IN_DEFINITION:
            raise Refused("officer.in-definition", role=officer.role)
        _check_appointer(state, record.by, officer.role)
        if officer.role in keys:
            raise Refused("officer.in-office", role=officer.role)
        if officer.key in used:
            raise Refused("officer.key-used", role=officer.role)
        keys = keys.set(officer.role, officer.key)
        used = used.set(officer.key, officer.role)
    return replace(state, keys=keys, used_keys=used)


def replaced(state: State, record: Record, head: OfficerReplaced, _body: None) -> State:
    """A role passes to a new key; the old key is worth nothing from here on, for any role.

    A member of the commission who lost a key gets another by the commission's decision.
    """
    _check_appointer(state, record.by, head.role)
    if state.keys.get(head.role) != head.previous:
        raise Refused("officer.not-in-office", role=head.role)
    if head.key in state.used_keys:
        raise Refused("officer.key-used", role=head.role)
    return replace(
        state,
        keys=state.keys.set(head.role, head.key),
        used_keys=state.used_keys.set(head.key, head.role),
    )


def _check_appointer(state: State, by: str, role: str) -> None:
    kind, place = role_kind(role), role_place(role)
    tree = state.rules.tree
    if kind in _BY_FEDERATION and place not in tree.section_ids:
        raise Refused("officer.unit", role=role)
    if kind == "federation" and place not in {unit.id for unit in tree.federations}:
        raise Refused("officer.unit", role=role)
    if role_kind(by) != "federation":
        return
    if kind not in _BY_FEDERATION or not tree.contains(role_place(by), place):
        raise Refused("role.elsewhere", at="by", role=by, unit=place)
