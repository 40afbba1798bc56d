"""The first page of the agents' desk: what has come since this person last looked.

Everything here is what has been published (``office.published``), and nothing else.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.db.models import F
from django.db.models.functions import Greatest
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.errors import Malformed
from suffrage.office.desks.agents.choice import instances_of, one_of, speaker_of
from suffrage.office.desks.agents.policy import POLICY
from suffrage.office.desks.agents.witnesses import quorum_of
from suffrage.office.models import Grant
from suffrage.office.published import SHEETS, Came, Published, published, sheets_since
from suffrage.office.rights.desk import Desk, action
from suffrage.site.pages.people import contest_title, option_of, unit_name, unit_title
from suffrage.site.pages.roles import role_name

__all__ = ["SheetRow", "front", "seen"]

LISTED: Final = 200
"""Sheets on one page."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A record of a sheet with its names; ``votes`` are pairs of a label and a number."""

    came: Came
    title: str
    contest: str
    by: str
    votes: tuple[tuple[str, int], ...]


@action(POLICY, "see")
def front(desk: Desk) -> HttpResponse:
    """The sheets that came since the last look, by contest, federation and kind."""
    found = published(desk.election)
    if not found.size:
        return desk.render("agents/before.html")
    asked, rules = desk.request.GET, found.state.rules
    choice = {
        "contest": one_of(asked.get("contest", ""), rules.instances()),
        "federation": one_of(asked.get("federation", ""), [u.id for u in rules.tree.federations]),
        "kind": one_of(asked.get("kind", ""), [kind.partition("/")[0] for kind in SHEETS]),
        "all": "1" if asked.get("all") else "",
    }
    since = 0 if choice["all"] else _seen(desk)
    came = [one for one in sheets_since(found, since) if _chosen(one, choice)][::-1]
    first = _first(asked.get("page", ""), len(came))
    return desk.render(
        "agents/front.html",
        found=found,
        since=since,
        rows=[_row(desk, found, one) for one in came[first : first + LISTED]],
        number=len(came),
        choice=choice,
        instances=instances_of(found.state),
        federations=[(one.id, unit_name(found.state, one.id)) for one in rules.tree.federations],
        kinds=[kind.partition("/")[0] for kind in SHEETS],
        before=first and urlencode({**choice, "page": first // LISTED}),
        after=first + LISTED < len(came) and urlencode({**choice, "page": first // LISTED + 2}),
        quorum=quorum_of(found),
    )


@action(POLICY, "see")
def seen(desk: Desk) -> HttpResponse:
    """Remember how much of the board this person has looked at: what the page has shown."""
    if desk.request.method == "POST":
        text = desk.request.POST.get("size", "")
        if not text.isdecimal() or len(text) > 9:  # noqa: PLR2004  (no board is so long)
            raise Malformed("office.choice", at="size")
        size = min(int(text), published(desk.election).size)
        own = Grant.objects.filter(election=desk.election, person=desk.person)
        own.update(seen=Greatest(F("seen"), size))
    return HttpResponseRedirect(reverse("agents", args=(desk.election.slug,)))


def _seen(desk: Desk) -> int:
    own = Grant.objects.filter(election=desk.election, person=desk.person)
    return max(own.values_list("seen", flat=True), default=0)


def _chosen(one: Came, choice: dict[str, str]) -> bool:
    wanted = (
        (choice["contest"], one.instance),
        (choice["federation"], one.federation),
        (choice["kind"], one.kind),
    )
    return all(asked in ("", value) for asked, value in wanted)


def _first(page: str, number: int) -> int:
    turned = int(page) - 1 if page.isdecimal() and len(page) < 7 else 0  # noqa: PLR2004
    return max(0, min(turned, (number - 1) // LISTED)) * LISTED


def _row(desk: Desk, found: Published, one: Came) -> SheetRow:
    state, speaker = found.state, speaker_of(desk)
    votes = one.figures.votes.items() if one.figures else ()
    return SheetRow(
        came=one,
        title=unit_title(state, one.unit),
        contest=contest_title(state, one.instance, speaker.language),
        by=role_name(state, one.by, speaker, one.unit),
        votes=tuple((option_of(state, one.instance, id_).label, n) for id_, n in votes),
    )
