"""Searches and answers: each look is a row first, and the page that shows it belongs to that row.

So nothing is seen without being logged, a page that is loaded again is no second look, and an
address that is passed on shows nothing to anybody else.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.errors import Refused, SuffrageError
from suffrage.office.desks.helpdesk.policy import POLICY
from suffrage.office.desks.kits.posted import posted
from suffrage.office.desks.roll.policy import POLICY as ROLL
from suffrage.office.desks.roll.rolls import member_in, members_seen
from suffrage.office.member.known import known_of
from suffrage.office.member.spoken import say, say_day
from suffrage.office.models import Lookup, Member
from suffrage.office.refusals import told
from suffrage.office.rights.desk import Desk, action
from suffrage.office.rights.policy import kind_of
from suffrage.office.speech import reader
from suffrage.roll.by_name import letters
from suffrage.roll.changes import GROUNDS
from suffrage.roll.find_member import read_query

__all__ = ["answer", "found", "front", "log", "look_at", "search"]

_MOST: Final = 20
_LIVES: Final = timedelta(hours=1)
_LONGEST: Final = 120
_LOG: Final = 500


@action(POLICY, "ask")
def front(desk: Desk) -> HttpResponse:
    """The form for a name or a number."""
    return _page(desk, "", None)


@action(POLICY, "ask")
@posted
def search(desk: Desk) -> HttpResponse:
    """Log a search and lead to what it finds."""
    query = desk.request.POST.get("query", "").strip()[:_LONGEST]
    try:
        read_query(query)
    except SuffrageError as error:
        return _page(desk, query, None, fault=told(error))
    look = _logged(desk, query=query)
    return HttpResponseRedirect(reverse("helpdesk-found", args=(desk.election.slug, look.pk)))


@action(POLICY, "ask")
def found(desk: Desk, look: int) -> HttpResponse:
    """The members whom a search may mean."""
    own = _own(desk, look)
    rows = _meant(members_seen(desk), own.query)
    shown = [(row.pk, row.number, row.name, row.unit, row.on_roll) for row in rows[:_MOST]]
    return _page(desk, own.query, shown, rows.count())


@action(POLICY, "ask", unit="unit")
@posted
def look_at(desk: Desk, unit: str, member: int) -> HttpResponse:
    """Log a look at a member and lead to the answer."""
    row = member_in(desk, unit, member)
    look = _logged(desk, number=row.number)
    return HttpResponseRedirect(reverse("helpdesk-answer", args=(desk.election.slug, look.pk)))


@action(POLICY, "ask")
def answer(desk: Desk, look: int) -> HttpResponse:
    """What is true of the member of a look, and what the role may do about it."""
    own = _own(desk, look)
    row = members_seen(desk).filter(number=own.number).first()
    if row is None or not own.number:
        raise Http404
    speak = reader(desk.definition.time_zone)
    kinds = {kind_of(role) for role in desk.roles}
    known = known_of(desk.election, row, desk.now)
    return desk.render(
        "helpdesk/answer.html",
        known=known,
        pk=row.pk,
        look=own.pk,
        say=lambda one: say(speak, one),
        day=lambda one: say_day(speak, one.isoformat()),
        sections=desk.definition.tree.sections,
        may={name: not kinds.isdisjoint(who) for name, who in ROLL.actions.items()},
        grounds={
            kind: [ground for ground, allowed in GROUNDS.items() if kind in allowed]
            for kind in ("added", "removed", "moved")
        },
    )


@action(POLICY, "log")
def log(desk: Desk) -> HttpResponse:
    """Who looked up whom and when, and how often each."""
    looks = Lookup.objects.filter(election=desk.election).select_related("person").order_by("-pk")
    often = looks.order_by().values("person__email").annotate(number=Count("pk"))
    return desk.render(
        "helpdesk/log.html", looks=looks[:_LOG], often=often.order_by("-number"), most=_LOG
    )


def _page(
    desk: Desk, query: str, shown: list[Any] | None, total: int = 0, fault: str = ""
) -> HttpResponse:
    may_log = any(kind_of(role) in POLICY.actions["log"] for role in desk.roles)
    return desk.render(
        "helpdesk/front.html",
        status=422 if fault else 200,
        query=query,
        fault=fault,
        found=shown,
        total=total,
        may_log=may_log,
    )


def _logged(desk: Desk, **what: str) -> Lookup:
    return Lookup.objects.create(
        election=desk.election, person=desk.person, role=desk.role, at=desk.now, **what
    )


def _own(desk: Desk, pk: int) -> Lookup:
    """The person's own look, not an old one."""
    look = Lookup.objects.filter(election=desk.election, person=desk.person, pk=pk).first()
    if look is None:
        raise Http404
    if datetime.fromisoformat(desk.now) - datetime.fromisoformat(look.at) > _LIVES:
        raise Refused("helpdesk.old-look")
    return look


def _meant(rows: QuerySet[Member], query: str) -> QuerySet[Member]:
    """Whose whole number it is, alone; else those whose number or name has all words."""
    exact = rows.filter(search__startswith=f"{letters(query)} ")
    if exact.exists():
        return exact.order_by("sort", "number")
    for word in read_query(query):
        rows = rows.filter(search__contains=word)
    return rows.order_by("sort", "number")
