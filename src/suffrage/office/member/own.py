"""A member's own page: the entry and why, section and hours, an appeal, and the own leaf."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from suffrage.errors import Refused, SuffrageError
from suffrage.model import canonical
from suffrage.office.boards import board_state
from suffrage.office.clock import instant
from suffrage.office.desks.roll.appeals import file_appeal
from suffrage.office.desks.roll.rolls import definition_of
from suffrage.office.member.door import election_of, member_of, page
from suffrage.office.member.known import known_of
from suffrage.office.member.leaf import opening_of
from suffrage.office.member.spoken import say, say_day
from suffrage.office.models import Election, Member, Roll
from suffrage.office.refusals import told
from suffrage.office.speech import reader

__all__ = ["appeal", "leaf", "own"]


@require_GET
def own(request: HttpRequest, slug: str) -> HttpResponse:
    """What the office knows of the member whose page this is."""
    election = election_of(slug)
    row = member_of(request, election)
    if row is None:
        return _to_door(slug)
    return _page(request, election, row, {}, "")


@require_POST
def appeal(request: HttpRequest, slug: str) -> HttpResponse:
    """File the member's appeal."""
    election = election_of(slug)
    row = member_of(request, election)
    if row is None:
        return _to_door(slug)
    try:
        file_appeal(election, row, request.POST.dict(), "member", instant())
    except SuffrageError as error:
        return _page(request, election, row, request.POST.dict(), told(error), 422)
    return HttpResponseRedirect(reverse("member-own", args=(slug,)))


@require_GET
def leaf(request: HttpRequest, slug: str) -> HttpResponse:
    """The opening of the member's own leaf, to be checked without this office."""
    election = election_of(slug)
    row = member_of(request, election)
    if row is None:
        return _to_door(slug)
    answer = HttpResponse(canonical.encode(opening_of(election, row.number)), "application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="opening.json"'
    return answer


def _page(
    request: HttpRequest,
    election: Election,
    row: Member,
    typed: dict[str, str],
    fault: str,
    status: int = 200,
) -> HttpResponse:
    definition = definition_of(election)
    speak = reader(definition.time_zone)
    known = known_of(election, row, instant())
    return page(
        request,
        election,
        "member/own.html",
        status,
        known=known,
        waiting=any(not one.outcome for one in known.appeals),
        say=lambda one: say(speak, one),
        day=lambda one: say_day(speak, one.isoformat()),
        typed=typed,
        fault=fault,
        sections=definition.tree.sections,
        leaf=_leaf_of(election, row),
        public=f"{settings.ENVIRONMENT.url}/e/{election.slug}/",
    )


def _leaf_of(election: Election, row: Member) -> dict[str, str | int] | None:
    """What the opening is checked against; ``None`` for who has no leaf."""
    roll = Roll.objects.filter(election=election).first()
    if roll is None or roll.index is None:
        return None
    try:
        opening = opening_of(election, row.number)
    except Refused:
        return None
    entitled = sum(unit.registered for unit in board_state(election.slug).rules.tree.sections)
    return {
        "root": roll.root,
        "entitled": entitled,
        "index": roll.index,
        "unit": opening.secret.unit,
    }


def _to_door(slug: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("member", args=(slug,)))
