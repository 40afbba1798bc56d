"""What a second teller or a member of the commission may read: sheets with one entry."""

from collections.abc import Iterator

from django.http import HttpResponse

from suffrage.count.unit_state import Received
from suffrage.office.desks.federation.lines import the_round
from suffrage.office.desks.federation.policy import POLICY
from suffrage.office.rights.desk import Desk, action
from suffrage.office.rights.policy import kind_of, place_of
from suffrage.office.speech import reader
from suffrage.site.pages.people import contest_title, unit_title

__all__ = ["second_readings"]


@action(POLICY, "queue")
def second_readings(desk: Desk) -> HttpResponse:
    """Sheets with one entry, in the sections where this person reads papers."""
    return desk.render("federation/queue.html", rows=list(_rows(desk)))


def _rows(desk: Desk) -> Iterator[tuple[str, str, str, str]]:
    """Section, its title, the contest and its title."""
    state, language = desk.state, reader().language
    everywhere = any(kind_of(role) == "commission" for role in desk.roles)
    own = {place_of(role) for role in desk.roles if kind_of(role) == "teller"}
    for contest in state.rules.contests_of(the_round(state, desk.now)):
        for unit in state.rules.tree.sections:
            if not everywhere and unit.id not in own:
                continue
            if isinstance(state.unit(contest.id, unit.id), Received):
                instance = state.rules.instance_of(contest.id, unit.id)
                title = contest_title(state, instance, language)
                yield unit.id, unit_title(state, unit.id), contest.id, title
