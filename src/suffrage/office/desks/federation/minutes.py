"""A federation's minutes: the totals of its sections in each contest, with how each stands.

The figures are the board's, in force as it stands; the public page of the federation has them
too. Printed they are a paper of the federation and no result: it says of which size of the board.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string

from suffrage.conduct.standing import option_ids
from suffrage.conduct.tables import unit_counts
from suffrage.count.figures import Figures
from suffrage.count.totals import Totals, UnitCount, total
from suffrage.count.unit_state import Summed, figures_in_force, name_of
from suffrage.errors import Refused
from suffrage.office.desks.federation.policy import POLICY
from suffrage.office.desks.federation.worklist import asked_round, check_federation
from suffrage.office.desks.kits.making import the_printer
from suffrage.office.rights.desk import Desk, action
from suffrage.office.speech import reader
from suffrage.site.pages.addresses import federation_path, page_path
from suffrage.site.pages.people import (
    contest_title,
    election_title,
    options_of,
    unit_name,
    unit_title,
)

__all__ = ["Minutes", "minutes", "minutes_of", "minutes_pdf"]


@dataclass(frozen=True, slots=True)
class Row:
    """A section, or the sum of a pool; ``figures`` where it gives any."""

    unit: str
    title: str
    state: str
    registered: int
    figures: Figures | None
    disputed: bool


@dataclass(frozen=True, slots=True)
class Minutes:
    """One contest: its options as (id, label), totals, and sections; ``public`` is its page."""

    title: str
    options: tuple[tuple[str, str], ...]
    totals: Totals
    rows: tuple[Row, ...]
    public: str


@action(POLICY, "see", unit="unit")
def minutes(desk: Desk, unit: str) -> HttpResponse:
    """The minutes as a page to print."""
    return desk.render("federation/minutes.html", **_context(desk, unit), pdf=False)


@action(POLICY, "see", unit="unit")
def minutes_pdf(desk: Desk, unit: str) -> HttpResponse:
    """The minutes as PDF; ``Unavailable("kits.no-printer")`` where nothing makes one."""
    render = the_printer()
    context = {**_context(desk, unit), "desk": desk, "pdf": True}
    desk.request.zone = desk.definition.time_zone  # type: ignore[attr-defined]
    html = render_to_string("federation/minutes_paper.html", context, desk.request)
    response = HttpResponse(render(html), content_type="application/pdf")
    name = f"{desk.election.slug}-{unit}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def minutes_of(desk: Desk, place: str, round_: int) -> Iterator[Minutes]:
    """The contests of a round in a federation, one of each instance that it has sections of."""
    state, language = desk.state, reader().language
    sections = {one.id for one in state.rules.tree.below(place)}
    for contest in state.rules.contests_of(round_):
        for instance in dict.fromkeys(state.rules.instance_of(contest.id, s) for s in sections):
            counts = [one for one in unit_counts(state, instance) if set(one.sections) <= sections]
            whole = state.rules.contest_by_id[contest.id].scope == "nation"
            public = (
                federation_path(language, instance, place)
                if whole
                else page_path(language, instance)
            )
            yield Minutes(
                title=contest_title(state, instance, language),
                options=tuple((one.id, one.label) for one in options_of(state, instance)),
                totals=total(counts, option_ids(state, instance)),
                rows=tuple(_row(desk, one) for one in counts),
                public=public,
            )


def _row(desk: Desk, count: UnitCount) -> Row:
    pool = isinstance(count.state, Summed)
    title = reader().t("page.pool", pool=count.unit) if pool else unit_title(desk.state, count.unit)
    return Row(
        unit=count.unit,
        title=title,
        state=name_of(count.state),
        registered=count.registered,
        figures=figures_in_force(count.state),
        disputed=count.disputed,
    )


def _context(desk: Desk, unit: str) -> dict[str, Any]:
    check_federation(desk, unit)
    if desk.state.phase == "draft":
        raise Refused("federation.no-minutes")
    round_ = asked_round(desk)
    return {
        "place": unit,
        "name": unit_name(desk.state, unit),
        "election": election_title(desk.state, reader().language),
        "round": round_,
        "minutes": list(minutes_of(desk, unit, round_)),
        "size": desk.state.size,
        "origin": desk.definition.origin,
        "now": desk.now,
    }
