"""The federation's first page: its sections, what each needs, and since how many minutes."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.errors import Refused
from suffrage.model.units import NATION
from suffrage.office.desks.federation.lines import ORDER, Line, lines_of, the_round
from suffrage.office.desks.federation.policy import POLICY
from suffrage.office.desks.federation.private import private_of
from suffrage.office.rights.desk import Desk, action
from suffrage.office.rights.policy import kind_of, place_of
from suffrage.site.pages.people import unit_name, unit_title

__all__ = ["asked_round", "check_federation", "front", "worklist"]


@action(POLICY, "see")
def front(desk: Desk) -> HttpResponse:
    """The federations that this person may open; straight to it where there is one."""
    tree = desk.definition.tree
    if any(kind_of(role) == "commission" for role in desk.roles):
        places = [unit.id for unit in tree.federations] or [NATION]
    else:
        places = [place_of(role) for role in desk.roles if kind_of(role) == "federation"]
    if len(places) == 1:
        return HttpResponseRedirect(reverse("fed-sections", args=(desk.election.slug, places[0])))
    shown = [(place, unit_title(desk.state, place)) for place in places]
    return desk.render("federation/front.html", places=shown)


@action(POLICY, "see", unit="unit")
def worklist(desk: Desk, unit: str) -> HttpResponse:
    """The sections of a federation; ``show`` keeps those of one task, ``q`` those so named."""
    check_federation(desk, unit)
    round_ = asked_round(desk)
    every = lines_of(desk.state, unit, round_, desk.now, private_of(desk))
    counts = [(task, sum(line.task == task for line in every)) for task in ORDER]
    show, sought = desk.request.GET.get("show", ""), desk.request.GET.get("q", "").strip()
    return desk.render(
        "federation/worklist.html",
        place=unit,
        name=unit_name(desk.state, unit),
        round=round_,
        rounds=desk.definition.rounds,
        counts=[(task, number) for task, number in counts if number],
        lines=[line for line in every if _is_asked(line, show, sought)],
        total=len(every),
        show=show,
        sought=sought,
        mine=kind_of(desk.role) == "federation",
    )


def asked_round(desk: Desk) -> int:
    """The round that the address asks for, else the one that people work on."""
    asked = desk.request.GET.get("round", "")
    if asked.isdecimal() and int(asked) in desk.definition.rounds:
        return int(asked)
    return the_round(desk.state, desk.now)


def check_federation(desk: Desk, unit: str) -> None:
    """Raise ``Refused("unit.unknown")`` unless the unit has sections below it."""
    tree = desk.definition.tree
    known = unit == NATION or (unit in tree.by_id and unit not in tree.section_ids)
    if not known:
        raise Refused("unit.unknown", at="unit", unit=unit)


def _is_asked(line: Line, show: str, sought: str) -> bool:
    wanted = {"": line.task != "done", "all": True}.get(show, line.task == show)
    return wanted and sought.casefold() in f"{line.name} {line.unit}".casefold()
