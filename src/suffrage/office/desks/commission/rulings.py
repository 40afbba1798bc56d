"""Rulings on single sections: a sheet approved without a second entry, a section excused."""

from typing import Literal, cast, get_args

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.acts.closing.draw_lot import draw_lot
from suffrage.acts.paper.excuse_unit import Reason, excuse_unit
from suffrage.acts.paper.rule_sheet import rule_sheet
from suffrage.errors import Malformed
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.motions.move import move
from suffrage.office.rights.desk import Desk, action

__all__ = ["EXCUSES", "approve", "draw", "excuse"]

EXCUSES: tuple[str, ...] = get_args(Reason)
"""Why a section may have no sheet."""


@action(POLICY, "move", unit="unit")
def approve(desk: Desk, contest: str, unit: str) -> HttpResponse:
    """Move that a received sheet counts as it stands, where no second entry can be had."""
    address = reverse("night-unit", args=(desk.election.slug, unit))
    if desk.request.method != "POST":
        return HttpResponseRedirect(address)
    return move(
        desk,
        lambda state: rule_sheet(state, desk.role, desk.now, contest=contest, unit=unit),
        then=address,
    )


@action(POLICY, "move", unit="unit")
def excuse(desk: Desk, round: int, unit: str) -> HttpResponse:  # noqa: A002  (the address names it)
    """Move that no sheet is awaited from a section any more, for a stated reason."""
    address = reverse("night-unit", args=(desk.election.slug, unit))
    if desk.request.method != "POST":
        return HttpResponseRedirect(address)
    said = desk.request.POST.get("reason", "")
    if said not in EXCUSES:
        raise Malformed("office.choice", at="reason")
    reason = cast('Literal["not-held", "nobody-voted", "lost"]', said)
    return move(
        desk,
        lambda state: excuse_unit(
            state, desk.role, desk.now, round_=round, unit=unit, reason=reason
        ),
        then=address,
    )


@action(POLICY, "move")
def draw(desk: Desk) -> HttpResponse:
    """Move the dice that were thrown in public: the members who saw the throw vote for it."""
    address = reverse("closing", args=(desk.election.slug,))
    if desk.request.method != "POST":
        return HttpResponseRedirect(address)
    subject = desk.request.POST.get("subject", "")
    seed = "".join(desk.request.POST.get("dice", "").split())
    if not (seed.isascii() and seed.isdecimal() and 20 <= len(seed) <= 64):  # noqa: PLR2004
        raise Malformed("commission.dice", at="dice", least=20, most=64)
    return move(
        desk,
        lambda state: draw_lot(state, desk.role, desk.now, subject=subject, seed=seed),
        then=address,
    )
