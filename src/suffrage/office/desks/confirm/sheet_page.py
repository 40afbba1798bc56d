"""The page behind a sheet's QR code, for anybody who holds the paper: ``/c?v=1&origin=…``.

It shows what has been published of this sheet, with its hash and its place: no figure is seen here
before everybody sees it. An agent who is signed in may say there what they did with the paper.
"""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from suffrage.conduct.state import State
from suffrage.count.figures import Figures
from suffrage.count.unit_state import figures_on_board, name_of
from suffrage.errors import Malformed
from suffrage.office.boards import board_state
from suffrage.office.models import Election, Grant
from suffrage.office.pages import set_board
from suffrage.office.print.marks import SheetMark, read_sheet_mark
from suffrage.office.published import published
from suffrage.office.speech import reader
from suffrage.site.pages.addresses import unit_path
from suffrage.site.pages.people import contest_title, options_of, unit_name

__all__ = ["OnBoard", "on_board", "sheet_page"]


@dataclass(frozen=True, slots=True)
class OnBoard:
    """A sheet as the board has it: its state, the hash of its payload, the index of its record."""

    status: str
    payload: str
    index: int | None
    figures: Figures | None


def on_board(state: State, contest: str, unit: str) -> OnBoard:
    """The sheet of a section in a contest now; without one, its payload is empty."""
    found = state.unit(contest, unit)
    payload: str = getattr(found, "payload", "")
    return OnBoard(
        name_of(found), payload, state.kept.get(payload) if payload else None,
        figures_on_board(found),
    )  # fmt: skip


@require_safe
def sheet_page(request: HttpRequest) -> HttpResponse:
    """The sheet that the query names; a page that says so for any other address."""
    mark = read_sheet_mark(request.get_full_path())
    election, state = _board(mark)
    set_board(request, state.rules)
    instance = state.rules.instance_of(mark.contest, mark.unit)
    language = reader().language
    return render(
        request,
        "confirm/sheet.html",
        {
            "election": election,
            "mark": mark,
            "name": unit_name(state, mark.unit),
            "contest": contest_title(state, instance, language),
            "options": options_of(state, instance),
            "sheet": _published(election, mark),
            "public": reverse(
                "public", args=(election.slug, unit_path(language, instance, mark.unit))
            ),
            "agent": _is_agent(request, election),
        },
    )


def _published(election: Election, mark: SheetMark) -> OnBoard:
    """The sheet as it is published; awaited while nothing is."""
    state = published(election).state
    if state.definition is None:
        return OnBoard("awaited", "", None, None)
    return on_board(state, mark.contest, mark.unit)


def _board(mark: SheetMark) -> tuple[Election, State]:
    """The election of a mark; raises ``Malformed("kit.mark")`` for a sheet that there is not."""
    slug = mark.origin.rpartition("/")[2]
    election = Election.objects.filter(slug=slug, draft=b"").first()
    if election is None:
        raise Http404
    state = board_state(slug)
    rules = state.rules
    contest = rules.contest_by_id.get(mark.contest)
    known = mark.unit in rules.tree.section_ids and contest and contest.round == mark.round
    if mark.origin != state.origin or not known:
        raise Malformed("kit.mark")
    return election, state


def _is_agent(request: HttpRequest, election: Election) -> bool:
    if not request.user.is_authenticated:
        return False
    grants = Grant.objects.filter(election=election, person=request.user.pk)
    return grants.filter(role__startswith="agent@").exists()
