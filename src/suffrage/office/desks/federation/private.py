"""What a federation's pages read from the office's own tables, each table once for all sections."""

from suffrage.conduct.state import State
from suffrage.count.unit_state import Received, Reserved
from suffrage.model.units import NATION
from suffrage.office.desks.federation.lines import Private
from suffrage.office.models import Difference, SectionContact, SectionKey, TelephoneEntry
from suffrage.office.rights.desk import Desk

__all__ = ["own_federation", "private_of", "waiting_keys"]


def private_of(desk: Desk) -> Private:
    """Everything private that the work-list needs."""
    election, state = desk.election, desk.state
    contacts = SectionContact.objects.filter(election=election)
    told = TelephoneEntry.objects.filter(election=election, step="sheet")
    return Private(
        role=desk.role,
        contacts={one.unit: (one.name, one.phone) for one in contacts},
        phones=frozenset(key.role.partition("@")[2] for key in waiting_keys(desk)),
        differences=_differences(desk, state, resolved=""),
        referred=_differences(desk, state, resolved="paper"),
        held=_differences(desk, state, resolved="", held_at__isnull=False),
        telephoned=frozenset(
            (unit, contest)
            for unit, contest in told.values_list("unit", "contest")
            if isinstance(state.unit(contest, unit), Received | Reserved)
        ),
    )


def waiting_keys(desk: Desk) -> list[SectionKey]:
    """The last key of each section's kits in force, if the board has not had it, oldest first."""
    keys = SectionKey.objects.filter(kit__election=desk.election, kit__revoked=False)
    last = {key.role: key for key in keys.order_by("kit__round", "pk")}
    used = desk.state.used_keys
    return sorted(
        (key for key in last.values() if key.key not in used), key=lambda key: key.asked_at
    )


def own_federation(desk: Desk, unit: str) -> str:
    """The federation in whose work-list a section stands for whoever asks."""
    kind, _, place = desk.role.partition("@")
    if kind == "federation":
        return place
    return desk.definition.tree.by_id[unit].parent or NATION


def _differences(desk: Desk, state: State, **asked: object) -> frozenset[tuple[str, str]]:
    """Those of sheets still in force: a corrected sheet waits for a new reading."""
    found = Difference.objects.filter(election=desk.election, **asked)
    return frozenset(
        (one.unit, one.contest)
        for one in found
        if isinstance(now := state.unit(one.contest, one.unit), Received)
        and now.payload == one.first_payload
    )
