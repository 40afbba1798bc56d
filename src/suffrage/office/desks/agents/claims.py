"""What camps have claimed, with the verdict and its arithmetic, as the public pages have them."""

from django.http import HttpResponse

from suffrage.office.desks.agents.choice import (
    asked_instance,
    camps_of,
    instances_of,
    speaker_of,
)
from suffrage.office.desks.agents.policy import POLICY
from suffrage.office.published import published
from suffrage.office.rights.desk import Desk, action
from suffrage.site.pages.claims import claims_view

__all__ = ["claims"]


@action(POLICY, "see")
def claims(desk: Desk) -> HttpResponse:
    """The claims on an instance, the latest first; those that wait for the own camp's answer."""
    found = published(desk.election)
    if not found.size:
        return desk.render("agents/before.html")
    instance, state = asked_instance(desk, found.state), found.state
    camps = camps_of(desk)
    return desk.render(
        "agents/claims.html",
        instance=instance,
        instances=instances_of(state),
        cards=claims_view(found.board, instance, speaker_of(desk)),
        waiting={
            index
            for index, claim in state.claims.items()
            if claim.camp in camps and claim.confirmed == "not-asked" and index not in state.answers
        },
        acts=bool(POLICY.roles_for(desk.roles, "act")),
    )
