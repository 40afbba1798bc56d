"""The door of a member's page: number and address in, a code by mail, the own page.

Answers are the same for a member and for anybody else, and so is the time they take.
"""

import os
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from suffrage.errors import Malformed, NotVerified, Refused, SuffrageError
from suffrage.office.clock import instant, now
from suffrage.office.codes import check_code, draw_code, keep_code
from suffrage.office.desks.roll.rolls import definition_of
from suffrage.office.member.sending import send_code
from suffrage.office.models import Election, Member, MemberDoor
from suffrage.office.pages import set_board
from suffrage.office.refusals import told
from suffrage.office.serving.client_line import client_line
from suffrage.office.speech import reader

__all__ = ["ask", "code", "door", "election_of", "leave", "member_of", "page", "try_code"]

_WINDOW: Final = timedelta(minutes=15)
_MOST_ASKED: Final = 30
_LIFE: Final = timedelta(minutes=20)
_MOST_TRIES: Final = 5
_SESSION: Final = timedelta(minutes=30)
_LONGEST: Final = 254


@require_GET
def door(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for number and address; straight on for who is through."""
    election = election_of(slug)
    if _session(request, slug):
        return HttpResponseRedirect(reverse("member-own", args=(slug,)))
    return page(request, election, "member/door.html", typed={}, fault="")


@require_POST
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Have a code sent, if there is such a member; the answer does not tell."""
    election = election_of(slug)
    typed = {name: request.POST.get(name, "").strip() for name in ("number", "email")}
    if not all(typed.values()) or any(len(text) > _LONGEST for text in typed.values()):
        fault = told(Malformed("member.door-empty", at="number"))
        return page(request, election, "member/door.html", 422, typed=typed, fault=fault)
    address = client_line(request, "suffrage.member")
    asked = MemberDoor.objects.filter(address=address, at__gt=now() - _WINDOW)
    if asked.count() >= _MOST_ASKED:
        raise Refused("member.door-wait", minutes=int(_WINDOW.total_seconds()) // 60)
    row = MemberDoor.objects.create(election=election, address=address, at=now())
    request.session["member_door"] = row.pk
    send_code(row.pk, typed["number"], typed["email"], reader().language)
    return HttpResponseRedirect(reverse("member-code", args=(slug,)))


@require_GET
def code(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for the code."""
    return page(request, election_of(slug), "member/code.html", fault="")


@require_POST
def try_code(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the page with the code that was sent to this browser's request."""
    election = election_of(slug)
    try:
        number = _opened(request, election, request.POST.get("code", ""))
    except SuffrageError as error:
        return page(request, election, "member/code.html", 422, fault=told(error))
    request.session.cycle_key()
    request.session["member"] = {slug: [number, instant()]}
    request.session.pop("member_door", None)
    return HttpResponseRedirect(reverse("member-own", args=(slug,)))


@require_POST
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the page on this device."""
    request.session.pop("member", None)
    return HttpResponseRedirect(reverse("member", args=(slug,)))


def election_of(slug: str) -> Election:
    """The election of an address; no page without one, nor while it has no members."""
    election = Election.objects.filter(slug=slug).first()
    if election is None or not Member.objects.filter(election=election).exists():
        raise Http404
    return election


def member_of(request: HttpRequest, election: Election) -> Member | None:
    """The member whose page this browser has opened lately."""
    number = _session(request, election.slug)
    if not number:
        return None
    return Member.objects.filter(election=election, number=number).first()


def page(
    request: HttpRequest, election: Election, template: str, status: int = 200, **context: object
) -> HttpResponse:
    """A page for members, its hours told in the election's zone."""
    definition = definition_of(election)
    set_board(request, definition)
    speaker = reader(definition.time_zone)
    title = definition.title.get(speaker.language, election.slug)
    known = {"slug": election.slug, "election_title": title, **context}
    return render(request, template, known, status=status)


def _session(request: HttpRequest, slug: str) -> str:
    number, since = request.session.get("member", {}).get(slug, ("", ""))
    if not since or now() - datetime.fromisoformat(since) > _SESSION:
        return ""
    return str(number)


def _opened(request: HttpRequest, election: Election, typed: str) -> str:
    """The number whose code this is; raises ``NotVerified("member.code-wrong")`` for any other.

    A try is counted before it is looked at, and one code opens once.
    """
    rows = MemberDoor.objects.filter(
        pk=request.session.get("member_door", 0),
        election=election,
        attempts__lt=_MOST_TRIES,
        used=False,
        at__gt=now() - _LIFE,
    )
    counted = rows.update(attempts=F("attempts") + 1)
    row = MemberDoor.objects.filter(pk=request.session.get("member_door", 0)).first()
    kept = (
        row.code if row and counted and row.code else keep_code(draw_code(os.urandom), os.urandom)
    )
    try:
        check_code(kept, typed)
    except SuffrageError as error:
        raise NotVerified("member.code-wrong", at="code") from error
    if row is None or not MemberDoor.objects.filter(pk=row.pk, used=False).update(used=True):
        raise NotVerified("member.code-wrong", at="code")
    return row.number
