"""A second teller for a section: invited by address, with a role there and no other."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.office.accounts.invite import invite, tell
from suffrage.office.desks.federation.policy import POLICY
from suffrage.office.desks.federation.section import check_section
from suffrage.office.desks.kits.posted import posted
from suffrage.office.rights.desk import Desk, action
from suffrage.office.speech import reader

__all__ = ["invite_teller"]


@action(POLICY, "invite", unit="unit")
@posted
def invite_teller(desk: Desk, unit: str) -> HttpResponse:
    """Give the role of the section's teller to an address, and write to it."""
    check_section(desk.state, unit)
    sent = desk.request.POST
    email, name = sent.get("email", "").strip(), sent.get("name", "").strip()[:120]
    grant = invite(desk.election, email, f"teller@{unit}", by=desk.role, name=name)
    unsent = tell([grant])
    code = "federation.teller.unsent" if unsent else "federation.teller.invited"
    messages.success(desk.request, reader().t(code))
    return HttpResponseRedirect(reverse("fed-section", args=(desk.election.slug, unit)))
