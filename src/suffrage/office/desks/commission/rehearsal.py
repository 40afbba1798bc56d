"""Rehearse: one button plays the evening on a board of its own; afterwards, who needs help.

Everybody with a role has the same role at the rehearsal's desks, under its banner, to look at
the night and to print kits; a section that opens its kit there has connected.
"""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from suffrage.errors import Refused
from suffrage.model import canonical
from suffrage.model.definition import Definition
from suffrage.office.clock import now
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.desks.commission.rehearsal_run import about, start, stopped
from suffrage.office.elections.rehearsal.cast import Cast
from suffrage.office.elections.rehearsal.rehearsed import rehearsal_of
from suffrage.office.elections.rehearsal.report import (
    PhotoState,
    RehearsalReport,
    rehearsal_report,
)
from suffrage.office.models import Election, Grant, Kit, Photo, Rehearsal
from suffrage.office.rights.desk import Desk, action
from suffrage.office.rights.policy import kind_of

__all__ = ["begin", "go_on", "report"]


@action(POLICY, "rehearse")
def begin(desk: Desk) -> HttpResponse:
    """Make the rehearsal and play it; the page that follows shows how far it is.

    Raises ``Refused("rehearsal.again" | "rehearsal.running")``.
    """
    if desk.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if desk.definition.rehearsal:
        raise Refused("rehearsal.again")
    running = Rehearsal.objects.filter(election__rehearses=desk.election, finished_at=None)
    if any(not stopped(one) for one in running):
        raise Refused("rehearsal.running")
    people = desk.request.POST.get("people") == "1"
    cast = Cast.fresh(desk.definition, secrets.token_bytes)
    made = _next(desk, cast, people=people)
    run = _kept(desk, made, "script" if people else "")
    start(run.pk, made, cast)
    return HttpResponseRedirect(reverse("rehearsal", args=(made.slug,)))


@action(POLICY, "rehearse")
def go_on(desk: Desk) -> HttpResponse:
    """Close the polls of a rehearsal with people; then end it."""
    if desk.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    for now_at, then in (("count", "ended"), ("open", "count")):
        if desk.request.POST.get("stage") == then:
            Rehearsal.objects.filter(election=desk.election, stage=now_at).update(stage=then)
    return HttpResponseRedirect(reverse("rehearsal", args=(desk.election.slug,)))


@action(POLICY, "see")
def report(desk: Desk) -> HttpResponse:
    """How far the rehearsal is; once it is finished, the sections to be helped."""
    run = Rehearsal.objects.filter(election=desk.election).first()
    if run is None:
        raise Refused("rehearsal.not-one")
    finished = run.finished_at is not None
    return desk.render(
        "commission/rehearsal.html",
        run=run,
        running=not finished and not stopped(run),
        stopped=stopped(run),
        said=_report(desk) if (finished or run.stage) and not run.fault else None,
        acts=any(kind_of(role) in ("convener", "commission") for role in desk.roles),
        kits=Kit.objects.filter(election=desk.election).exists(),
        original=desk.election.rehearses,
    )


def _next(desk: Desk, cast: Cast, *, people: bool) -> Definition:
    """The rehearsal under the first free name, its evenings wholly in the past.

    With people only the first is, and just so: its polls may be closed at any moment, and its
    sections' doors are open.
    """
    rules = desk.definition
    contests = rules.contests_of(rules.rounds[0]) if people else rules.contests
    first = min(datetime.fromisoformat(one.opens) for one in contests)
    last = max(datetime.fromisoformat(one.closes) for one in contests)
    apart = timedelta(minutes=1) if people else timedelta(days=1)
    opens = (now() - (last - first) - apart).strftime("%Y-%m-%dT%H:%M:%SZ")
    number = 1
    made = rehearsal_of(desk.definition, cast, opens)
    while Election.objects.filter(slug=made.slug).exists():
        number += 1
        made = rehearsal_of(desk.definition, cast, opens, number=number)
    return made


def _kept(desk: Desk, made: Definition, stage: str) -> Rehearsal:
    """The rehearsal's own election, with the same people in the same roles."""
    with transaction.atomic():
        election = Election.objects.create(
            slug=made.slug,
            draft=canonical.encode(made),
            convener=desk.election.convener,
            rehearses=desk.election,
        )
        Grant.objects.bulk_create(
            Grant(election=election, person=one.person, role=one.role, phone=one.phone)
            for one in Grant.objects.filter(election=desk.election).select_related("person")
        )
        return Rehearsal.objects.create(
            election=election,
            seed=secrets.token_hex(8),
            total=about(made),
            stage=stage,
            beat=timezone.now(),
        )


def _report(desk: Desk) -> RehearsalReport:
    """From the kits that phones opened, and what was said of the photos they sent."""
    kits = Kit.objects.filter(election=desk.election, opened_at__isnull=False)
    photos: dict[str, PhotoState] = {}
    for unit, unreadable in Photo.objects.filter(election=desk.election).values_list(
        "unit", "unreadable"
    ):
        # One that can be read is enough.
        photos[unit] = "unreadable" if unreadable and photos.get(unit) != "readable" else "readable"
    return rehearsal_report(desk.definition, set(kits.values_list("unit", flat=True)), photos)
