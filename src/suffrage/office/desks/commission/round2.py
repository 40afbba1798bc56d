"""Prepare a later round: who goes on and why, what is in the way, what is signed next."""

from django.http import HttpResponse
from django.urls import reverse

from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.elections.round_plan import PlannedAct
from suffrage.office.elections.second_round import prepare_round
from suffrage.office.rights.desk import Desk, action

__all__ = ["prepare"]


@action(POLICY, "see")
def prepare(desk: Desk, round: int) -> HttpResponse:  # noqa: A002  (the address names it)
    """The plan of a round from the board as it stands; nobody writes a list of finalists."""
    plan = prepare_round(desk.state, round)
    return desk.render(
        "commission/round2.html",
        plan=plan,
        acts=[(one, _where(desk, one, round)) for one in plan.acts],
        labels={
            option.id: option.label for found in desk.state.options.values() for option in found
        },
        own=any(role.startswith("commission@") for role in desk.roles),
        late=desk.now >= plan.withdraw_until,
    )


def _where(desk: Desk, act: PlannedAct, round_: int) -> str:
    """The page on which an act is signed; empty where another desk does it, or a form here."""
    slug = desk.election.slug
    if act.kind == "polls.opened/1":
        return reverse("polls", args=(slug,))
    if act.kind in ("result.announced/1", "result.certified/1"):
        return reverse("commission-result", args=(slug, act.subject))
    if act.kind == "option.withdrawn/1":
        return reverse("prepare-round", args=(slug, round_)) + "#standing"
    return ""
