"""Disputes: all of them with what they can change, and one with its texts, sheets and ruling."""

from dataclasses import dataclass
from typing import Literal, cast

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.board.kinds.disputes import DisputeFiled, DisputeRuled
from suffrage.conduct.state import Dispute
from suffrage.count.unit_state import Received
from suffrage.errors import Malformed, Refused
from suffrage.night.dispute_effect import outcome_effect
from suffrage.night.history import Entry
from suffrage.office.desks.commission.disputes_effects import told_effects, votes_of
from suffrage.office.desks.commission.incidents_texts import WHY, told_text
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.histories import history_of
from suffrage.office.models import Motion
from suffrage.office.motions.move import move
from suffrage.office.rights.desk import Desk, action
from suffrage.office.speech import reader
from suffrage.site.pages.people import contest_title, titled, unit_title
from suffrage.site.pages.roles import role_name
from suffrage.site.pages.sheet_view import SheetView, sheet_view
from suffrage.site.pages.standing_of import why_counted

__all__ = ["DisputeRow", "dispute", "disputes", "rule"]


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A dispute with texts for people; ``effect`` is what upholding it does."""

    id: str
    contest: str
    instance: str
    unit: str
    title: str
    ground: str
    effect: str
    by: str
    at: str
    index: int
    status: str
    account: str
    ruling: str
    ruled: int | None
    ruled_at: str
    decision: int | None


@action(POLICY, "see")
def disputes(desk: Desk) -> HttpResponse:
    """Those that wait first, and what they can change together."""
    if not desk.election.convened:
        return desk.render("commission/night_before.html")
    found = _rows(desk)
    waiting = [one for one in found if one.status in ("open", "correction-due")]
    instances = dict.fromkeys(one.instance for one in waiting)
    effects = [
        (contest_title(desk.state, one, reader().language), told_effects(desk, one))
        for one in instances
    ]
    ended = [one for one in found if one not in waiting]
    return desk.render("commission/disputes.html", waiting=waiting, ended=ended, effects=effects)


@action(POLICY, "see")
def dispute(desk: Desk, dispute: str) -> HttpResponse:
    """One dispute: ground, account, the unit's sheet, its ruling; a member moves a ruling here."""
    row = next((one for one in _rows(desk) if one.id == dispute), None)
    if row is None:
        raise Http404
    votes = votes_of(desk, row.decision) if row.decision is not None else []
    return desk.render(
        "commission/dispute.html",
        row=row,
        account=told_text(desk, row.account),
        sheet=_sheet(desk, row),
        standing=_standing(desk, row),
        effects=told_effects(desk, row.instance) if row.status == "open" else [],
        alone=_alone(desk, row) if row.status == "open" else False,
        votes=votes,
        motions=_motions(desk, dispute),
        once_entered=isinstance(desk.state.unit(row.contest, row.unit), Received),
        whys=WHY,
    )


@action(POLICY, "move")
def rule(desk: Desk, dispute: str) -> HttpResponse:
    """Move a ruling: reject, or uphold with the effect that the ground declares."""
    address = reverse("commission-dispute", args=(desk.election.slug, dispute))
    if desk.request.method != "POST":
        return HttpResponseRedirect(address)
    ruling = desk.request.POST.get("effect", "")
    if ruling not in ("rejected", "annul-unit", "correct-sheet"):
        raise Malformed("office.choice", at="effect")
    effect = cast('Literal["rejected", "annul-unit", "correct-sheet"]', ruling)
    return move(
        desk,
        lambda state: rule_dispute(state, desk.role, desk.now, dispute=dispute, effect=effect),
        then=address,
    )


def _rows(desk: Desk) -> list[DisputeRow]:
    history, state = history_of(desk.election.slug), desk.state
    rulings = {
        entry.record.head.dispute: entry
        for entry in history.acts("dispute.ruled/1")
        if isinstance(entry.record.head, DisputeRuled)
    }
    return [
        _row(desk, entry, head, state.disputes[head.dispute], rulings.get(head.dispute))
        for entry in history.acts("dispute.filed/1")
        if isinstance(head := entry.record.head, DisputeFiled) and head.dispute in state.disputes
    ]


def _row(
    desk: Desk, filed: Entry, head: DisputeFiled, now: Dispute, ruled: Entry | None
) -> DisputeRow:
    state, speaker = desk.state, reader(desk.definition.time_zone)
    ground = state.rules.ground_by_id[now.ground]
    ruling = ruled.record.head if ruled else None
    return DisputeRow(
        id=head.dispute,
        contest=now.contest,
        instance=state.rules.instance_of(now.contest, now.unit),
        unit=now.unit,
        title=unit_title(state, now.unit),
        ground=titled(ground.text, speaker.language, ground.id),
        effect=ground.effect,
        by=role_name(state, now.by, speaker),
        at=filed.at,
        index=filed.index,
        status=now.status,
        account=filed.record.payload,
        ruling=ruling.effect if isinstance(ruling, DisputeRuled) else "",
        ruled=ruled.index if ruled else None,
        ruled_at=ruled.at if ruled else "",
        decision=ruling.decision if isinstance(ruling, DisputeRuled) else None,
    )


def _sheet(desk: Desk, row: DisputeRow) -> SheetView | None:
    speaker = reader(desk.definition.time_zone)
    entries = history_of(desk.election.slug).entries.get((row.contest, row.unit), ())
    return sheet_view(entries, desk.state, row.instance, row.unit, speaker)


def _standing(desk: Desk, row: DisputeRow) -> str:
    sheet, speaker = _sheet(desk, row), reader(desk.definition.time_zone)
    ruled = sheet is not None and sheet.ruled
    return why_counted(desk.state, row.instance, row.unit, speaker, ruled=ruled)


def _alone(desk: Desk, row: DisputeRow) -> bool:
    """Whether this dispute by itself can change who wins or goes on."""
    try:
        return row.id in outcome_effect(desk.state, row.instance).alone
    except Refused:
        return False


def _motions(desk: Desk, dispute: str) -> list[Motion]:
    """The motions on this dispute that wait, and those that were defeated."""
    found = Motion.objects.filter(election=desk.election, kind="dispute.ruled/1").order_by("pk")
    quoted = f'"dispute":"{dispute}"'.encode()
    return [one for one in found if quoted in bytes(one.record) and not one.withdrawn]
