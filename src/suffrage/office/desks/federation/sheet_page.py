"""The page of a form like the sheet, whoever fills it and whatever comes of it."""

from django.http import HttpResponse

from suffrage.office.desks.federation.policy import POLICY
from suffrage.office.desks.federation.private import own_federation
from suffrage.office.desks.federation.sheet_form import (
    AGENT_STATES,
    SheetForm,
    label_of,
)
from suffrage.office.desks.section.asked import camps_of
from suffrage.office.models import Photo
from suffrage.office.rights.desk import Desk
from suffrage.office.rights.policy import kind_of
from suffrage.office.speech import reader
from suffrage.paper.checks import Findings
from suffrage.site.pages.people import contest_title, unit_name

__all__ = ["photos_of", "sheet_page"]


def sheet_page(
    desk: Desk,
    unit: str,
    contest: str,
    form: SheetForm,
    purpose: str,
    *,
    status: int = 200,
    found: Findings | None = None,
    **more: object,
) -> HttpResponse:
    """The form with what was typed and what is wrong; ``purpose`` chooses its words.

    ``purpose`` is ``telephone``, ``second``, ``again``, ``section``, ``correct`` or ``seal``. What
    another person typed is no argument of this page, so that no figure of it can stand on it.
    """
    speaker, state = reader(), desk.state
    instance = state.rules.instance_of(contest, unit)
    codes = [one.code for one in (*found.hard, *found.soft)] if found else []
    return desk.render(
        "federation/sheet.html",
        status=status,
        unit=unit,
        name=unit_name(state, unit),
        place=own_federation(desk, unit),
        contest=contest,
        title=contest_title(state, instance, speaker.language),
        purpose=purpose,
        registered=state.roll(state.rules.contest_by_id[contest].round, unit),
        fields=[
            (name, label_of(state, contest, unit, name, speaker), form.values.get(name, ""),
             form.faults.get(name, ""))
            for name in form.names
        ],
        hard=bool(found and found.hard),
        seen=" ".join(codes),
        camps=list(camps_of(state)) if purpose in ("telephone", "correct") else [],
        agent_states=AGENT_STATES,
        photos=[] if purpose in ("telephone", "seal") else photos_of(desk, unit, contest),
        teller=kind_of(desk.role) == "teller",
        may_mark=kind_of(desk.role) in POLICY.actions["unreadable"],
        **more,
    )  # fmt: skip


def photos_of(desk: Desk, unit: str, contest: str) -> list[Photo]:
    """The photos of a sheet that can be read, the last first."""
    found = Photo.objects.filter(
        election=desk.election, unit=unit, contest=contest, unreadable=False
    )
    return list(found.order_by("-pk")[:3])
