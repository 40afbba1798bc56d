"""Appeals against what the roll says of a member: filed before a deadline, decided with a reason.

Before the freeze a decision changes the member's row. After it an appeal that is upheld is a
change like any other: it waits for the signature of the federation or the commission, and is
decided in the transaction that writes the record.
"""

from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.errors import Malformed, Refused
from suffrage.office.desks.kits.posted import posted
from suffrage.office.desks.roll.as_member import as_member
from suffrage.office.desks.roll.changes import decide_row, propose_change
from suffrage.office.desks.roll.decided import decide_again
from suffrage.office.desks.roll.policy import POLICY
from suffrage.office.desks.roll.rolls import (
    definition_of,
    is_frozen,
    locked_roll,
    member_in,
    members_seen,
    roll_of,
)
from suffrage.office.models import Appeal, Election, Member
from suffrage.office.rights.desk import Desk, action
from suffrage.roll.changes import add, move, remove

__all__ = ["appeals", "decide_appeal", "file_appeal", "file_at_desk", "seen_appeals"]

_WISHES: Final = ("entitled", "section", "removed")
_LONGEST: Final = 2000


def seen_appeals(desk: Desk) -> QuerySet[Appeal]:
    """The appeals about members whom the role sees."""
    found = Appeal.objects.filter(election=desk.election)
    if desk.role.startswith("federation@"):
        found = found.filter(number__in=members_seen(desk).values("number"))
    return found.order_by("pk")


def file_appeal(election: Election, row: Member, said: dict[str, str], by: str, now: str) -> Appeal:
    """Take an appeal: ``said`` has ``wish``, ``text``, and ``unit`` for another section.

    Raises ``Refused`` (``appeal.over`` outside the time for appeals, ``appeal.waits`` when one is
    not decided yet) and ``Malformed`` (``office.choice``, ``appeal.text``, ``appeal.unit``).
    """
    roll = roll_of(election)
    if now >= roll.appeals_until:
        raise Refused("appeal.over")
    wish, text = said.get("wish", ""), said.get("text", "").strip()
    unit = said.get("unit", "").strip() if wish == "section" else ""
    if wish not in _WISHES:
        raise Malformed("office.choice", at="wish")
    if not 0 < len(text) <= _LONGEST:
        raise Malformed("appeal.text", at="text", most=_LONGEST)
    _check_unit(election, row, wish, unit)
    if Appeal.objects.filter(election=election, number=row.number, outcome="").exists():
        raise Refused("appeal.waits")
    return Appeal.objects.create(
        election=election, number=row.number, wish=wish, unit=unit, text=text, filed_by=by,
        filed_at=now,
    )  # fmt: skip


def _check_unit(election: Election, row: Member, wish: str, unit: str) -> None:
    if wish != "section":
        return
    definition = definition_of(election)
    if unit not in definition.tree.section_ids or unit == row.unit:
        raise Malformed("appeal.unit", at="unit")


@action(POLICY, "appeal", unit="unit")
@posted
def file_at_desk(desk: Desk, unit: str, member: int) -> HttpResponse:
    """File an appeal for a member who calls or comes."""
    row = member_in(desk, unit, member)
    file_appeal(desk.election, row, desk.request.POST.dict(), desk.role, desk.now)
    look = desk.request.POST.get("look", "")
    if look.isdecimal():
        return HttpResponseRedirect(reverse("helpdesk-answer", args=(desk.election.slug, look)))
    return HttpResponseRedirect(reverse("helpdesk", args=(desk.election.slug,)))


@action(POLICY, "read")
def appeals(desk: Desk) -> HttpResponse:
    """All appeals, those that wait first."""
    found = list(seen_appeals(desk))
    rows = {
        row.number: row
        for row in Member.objects.filter(
            election=desk.election, number__in=[one.number for one in found]
        )
    }
    found.sort(key=lambda one: bool(one.outcome))
    shown = [(one, rows.get(one.number)) for one in found]
    return desk.render(
        "roll/appeals.html",
        shown=shown,
        until=roll_of(desk.election).appeals_until,
        frozen=is_frozen(desk.election, roll_of(desk.election)),
        may_decide=any(r.partition("@")[0] in POLICY.actions["decide"] for r in desk.roles),
    )


@action(POLICY, "decide")
@posted
def decide_appeal(desk: Desk, appeal: int) -> HttpResponse:
    """Uphold or reject an appeal with a reason."""
    found = Appeal.objects.filter(election=desk.election, pk=appeal).first()
    if found is None:
        raise Http404
    outcome = desk.request.POST.get("outcome", "")
    reason = desk.request.POST.get("reason", "").strip()
    if outcome not in ("upheld", "rejected"):
        raise Malformed("office.choice", at="outcome")
    if not 0 < len(reason) <= _LONGEST:
        raise Malformed("appeal.reason", at="reason", most=_LONGEST)
    if found.outcome:
        raise Refused("appeal.decided")
    then = reverse("roll-appeals", args=(desk.election.slug,))
    frozen = is_frozen(desk.election, roll_of(desk.election))
    if frozen and outcome == "upheld":
        return _propose_upheld(desk, found, reason, then)
    with transaction.atomic():
        roll = roll_of(desk.election) if frozen else locked_roll(desk.election)
        decide_row(found.pk, outcome, reason, desk.role, desk.now)
        rows = list(Member.objects.filter(election=desk.election, number=found.number))
        if not frozen:
            decide_again(desk.election, roll, rows)
    return HttpResponseRedirect(then)


def _propose_upheld(desk: Desk, appeal: Appeal, reason: str, then: str) -> HttpResponse:
    """The change that an upheld appeal asks for, after the freeze."""
    if desk.role.startswith("roll"):
        raise Refused("appeal.signed")
    row = Member.objects.filter(election=desk.election, number=appeal.number).first()
    if row is None:
        raise Refused("roll.change-absent", unit=appeal.unit)
    member = as_member(row)
    if appeal.wish == "section":
        change = move(member, appeal.unit, "appeal-upheld")
    else:
        change = (add if appeal.wish == "entitled" else remove)(member, "appeal-upheld")
    return propose_change(desk, row, change, note=reason, then=then, appeal=appeal.pk)
