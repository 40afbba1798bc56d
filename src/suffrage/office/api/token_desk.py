"""The page of a person's tokens: made here, shown once, revoked here."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from suffrage.errors import Malformed
from suffrage.office.api.policy import API
from suffrage.office.api.tokens import make_token, revoke_token
from suffrage.office.models import ApiToken
from suffrage.office.refusals import told
from suffrage.office.rights.desk import Desk, action

__all__ = ["revoke", "tokens"]

_LONGEST = 60


@action(API, "token")
def tokens(desk: Desk) -> HttpResponse:
    """The own tokens; a form makes one, whose text stands in this one answer and nowhere else."""
    if desk.request.method != "POST":
        return _page(desk)
    role, label = desk.request.POST.get("role", ""), desk.request.POST.get("label", "").strip()
    faults = {}
    if role not in API.roles_for(desk.roles, "read"):
        faults["role"] = told(Malformed("office.choice"))
    if not 0 < len(label) <= _LONGEST:
        faults["label"] = told(Malformed("api.label", most=_LONGEST))
    if faults:
        return _page(desk, faults=faults)
    wished = bool(desk.request.POST.get("may_submit"))
    may_submit = wished and bool(API.roles_for([role], "submit"))
    text, _ = make_token(desk.election, desk.person, role, label, may_submit=may_submit)
    return _page(desk, fresh=text)


@action(API, "token")
def revoke(desk: Desk, token: int) -> HttpResponse:
    """End one of the own tokens; another person's is answered as one that does not exist."""
    own = get_object_or_404(ApiToken, election=desk.election, person=desk.person, pk=token)
    if desk.request.method == "POST":
        revoke_token(own)
    return HttpResponseRedirect(reverse("tokens", args=(desk.election.slug,)))


def _page(desk: Desk, *, fresh: str = "", faults: dict[str, str] | None = None) -> HttpResponse:
    own = ApiToken.objects.filter(election=desk.election, person=desk.person).order_by("-pk")
    return desk.render(
        "api/tokens.html",
        status=422 if faults else 200,
        fresh=fresh,
        faults=faults or {},
        typed=desk.request.POST,
        own=own,
        roles=API.roles_for(desk.roles, "read"),
        submits=bool(API.roles_for(desk.roles, "submit")),
    )
