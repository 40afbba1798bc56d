"""The camps' witnesses: where each answers, what it cosigned last, and whether a quorum did."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.adapters.http_client import checked_address
from suffrage.errors import Malformed, Refused, SuffrageError
from suffrage.office.desks.agents.choice import camps_of
from suffrage.office.desks.agents.policy import POLICY
from suffrage.office.models import CampWitness
from suffrage.office.published import Published, published
from suffrage.office.refusals import told
from suffrage.office.rights.desk import Desk, action
from suffrage.site.pages.roles import camp_name

__all__ = ["Quorum", "address", "quorum_of", "witnesses"]

_LONGEST = 200
_CHANGES, _HOUR = 5, 3600
"""Changes of a camp's address, and the seconds in which there are no more: each is asked at once,
and one that does not answer keeps the publisher waiting.
"""


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many witnesses have cosigned the checkpoint that is served, and how many must."""

    cosigned: int
    needed: int
    size: int

    @property
    def short(self) -> bool:
        """Whether it is below the quorum."""
        return self.cosigned < self.needed


@dataclass(frozen=True, slots=True)
class WitnessRow:
    """A camp's witness: its key is in the rules; ``last`` is 0 while it has cosigned nothing."""

    camp: str
    name: str
    key: str
    url: str
    last: int
    current: bool
    own: bool


def quorum_of(found: Published) -> Quorum:
    """The quorum as the publisher last saw it."""
    cosigned = len(found.said.cosigned) if found.said else 0
    return Quorum(cosigned, found.state.rules.witnesses.quorum, found.size)


@action(POLICY, "see")
def witnesses(desk: Desk) -> HttpResponse:
    """Every camp whose witness the rules name."""
    return _page(desk, {}, {})


@action(POLICY, "act")
def address(desk: Desk) -> HttpResponse:
    """Keep the address of the own camp's witness; an empty one takes it away.

    A camp changes it five times an hour at most. It raises or hides no alarm. Only https is asked,
    or this same machine by an office that serves this machine alone. Nothing is signed, so that
    the camp's key has to be this person's.
    """
    here = reverse("agents-witnesses", args=(desk.election.slug,))
    if desk.request.method != "POST":
        return HttpResponseRedirect(here)
    camp, url = desk.request.POST.get("camp", ""), desk.request.POST.get("url", "").strip()
    if camp not in camps_of(desk) or camp not in desk.definition.witnesses.keys:
        return _page(desk, {camp: url}, {camp: told(Malformed("agents.witness-key", camp=camp))})
    if not desk.holds(f"agent@{camp}"):
        raise Refused("office.not-granted", desk="agents", action="act")
    try:
        kept = checked_address(url) if url else ""
        if kept.startswith("http:") and not settings.ENVIRONMENT.local:
            raise Refused("http.address", url=url)
        if len(kept) > _LONGEST:
            raise Malformed("agents.address-long", most=_LONGEST)
        if kept == _address_of(desk, camp):
            return HttpResponseRedirect(here)
        _charge(desk, camp)
    except SuffrageError as error:
        return _page(desk, {camp: url}, {camp: told(error)})
    of_camp = CampWitness.objects.filter(election=desk.election, camp=camp)
    with transaction.atomic():
        if kept:
            CampWitness.objects.update_or_create(
                election=desk.election, camp=camp, defaults={"url": kept}
            )
        else:
            of_camp.delete()
    return HttpResponseRedirect(here)


def _address_of(desk: Desk, camp: str) -> str:
    found = CampWitness.objects.filter(election=desk.election, camp=camp).first()
    return found.url if found else ""


def _charge(desk: Desk, camp: str) -> None:
    """Count a change of a camp's address; raises ``Refused("agents.address-often")``."""
    for place in range(_CHANGES):
        # Each place is free again an hour after it was taken, and taken by one press alone.
        if cache.add(f"witness-address:{desk.election.pk}:{camp}:{place}", 1, _HOUR):
            return
    raise Refused("agents.address-often", most=_CHANGES)


def _page(desk: Desk, typed: dict[str, str], faults: dict[str, str]) -> HttpResponse:
    found = published(desk.election)
    if not found.size:
        return desk.render("agents/before.html")
    urls = dict(CampWitness.objects.filter(election=desk.election).values_list("camp", "url"))
    said, own = found.said, camps_of(desk)
    rows = [
        WitnessRow(
            camp=camp,
            name=camp_name(found.state, camp),
            key=key,
            url=typed.get(camp, urls.get(camp, "")),
            last=int(said.last.get(camp, 0)) if said else 0,
            current=bool(said and camp in said.cosigned),
            own=camp in own,
        )
        for camp, key in sorted(found.state.rules.witnesses.keys.items())
    ]
    return desk.render(
        "agents/witnesses.html",
        status=422 if faults else 200,
        rows=rows,
        faults=faults,
        quorum=quorum_of(found),
        found=found,
    )
