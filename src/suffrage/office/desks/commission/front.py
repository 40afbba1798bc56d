"""The first page of the commission's desk: where the election stands and what to do next."""

from django.http import HttpResponse

from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.rights.desk import Desk, action

__all__ = ["front"]


@action(POLICY, "see")
def front(desk: Desk) -> HttpResponse:
    """The rounds with their evenings, and the phase of the board."""
    rounds = [(number, desk.state.evening(number)) for number in desk.definition.rounds]
    return desk.render("commission/front.html", phase=desk.state.phase, rounds=rounds)
