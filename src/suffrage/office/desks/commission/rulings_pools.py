"""Pools of sections too small to be published alone: summed, or excused with too few ballots.

The openings that come as files are secrets of the sections: they serve for one draft, in memory,
and no table of the office keeps them.
"""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.acts.paper.excuse_pool import excuse_pool
from suffrage.acts.paper.sum_pool import sum_pool
from suffrage.count.unit_state import Pooled, Sealed
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.motions.move import move
from suffrage.office.openings import sent_opening
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.propose import propose
from suffrage.office.speech import reader
from suffrage.site.pages.people import contest_title, unit_title

__all__ = ["pools", "settle_pool"]


@dataclass(frozen=True, slots=True)
class _PoolRow:
    """A pool in one contest, its sections with whether they are sealed, and where it leads."""

    contest: str
    title: str
    pool: str
    joins: str
    sections: tuple[tuple[str, bool], ...]
    summed: bool


@action(POLICY, "see")
def pools(desk: Desk) -> HttpResponse:
    """Every pool of every contest; a member brings the openings here."""
    if not desk.election.convened:
        return desk.render("commission/night_before.html")
    return desk.render("commission/pools.html", rows=_rows(desk))


@action(POLICY, "act")
def settle_pool(desk: Desk) -> HttpResponse:
    """Propose the sum of a pool, or move that it is excused, from the files of openings."""
    address = reverse("commission-pools", args=(desk.election.slug,))
    if desk.request.method != "POST":
        return HttpResponseRedirect(address)
    contest, pool = desk.request.POST.get("contest", ""), desk.request.POST.get("pool", "")
    openings = [sent_opening(one) for one in desk.request.FILES.getlist("openings")]
    if desk.request.POST.get("what") == "excuse":
        return move(
            desk,
            lambda state: excuse_pool(
                state, desk.role, desk.now, contest=contest, pool=pool, openings=openings
            ),
            then=address,
        )
    return propose(
        desk,
        lambda state: sum_pool(
            state, desk.role, desk.now, contest=contest, pool=pool, openings=openings
        ),
        then=address,
    )


def _rows(desk: Desk) -> list[_PoolRow]:
    state = desk.state
    return [
        _PoolRow(
            contest=contest.id,
            title=contest_title(state, contest.id, reader().language),
            pool=pool.id,
            joins=pool.joins,
            sections=tuple(
                (
                    unit_title(state, unit),
                    isinstance(state.unit(contest.id, unit), Sealed | Pooled),
                )
                for unit in pool.units
            ),
            summed=(contest.id, pool.id) in state.pools,
        )
        for contest in state.rules.contests
        for pool in state.rules.pools
        if pool.round == contest.round
    ]
