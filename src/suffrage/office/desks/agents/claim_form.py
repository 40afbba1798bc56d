"""The form of a claim: what was said, by whom, when; set against the board as published."""

from django.http import HttpResponse
from django.urls import reverse

from suffrage.acts.disputes.make_claim import make_claim
from suffrage.board.kinds.words import Claim
from suffrage.errors import SuffrageError
from suffrage.model.contests import instance_place
from suffrage.office.desks.agents.choice import asked_instance, camps_of, instances_of
from suffrage.office.desks.agents.claim_read import KINDS, ClaimForm, kind_asked
from suffrage.office.desks.agents.policy import POLICY
from suffrage.office.desks.agents.typed import shown_moment
from suffrage.office.published import Published, published
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.propose import propose
from suffrage.site.pages.people import options_of, unit_name, unit_title

__all__ = ["claim_form"]


@action(POLICY, "act")
def claim_form(desk: Desk) -> HttpResponse:
    """Show the form of one kind of claim; propose the claim that was typed."""
    found = published(desk.election)
    if not found.size:
        return desk.render("agents/before.html")
    post = desk.request.method == "POST"
    form = ClaimForm(
        found.state,
        asked_instance(desk, found.state),
        kind_asked(desk.request.GET.get("kind", "")),
        camps_of(desk),
        desk.request.POST.dict() if post else _first(desk, found),
    )
    claim = form.read() if post else None
    if claim is not None:
        try:
            return _proposed(desk, claim)
        except SuffrageError as error:
            form.fault(error.at.partition(".")[0], error)
    return _page(desk, found, form)


def _proposed(desk: Desk, claim: Claim) -> HttpResponse:
    then = reverse("agents-claims", args=(desk.election.slug,))
    by = f"agent@{claim.camp}"
    return propose(desk, lambda state: make_claim(state, by, desk.now, claim), then=then)


def _first(desk: Desk, found: Published) -> dict[str, str]:
    """What the fields hold at first; a section's claim is made for its federation."""
    state, unit = found.state, desk.request.GET.get("unit", "")
    known = state.rules.tree.by_id.get(unit)
    national = "@" not in asked_instance(desk, state)
    return {
        "place": known.parent if known and national else "",
        "camp": camps_of(desk)[0],
        "confirmed": "yes",
        "tree_size": str(found.size),
        "said_at": shown_moment(desk.now, state.rules.time_zone),
        "share_of": "members",
    }


def _page(desk: Desk, found: Published, form: ClaimForm) -> HttpResponse:
    state, unit = found.state, desk.request.GET.get("unit", "")
    federations = [] if instance_place(form.instance)[1] else state.rules.tree.federations
    return desk.render(
        "agents/claim_form.html",
        status=422 if form.faults else 200,
        form=form,
        kinds=KINDS,
        found=found,
        instances=instances_of(state),
        federations=[(one.id, unit_name(state, one.id)) for one in federations],
        options=options_of(state, form.instance),
        unit=unit_title(state, unit) if unit in state.rules.tree.by_id else "",
        unit_id=unit,
    )
