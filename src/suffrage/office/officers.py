"""Whom a section calls: the officers of the federations above it, the nearest first."""

from suffrage.conduct.state import State
from suffrage.office.models import Election, Grant

__all__ = ["federation_officer", "federation_phone"]


def federation_officer(election: Election, state: State, unit: str) -> Grant | None:
    """The officer with a telephone number who is nearest above a section; ``None`` without one."""
    roles = [f"federation@{place}" for place in state.rules.tree.ancestors(unit)]
    found = {
        grant.role: grant
        for grant in Grant.objects.filter(election=election, role__in=roles)
        .exclude(phone="")
        .select_related("person")
        .order_by("-pk")
    }
    return next((found[role] for role in roles if role in found), None)


def federation_phone(election: Election, state: State, unit: str) -> str:
    """The number of that officer; empty where nobody gave one."""
    officer = federation_officer(election, state, unit)
    return officer.phone if officer else ""
