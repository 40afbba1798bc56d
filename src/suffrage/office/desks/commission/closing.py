"""The end of an election: announcements, certificates, ratification, bodies, the closed board."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.acts.closing.announce_result import announce_result
from suffrage.acts.closing.close_board import close_board
from suffrage.acts.closing.seat_body import seat_body
from suffrage.conduct.bodies import body_seats
from suffrage.conduct.standing import option_ids, total_now
from suffrage.conduct.state import State
from suffrage.conduct.tables import ending_of
from suffrage.count.seating import BodySeats
from suffrage.errors import SuffrageError
from suffrage.model.bodies import Body
from suffrage.office.desks.commission.closing_view import figures_of, since_announced
from suffrage.office.desks.commission.disputes_effects import told_effects
from suffrage.office.desks.commission.night import INSTANCES, instance_rows, page_of
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.desks.commission.polls import why_not
from suffrage.office.motions.move import move
from suffrage.office.publishing.publisher import public_folder
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.propose import propose
from suffrage.office.speech import reader
from suffrage.rules.tie import Waiting
from suffrage.site.exports.minutes_files import minutes_path
from suffrage.site.pages.people import contest_title, option_of, titled
from suffrage.words import LANGUAGES

__all__ = ["announce", "close_all", "closing", "known_instance", "minutes_links", "result", "seat"]


@dataclass(frozen=True, slots=True)
class _BodyRow:
    """A body: seats by option as the votes give them, or why it cannot be seated now."""

    body: str
    title: str
    seats: tuple[tuple[str, int], ...]
    seated: bool
    hindered: str


@action(POLICY, "see")
def closing(desk: Desk) -> HttpResponse:
    """Every instance with its status, every body, the ties that wait for dice, the board's end."""
    if not desk.election.convened:
        return desk.render("commission/night_before.html")
    state = desk.state
    by = _as_member(state)
    every = state.rules.instances()
    page = page_of(desk.request.GET.get("page", ""), len(every), INSTANCES)
    return desk.render(
        "commission/closing.html",
        instances=instance_rows(desk, every[page]),
        before=page.start // INSTANCES,
        after=page.stop < len(every) and page.stop // INSTANCES + 1,
        bodies=[_body(desk, one) for one in state.rules.bodies],
        lots=list(_lots(desk)),
        unclosable=why_not(state, lambda now: close_board(now, by, desk.now)),
        phase=state.phase,
    )


@action(POLICY, "see")
def result(desk: Desk, instance: str) -> HttpResponse:
    """One instance: its figures three ways, what disputes can change, its announcement."""
    known_instance(desk, instance)
    state, speaker = desk.state, reader(desk.definition.time_zone)
    row = instance_rows(desk, [instance])[0]
    by = _as_member(state)
    figures = figures_of(state, instance, speaker)
    waits = any(
        one.status in ("open", "correction-due")
        and state.rules.instance_of(one.contest, one.unit) == instance
        for one in state.disputes.values()
    )
    return desk.render(
        "commission/result.html",
        row=row,
        instance=instance,
        figures=figures,
        effects=told_effects(desk, instance) if figures and waits else [],
        announced=instance in state.announced,
        since=since_announced(state, instance, speaker),
        unannounced=why_not(state, lambda now: announce_result(now, by, desk.now, instance)),
        minutes=minutes_links(desk, instance),
    )


@action(POLICY, "act")
def announce(desk: Desk, instance: str) -> HttpResponse:
    """Propose the announcement of a result."""
    known_instance(desk, instance)
    then = reverse("commission-result", args=(desk.election.slug, instance))
    if desk.request.method != "POST":
        return HttpResponseRedirect(then)
    act = lambda state: announce_result(state, desk.role, desk.now, instance)  # noqa: E731
    return propose(desk, act, then=then)


@action(POLICY, "act")
def seat(desk: Desk, body: str) -> HttpResponse:
    """Propose that a body takes the seats that the votes give."""
    then = reverse("closing", args=(desk.election.slug,))
    if desk.request.method != "POST":
        return HttpResponseRedirect(then)
    act = lambda state: seat_body(state, desk.role, desk.now, body)  # noqa: E731
    return propose(desk, act, then=then)


@action(POLICY, "move")
def close_all(desk: Desk) -> HttpResponse:
    """Move to close the board, after which nothing is written."""
    then = reverse("closing", args=(desk.election.slug,))
    if desk.request.method != "POST":
        return HttpResponseRedirect(then)
    return move(desk, lambda state: close_board(state, desk.role, desk.now), then=then)


def known_instance(desk: Desk, instance: str) -> None:
    """Raise ``Http404`` for an instance that the definition does not have."""
    if not desk.election.convened or instance not in desk.state.rules.instances():
        raise Http404


def minutes_links(desk: Desk, instance: str) -> list[tuple[str, str]]:
    """The printed minutes that the public folder has: language and address."""
    slug = desk.election.slug
    paths = [(language, minutes_path(instance, language)) for language in LANGUAGES]
    return [
        (language, reverse("public", args=(slug, path)))
        for language, path in paths
        if (public_folder(slug) / path).is_file()
    ]


def _as_member(state: State) -> str:
    """Whoever looks on is told the same as a member."""
    return f"commission@{state.rules.commission.members[0]}"


def _body(desk: Desk, body: Body) -> _BodyRow:
    state, by = desk.state, _as_member(desk.state)
    seats = _seats(state, body)
    return _BodyRow(
        body=body.id,
        title=titled(body.title, reader().language, body.id),
        seats=tuple(
            (option_of(state, body.contest, option).label, number)
            for option, number in (seats.award.seats if seats else {}).items()
        ),
        seated=body.id in state.seated,
        hindered=why_not(state, lambda now: seat_body(now, by, desk.now, body.id)),
    )


def _seats(state: State, body: Body) -> BodySeats | None:
    """The seats by the votes as they stand, once the contest is certified."""
    if body.contest not in state.certified:
        return None
    try:
        return body_seats(state, body)
    except SuffrageError:
        return None


def _lots(desk: Desk) -> list[tuple[str, str]]:
    """The subjects whose ties wait for dice, with their titles."""
    state, language, found = desk.state, reader().language, []
    for instance in state.rules.instances():
        shown = figures_of(state, instance, reader(state.rules.time_zone))
        if shown is None or shown.missing or not option_ids(state, instance):
            continue
        totals = total_now(state, instance)
        tie = ending_of(state, instance, totals).tie if totals.valid else None
        if isinstance(tie, Waiting) and tie.waits_for == "lot":
            found.append((f"contest:{instance}", contest_title(state, instance, language)))
    for body in state.rules.bodies:
        seats = _seats(state, body)
        if seats and any(one.waits_for == "lot" for one in seats.waiting):
            found.append((f"body:{body.id}", titled(body.title, language, body.id)))
    return found
