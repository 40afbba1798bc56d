"""Lists with names: a section's signing list, and who is not on the roll and why."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse

from suffrage.errors import Refused, SuffrageError
from suffrage.office.desks.roll.policy import POLICY
from suffrage.office.desks.roll.rolls import is_frozen, members_seen, roll_of, sections_seen
from suffrage.office.desks.roll.signers import signers_of
from suffrage.office.models import Member
from suffrage.office.refusals import told
from suffrage.office.rights.desk import Desk, action

__all__ = ["not_entitled", "section_list", "sections"]

_PAGE: Final = 100


@action(POLICY, "read")
def sections(desk: Desk) -> HttpResponse:
    """The sections whose lists the role may see."""
    return desk.render("roll/sections.html", sections=sections_seen(desk))


@action(POLICY, "read", unit="unit")
def section_list(desk: Desk, unit: str) -> HttpResponse:
    """The signing list of a section as printed now; its members before the freeze."""
    if unit not in desk.definition.tree.section_ids:
        raise Refused("unit.unknown", at="unit", unit=unit)
    frozen = is_frozen(desk.election, roll_of(desk.election))
    listed, fault = None, ""
    if frozen:
        try:
            listed = signers_of(desk.election, unit, desk.definition.rounds[0])
        except SuffrageError as error:
            fault = told(error)
    rows = Member.objects.filter(election=desk.election, unit=unit).order_by("sort", "number")
    return desk.render(
        "roll/section.html",
        unit=desk.definition.tree.by_id[unit],
        listed=listed,
        fault=fault,
        rows=[(row.number, row.family or row.name, row.given, row.on_roll) for row in rows],
        frozen=frozen,
    )


@action(POLICY, "read")
def not_entitled(desk: Desk) -> HttpResponse:
    """Who is not on the roll, by section and name, with the reason of each."""
    reason = desk.request.GET.get("reason", "")
    rows = members_seen(desk).filter(on_roll=False).order_by("unit", "sort", "number")
    if reason:
        rows = rows.filter(reason=reason)
    page = Paginator(rows, _PAGE).get_page(desk.request.GET.get("page"))
    shown = [(row.pk, row.number, row.name, row.unit, row.reason) for row in page.object_list]
    return desk.render("roll/not_entitled.html", page=page, shown=shown, reason=reason)
