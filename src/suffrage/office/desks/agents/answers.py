"""A camp's agent says whether the camp stands by what was claimed for it."""

from typing import Literal, cast

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.acts.disputes.answer_claim import answer_claim
from suffrage.errors import Malformed, Refused
from suffrage.office.desks.agents.choice import camps_of
from suffrage.office.desks.agents.policy import POLICY
from suffrage.office.published import published
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.propose import propose

__all__ = ["answer"]


@action(POLICY, "act")
def answer(desk: Desk, claim: int) -> HttpResponse:
    """Propose the answer, in the role of the camp that the claim names.

    Raises ``Refused``: ``claim.unknown``, ``claim.camp`` for another camp's claim.
    """
    then = reverse("agents-claims", args=(desk.election.slug,))
    if desk.request.method != "POST":
        return HttpResponseRedirect(then)
    made = published(desk.election).state.claims.get(claim)
    if made is None:
        raise Refused("claim.unknown", at="claim", claim=claim)
    if made.camp not in camps_of(desk):
        raise Refused("claim.camp", at="by", camp=made.camp)
    said = desk.request.POST.get("answer", "")
    if said not in ("yes", "no"):
        raise Malformed("office.choice", at="answer")
    by, choice = f"agent@{made.camp}", cast("Literal['yes', 'no']", said)
    return propose(desk, lambda state: answer_claim(state, by, desk.now, claim, choice), then=then)
