"""A federation's bare total: never a figure of the board, always a claim.

A federation says a total that no sheets back yet. It may not write a claim itself (the board
takes them from agents and the commission), so that a member of the commission records it as what
the federation says; the night then sets it against the sheets that have come.
"""

from datetime import UTC
from typing import Final

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.acts.disputes.make_claim import make_claim
from suffrage.acts.perform import Written
from suffrage.board.kinds.words import Claim
from suffrage.conduct.standing import option_ids
from suffrage.errors import Refused
from suffrage.model import canonical
from suffrage.model.values import Ident
from suffrage.office.clock import now
from suffrage.office.desks.federation.hidden import check_sum_shown
from suffrage.office.desks.federation.lines import the_round
from suffrage.office.desks.federation.policy import POLICY
from suffrage.office.desks.federation.sheet_form import SheetForm
from suffrage.office.desks.federation.worklist import check_federation
from suffrage.office.desks.kits.posted import posted
from suffrage.office.models import FederationTotal, Proposal
from suffrage.office.rights.desk import Desk, action
from suffrage.office.rights.policy import kind_of
from suffrage.office.signing.effects import effect
from suffrage.office.signing.propose import Beside, propose
from suffrage.office.speech import reader
from suffrage.site.pages.people import contest_title, option_of, unit_name, unit_title
from suffrage.site.pages.roles import role_name

__all__ = ["record_total", "said_totals", "say_total"]

CAMP: Final = "federations"
"""For whom a federation speaks in a claim: for no camp."""


@action(POLICY, "see", unit="unit")
def said_totals(desk: Desk, unit: str) -> HttpResponse:
    """What the federation has said, and what of it stands on the board as a claim."""
    check_federation(desk, unit)
    return _page(desk, unit, "", SheetForm(()))


@action(POLICY, "say", unit="unit")
def say_total(desk: Desk, unit: str, contest: str) -> HttpResponse:
    """Keep a total for the commission to record."""
    check_federation(desk, unit)
    instance = _instance(desk, unit, contest)
    check_sum_shown(desk.state, contest, unit)
    options = option_ids(desk.state, instance)
    names = (*(f"votes.{option}" for option in options), "ballots")
    if desk.request.method != "POST":
        return _page(desk, unit, contest, SheetForm(names))
    form = SheetForm.typed(desk.request.POST, names)
    if form.faults:
        return _page(desk, unit, contest, form, status=422)
    FederationTotal.objects.create(
        election=desk.election,
        unit=unit,
        contest=contest,
        votes={option: form.figures[f"votes.{option}"] for option in options},
        ballots=form.figures["ballots"],
        said_at=now(),
    )
    return HttpResponseRedirect(reverse("fed-totals", args=(desk.election.slug, unit)))


@action(POLICY, "claim", unit="unit")
@posted
def record_total(desk: Desk, unit: str, total: int) -> HttpResponse:
    """Propose the claim: "the federation says", signed by a member of the commission."""
    said = FederationTotal.objects.filter(
        pk=total, election=desk.election, unit=unit, index=None
    ).first()
    if said is None:
        raise Http404
    claim = Claim(
        contest=said.contest,
        claim="counted",
        said_at=said.said_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        said_by=role_name(desk.state, f"federation@{unit}", reader()),
        camp=canonical.convert(CAMP, Ident),
        confirmed="not-asked",
        tree_size=desk.state.size,
        place=unit,
        votes=dict(said.votes),
        ballots=said.ballots,
    )
    return propose(
        desk,
        lambda state: make_claim(state, desk.role, desk.now, claim),
        then=reverse("fed-totals", args=(desk.election.slug, unit)),
        beside=Beside("federation.total", {"total": said.pk}),
    )


@effect("federation.total")
def recorded(proposal: Proposal, written: Written) -> None:
    """The total stands on the board, as a claim."""
    FederationTotal.objects.filter(pk=proposal.args["total"], election=proposal.election).update(
        index=written.index
    )


def _page(desk: Desk, unit: str, contest: str, form: SheetForm, status: int = 200) -> HttpResponse:
    state, speaker = desk.state, reader()
    instance = _instance(desk, unit, contest) if contest else ""
    contests = state.rules.contests_of(the_round(state, desk.now))
    return desk.render(
        "federation/totals.html",
        status=status,
        place=unit,
        name=unit_name(state, unit),
        titled=unit_title(state, unit),
        contest=contest,
        contests=[(one.id, contest_title(state, one.id, speaker.language)) for one in contests],
        fields=[
            (name, option_of(state, instance, name[6:]).label
             if name.startswith("votes.") else speaker.t("section.field.ballots"),
             form.values.get(name, ""), form.faults.get(name, ""))
            for name in form.names
        ],
        said=FederationTotal.objects.filter(election=desk.election, unit=unit).order_by("-pk"),
        may_say=kind_of(desk.role) == "federation",
        may_claim=kind_of(desk.role) == "commission",
    )  # fmt: skip


def _instance(desk: Desk, unit: str, contest: str) -> str:
    """The instance of a contest in a federation; ``Refused("contest.unknown")``."""
    rules = desk.state.rules
    if contest not in rules.contest_by_id:
        raise Refused("contest.unknown", at="contest", contest=contest)
    sections = list(rules.tree.below(unit))
    return rules.instance_of(contest, sections[0].id)
