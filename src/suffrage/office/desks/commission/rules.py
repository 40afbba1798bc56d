"""The commission fixes the rules: a motion, because the frozen definition is all members' own."""

from django.http import HttpResponse
from django.urls import reverse

from suffrage.acts.opening.fix_rules import fix_rules
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.motions.move import move
from suffrage.office.rights.desk import Desk, action

__all__ = ["fix"]


@action(POLICY, "move")
def fix(desk: Desk) -> HttpResponse:
    """Move to fix the rules as they stand in the definition."""
    then = reverse("motions", args=(desk.election.slug,))
    return move(desk, lambda state: fix_rules(state, desk.role, desk.now, 0), then=then)
