"""One section's kit: printed, or its code alone drawn anew and read out by telephone.

Both end the code before, and the phone that it opened. A code is shown in the answer to the
press and never again: nobody can ask for it twice.
"""

import secrets

from django.http import HttpResponse

from suffrage.errors import Refused
from suffrage.model.units import PAPER
from suffrage.office.codes import draw_code, group_code
from suffrage.office.desks.kits.codes import issue_code, put_in_force
from suffrage.office.desks.kits.making import make_pdf
from suffrage.office.desks.kits.policy import POLICY
from suffrage.office.desks.kits.posted import posted
from suffrage.office.rights.desk import Desk, action
from suffrage.office.speech import reader
from suffrage.site.pages.people import unit_name

__all__ = ["new_code", "print_one"]


@action(POLICY, "print", unit="unit")
@posted
def print_one(desk: Desk, unit: str, round: int) -> HttpResponse:  # noqa: A002  (the address)
    """The kit as PDF, with a new code."""
    check_section(desk, unit, round)
    code = draw_code(secrets.token_bytes)
    data = make_pdf(desk.election, unit, round, code, reader().language)
    # A kit that could not be made leaves the one before it good.
    put_in_force(desk.election, unit, round, desk.role, code)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="kit-{unit}-{round}.pdf"'
    return response


@action(POLICY, "print", unit="unit")
@posted
def new_code(desk: Desk, unit: str, round: int) -> HttpResponse:  # noqa: A002  (the address)
    """A new code on the screen, for a section whose phone or strip is lost."""
    check_section(desk, unit, round)
    code = issue_code(desk.election, unit, round, desk.role)
    name = unit_name(desk.state, unit)
    return desk.render("kits/code.html", code=group_code(code), unit=unit, name=name, round_=round)


def check_section(desk: Desk, unit: str, round_: int) -> None:
    """Raise ``Refused`` unless the section votes on paper in this round."""
    tree = desk.definition.tree
    if unit not in tree.section_ids:
        raise Refused("unit.unknown", at="unit", unit=unit)
    if tree.by_id[unit].channel != PAPER:
        raise Refused("unit.online", at="unit", unit=unit)
    if round_ not in desk.definition.rounds:
        raise Refused("round.unknown", at="round", round=round_)
