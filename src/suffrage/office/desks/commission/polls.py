"""The commission opens and closes an evening, and sees the hours and what stands in the way."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.acts.opening.close_polls import close_polls
from suffrage.acts.opening.open_polls import open_polls
from suffrage.acts.perform import Act
from suffrage.conduct.state import State
from suffrage.conduct.step import foresee
from suffrage.errors import SuffrageError
from suffrage.model.units import PAPER
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.propose import propose
from suffrage.office.speech import reader
from suffrage.site.pages.people import contest_title, unit_title

__all__ = ["close", "open_", "polls", "why_not"]


@dataclass(frozen=True, slots=True)
class _Round:
    """One evening: its hours, the later ends of single sections, what keeps it from going on."""

    number: int
    contests: tuple[str, ...]
    opens: str
    closes: str
    ends: tuple[tuple[str, str], ...]
    phase: str
    hindered: str
    heard: tuple[int, int]


@action(POLICY, "see")
def polls(desk: Desk) -> HttpResponse:
    """Every round with its hours; what would be refused now is told before it is tried."""
    if not desk.election.convened:
        return desk.render("commission/night_before.html")
    rounds = [_round(desk, number) for number in desk.definition.rounds]
    return desk.render("commission/polls.html", rounds=rounds)


@action(POLICY, "act")
def open_(desk: Desk, round: int) -> HttpResponse:  # noqa: A002  (the address names it)
    """Propose to open the polls of a round."""
    return _proposed(desk, lambda state: open_polls(state, desk.role, desk.now, round))


@action(POLICY, "act")
def close(desk: Desk, round: int) -> HttpResponse:  # noqa: A002  (the address names it)
    """Propose to close the polls of a round."""
    return _proposed(desk, lambda state: close_polls(state, desk.role, desk.now, round))


def why_not(state: State, act: Act) -> str:
    """The sentence for which the board would refuse an act now; empty if it would not."""
    try:
        draft = act(state)
        foresee(state, draft.record(), draft.body)
    except SuffrageError as error:
        # Hours are told in the zone of the election, not in that of the office.
        return reader(state.rules.time_zone).told(error.code, error.fields)
    return ""


def _proposed(desk: Desk, act: Act) -> HttpResponse:
    then = reverse("polls", args=(desk.election.slug,))
    if desk.request.method != "POST":
        return HttpResponseRedirect(then)
    return propose(desk, act, then=then)


def _round(desk: Desk, number: int) -> _Round:
    state, language = desk.state, reader().language
    contests, evening = state.rules.contests_of(number), state.evening(number)
    phase = "closed" if evening.closed else "open" if evening.opened else "before"
    # Whoever looks on is told the same as a member.
    by = f"commission@{state.rules.commission.members[0]}"
    hindered = ""
    if phase == "before":
        hindered = why_not(state, lambda now: open_polls(now, by, desk.now, number))
    elif phase == "open":
        hindered = why_not(state, lambda now: close_polls(now, by, desk.now, number))
    paper = [unit.id for unit in state.rules.tree.sections if unit.channel == PAPER]
    return _Round(
        number=number,
        contests=tuple(contest_title(state, one.id, language) for one in contests),
        opens=contests[0].opens,
        closes=contests[0].closes,
        ends=tuple((unit_title(state, unit), at) for unit, at in sorted(evening.ends.items())),
        phase=phase,
        hindered=hindered,
        heard=(sum((number, unit) in state.opened_sections for unit in paper), len(paper)),
    )
