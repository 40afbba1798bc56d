"""The comparison of a camp's own figures with the public ones, in the browser, without upload."""

from django.http import HttpResponse
from django.urls import reverse

from suffrage.board.folder import SHEETS
from suffrage.office.desks.agents.choice import asked_instance, instances_of
from suffrage.office.desks.agents.policy import POLICY
from suffrage.office.published import published
from suffrage.office.rights.desk import Desk, action
from suffrage.site.pages.addresses import SITE

__all__ = ["compare"]


@action(POLICY, "see")
def compare(desk: Desk) -> HttpResponse:
    """The page whose script does it (``web/README.md``); sums only where a page may show them."""
    found = published(desk.election)
    if not found.size:
        return desk.render("agents/before.html")
    slug, instance = desk.election.slug, asked_instance(desk, found.state)
    size = found.board.history.changed(instance, found.size)
    links = "?contest={contest}&unit={unit}"
    return desk.render(
        "agents/compare.html",
        found=found,
        instance=instance,
        instances=instances_of(found.state),
        sheets=reverse("public", args=(slug, SHEETS)),
        # The browser puts the contest in: a brace is no part of an address made here.
        names=reverse("public-folder", args=(slug,)) + SITE + "data/{contest}-tidy.csv",
        dispute=reverse("agents-dispute", args=(slug,)) + links,
        claim=reverse("agents-claim", args=(slug,)) + links,
        sums=found.board.awaited(instance, size) is None,
        acts=bool(POLICY.roles_for(desk.roles, "act")),
    )
