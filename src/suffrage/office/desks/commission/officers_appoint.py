"""Appoint those who wait: keys made for a role that the board does not know yet.

Before the rules are fixed one signature appoints all at once, because the vote on the rules
covers what stands on the board; after that the commission decides. A replaced key always needs
the decision.
"""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseNotAllowed
from django.urls import reverse

from suffrage.acts.opening.appoint_officers import appoint_officers
from suffrage.acts.opening.replace_officer import replace_officer
from suffrage.errors import Malformed
from suffrage.office.accounts.granting import UNSIGNED
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.models import Grant
from suffrage.office.motions.move import move
from suffrage.office.rights.desk import Desk, action
from suffrage.office.rights.policy import kind_of, place_of
from suffrage.office.signing.propose import propose

__all__ = ["Waiting", "appoint", "replace", "waiting", "waiting_page"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A key that waits: of a role that nobody holds, or in the place of the ``replaces`` one.

    ``several`` says that more than one person has made a key for the role.
    """

    grant: Grant
    replaces: str
    several: bool


@action(POLICY, "see")
def waiting_page(desk: Desk) -> HttpResponse:
    """All keys that wait for the commission."""
    found = waiting(desk)
    return desk.render(
        "commission/appoint.html",
        new=[one for one in found if not one.replaces],
        other=[one for one in found if one.replaces],
        fixed=desk.state.phase == "fixed",
    )


@action(POLICY, "act")
def appoint(desk: Desk) -> HttpResponse:
    """Propose, or move once the rules are fixed, the appointment of all that were chosen."""
    if desk.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    chosen = desk.request.POST.getlist("grant")
    keys: dict[str, str] = {}
    for one in waiting(desk):
        if str(one.grant.pk) in chosen and not one.replaces:
            if one.grant.role in keys:
                raise Malformed("appoint.two", at="grant", role=one.grant.role)
            keys[one.grant.role] = one.grant.key
    if not keys:
        raise Malformed("appoint.nobody", at="grant")
    act = lambda state: appoint_officers(state, desk.role, desk.now, keys)  # noqa: E731
    then = reverse("appoint", args=(desk.election.slug,))
    return (move if desk.state.phase == "fixed" else propose)(desk, act, then=then)


@action(POLICY, "act")
def replace(desk: Desk) -> HttpResponse:
    """Move that a role passes to the key that its holder has made."""
    if desk.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    chosen = desk.request.POST.get("grant", "")
    found = [one.grant for one in waiting(desk) if one.replaces and str(one.grant.pk) == chosen]
    if not found:
        raise Malformed("appoint.nobody", at="grant")
    role, key = found[0].role, found[0].key
    act = lambda state: replace_officer(state, desk.role, desk.now, role, key)  # noqa: E731
    return move(desk, act, then=reverse("appoint", args=(desk.election.slug,)))


def waiting(desk: Desk) -> list[Waiting]:
    """The keys that wait; those of a federation's own sections are the federation's to appoint."""
    in_office, used = desk.state.keys, desk.state.used_keys
    found = [
        grant
        for grant in Grant.objects.filter(election=desk.election).exclude(key="").order_by("role")
        if kind_of(grant.role) not in UNSIGNED
        and grant.key not in used
        and not _has_federation(desk, grant.role)
        # The definition names these; only a lost key is replaced on the board.
        and (kind_of(grant.role) != "convener" or grant.role in in_office)
    ]
    roles = [grant.role for grant in found]
    return [
        Waiting(grant, in_office.get(grant.role, ""), roles.count(grant.role) > 1)
        for grant in found
    ]


def _has_federation(desk: Desk, role: str) -> bool:
    if kind_of(role) not in ("secretary", "teller"):
        return False
    unit = desk.definition.tree.by_id.get(place_of(role))
    return unit is not None and bool(unit.parent)
