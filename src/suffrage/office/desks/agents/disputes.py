"""Disputes: what is open and what it could change, and the form that files one of a section."""

import hashlib
from collections.abc import Mapping

from django.http import HttpResponse
from django.urls import reverse

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.conduct.state import State
from suffrage.errors import Malformed, SuffrageError
from suffrage.office.desks.agents.choice import (
    asked_instance,
    camps_of,
    instances_of,
    speaker_of,
)
from suffrage.office.desks.agents.policy import POLICY
from suffrage.office.published import published
from suffrage.office.refusals import told
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.propose import propose
from suffrage.site.pages.disputes import disputes_view
from suffrage.site.pages.people import titled, unit_title

__all__ = ["LONGEST", "disputes", "file"]

LONGEST = 4000
"""Characters of an account."""


@action(POLICY, "see")
def disputes(desk: Desk) -> HttpResponse:
    """The disputes of an instance with their rulings, and what the open ones could change."""
    found = published(desk.election)
    if not found.size:
        return desk.render("agents/before.html")
    instance = asked_instance(desk, found.state)
    return desk.render(
        "agents/disputes.html",
        instance=instance,
        instances=instances_of(found.state),
        view=disputes_view(found.board, instance, speaker_of(desk)),
        acts=bool(POLICY.roles_for(desk.roles, "act")),
    )


@action(POLICY, "act")
def file(desk: Desk) -> HttpResponse:
    """Show the form, filled in from the comparison's link; propose the dispute."""
    found = published(desk.election)
    if not found.size:
        return desk.render("agents/before.html")
    state, faults = found.state, dict[str, str]()
    asked = desk.request.POST if desk.request.method == "POST" else desk.request.GET
    names = ("contest", "unit", "ground", "camp", "account")
    typed = {name: asked.get(name, "").strip() for name in names}
    if desk.request.method == "POST":
        faults = _faults(desk, state, typed)
        if not faults:
            try:
                return _proposed(desk, state, typed)
            except SuffrageError as error:
                faults[error.at or "unit"] = told(error)
    speaker = speaker_of(desk)
    grounds = [one for one in state.rules.grounds if one.effect != "annul-run"]
    unit = typed["unit"]
    return desk.render(
        "agents/dispute_form.html",
        status=422 if faults else 200,
        typed={**typed, "camp": typed["camp"] or camps_of(desk)[0]},
        faults=faults,
        camps=camps_of(desk),
        title=unit_title(state, unit) if unit in state.rules.tree.by_id else "",
        contests=[
            (one.id, titled(one.title, speaker.language, one.id)) for one in state.rules.contests
        ],
        grounds=[(g.id, titled(g.text, speaker.language, g.id), g.effect) for g in grounds],
    )


def _faults(desk: Desk, state: State, typed: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with the form, each beside its field."""
    faults = {}
    known = {
        "contest": state.rules.contest_by_id,
        "ground": state.rules.ground_by_id,
        "camp": camps_of(desk),
    }
    for name, choices in known.items():
        if typed[name] not in choices:
            faults[name] = told(Malformed("office.choice"))
    if typed["unit"] not in {unit.id for unit in state.rules.tree.sections}:
        faults["unit"] = told(Malformed("agents.unit", unit=typed["unit"]))
    if not 0 < len(typed["account"]) <= LONGEST:
        faults["account"] = told(Malformed("agents.account", most=LONGEST))
    return faults


def _proposed(desk: Desk, state: State, typed: Mapping[str, str]) -> HttpResponse:
    """The dispute under a name that no other has: the unit, and six digits of what it says."""
    account = typed["account"].replace("\r\n", "\n")
    by = f"agent@{typed['camp']}"
    said = "\n".join((by, typed["contest"], typed["unit"], typed["ground"], desk.now, account))
    name = f"d-{hashlib.sha256(said.encode()).hexdigest()[:8]}"
    then = reverse("agents-disputes", args=(desk.election.slug,))
    # The office's state may know a dispute that is not published yet; the board refuses a second.
    return propose(
        desk,
        lambda _state: file_dispute(
            state, by, desk.now, dispute=name, contest=typed["contest"], unit=typed["unit"],
            ground=typed["ground"], account=account,
        ),
        then=f"{then}?contest={typed['contest']}",
    )  # fmt: skip
