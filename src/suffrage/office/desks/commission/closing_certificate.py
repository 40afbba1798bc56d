"""The certificate of an instance: what it states, on which board it rests, who voted for it.

Before there is one, the page shows what would be certified now, on which checkpoint, which
witnesses are lacking, and everything that stands in the way.
"""

from collections.abc import Sequence
from typing import Final

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.acts.closing.certify_result import certify_result
from suffrage.acts.closing.ratify_result import ratify_result
from suffrage.board.kinds.closing import Certificate, ResultCertified
from suffrage.errors import Refused, SuffrageError
from suffrage.office.desks.commission.closing import known_instance, minutes_links
from suffrage.office.desks.commission.closing_view import (
    Figures,
    certificate_entry,
    figures_of,
    set_aside,
)
from suffrage.office.desks.commission.disputes_effects import votes_of
from suffrage.office.desks.commission.night import checkpoint_of, instance_rows
from suffrage.office.desks.commission.night_checkpoint import (
    public_checkpoint,
    read_checkpoint,
)
from suffrage.office.desks.commission.night_obstacles import certificate_holds
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.histories import history_of
from suffrage.office.motions.move import move
from suffrage.office.refusals import told
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.propose import propose
from suffrage.office.speech import reader
from suffrage.site.exports.told import told_outcome
from suffrage.site.pages.people import contest_title, election_title, option_of
from suffrage.site.pages.roles import role_name

__all__ = ["certificate", "certify", "ratification", "ratify"]

_COUNTS: Final = ("delegates", "votes_for", "votes_against", "abstained")
_LONGEST: Final = 6


@action(POLICY, "see")
def certificate(desk: Desk, instance: str) -> HttpResponse:
    """The certificate on the board; or what would be certified now, and what is lacking."""
    known_instance(desk, instance)
    state, speaker = desk.state, reader(desk.definition.time_zone)
    checkpoint, _ = checkpoint_of(desk)
    return desk.render(
        "commission/certificate.html",
        instance=instance,
        row=instance_rows(desk, [instance])[0],
        contest=contest_title(state, instance, speaker.language),
        election=election_title(state, speaker.language),
        rules=state.rules,
        stated=_stated(desk, instance) if instance in state.certified else None,
        figures=figures_of(state, instance, speaker),
        checkpoint=checkpoint,
        minutes=minutes_links(desk, instance),
    )


def _stated(desk: Desk, instance: str) -> dict[str, object] | None:
    """What the last certificate states, by the board as it was when it was written."""
    state, speaker = desk.state, reader(desk.definition.time_zone)
    history = history_of(desk.election.slug)
    entry = certificate_entry(history, instance)
    head, body = (entry.record.head, entry.body) if entry else (None, None)
    if not entry or not isinstance(body, Certificate) or not isinstance(head, ResultCertified):
        return None
    then = history.at(entry.index)
    return {
        "entry": entry,
        "by": role_name(state, entry.record.by, speaker),
        "decision": head.decision,
        "votes": votes_of(desk, head.decision),
        "figures": figures_of(then, instance, speaker),
        "outcome": told_outcome(speaker, then, instance, body.result.outcome),
        "labels": [
            (option_of(then, instance, option).label, votes)
            for option, votes in body.result.votes.items()
        ],
        "result": body.result,
        "aside": set_aside(then, instance, speaker),
        "disputes": [
            (name, one.status)
            for name, one in sorted(then.disputes.items())
            if then.rules.instance_of(one.contest, one.unit) == instance
        ],
        "lines": body.checkpoint,
        "checkpoint": read_checkpoint(body.note, then),
        "holds": certificate_holds(state, instance),
    }


@action(POLICY, "move")
def certify(desk: Desk, instance: str) -> HttpResponse:
    """Move the certificate on the cosigned checkpoint that the public folder has now."""
    known_instance(desk, instance)
    then = reverse("certificate", args=(desk.election.slug, instance))
    if desk.request.method != "POST":
        return HttpResponseRedirect(then)
    checkpoint = public_checkpoint(desk.election.slug, desk.state)
    if checkpoint is None:
        raise Refused("commission.no-checkpoint")
    return move(
        desk,
        lambda state: certify_result(
            state, desk.role, desk.now, instance, checkpoint=checkpoint.note
        ),
        then=then,
    )


@action(POLICY, "ratify")
def ratification(desk: Desk) -> HttpResponse:
    """The assembly's clerk: every certified result, ratified or not yet."""
    if not desk.election.convened:
        return desk.render("commission/night_before.html")
    state = desk.state
    rows = [
        (instance, figures_of(state, instance, reader(desk.definition.time_zone)))
        for instance in state.rules.instances()
        if instance in state.certified
    ]
    return _page(desk, rows, "", {}, {})


@action(POLICY, "ratify")
def ratify(desk: Desk, instance: str) -> HttpResponse:
    """Propose the ratification of a certified result, as the delegates voted."""
    known_instance(desk, instance)
    then = reverse("ratification", args=(desk.election.slug,))
    if desk.request.method != "POST":
        return HttpResponseRedirect(then)
    typed = {name: desk.request.POST.get(name, "").strip() for name in _COUNTS}
    faults = {
        name: reader().t("commission.entry.number")
        for name, text in typed.items()
        if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST)
    }
    if not faults:
        counts = {name: int(text) for name, text in typed.items()}
        try:
            return propose(
                desk,
                lambda state: ratify_result(state, desk.role, desk.now, instance, **counts),
                then=then,
            )
        except SuffrageError as error:
            faults["delegates"] = told(error)
    figures = figures_of(desk.state, instance, reader(desk.definition.time_zone))
    return _page(desk, [(instance, figures)], instance, typed, faults)


def _page(
    desk: Desk,
    rows: Sequence[tuple[str, Figures | None]],
    asked: str,
    typed: dict[str, str],
    faults: dict[str, str],
) -> HttpResponse:
    language = reader().language
    return desk.render(
        "commission/ratification.html",
        status=422 if faults else 200,
        rows=[
            (one, contest_title(desk.state, one, language), figures, one in desk.state.ratified)
            for one, figures in rows
        ],
        asked=asked,
        typed=typed,
        faults=faults,
        counts=_COUNTS,
    )
