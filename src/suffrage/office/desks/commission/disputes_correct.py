"""A correction that a ruling orders, typed from the paper; then its second entry by another member.

The second form shows nothing of the first. Whoever typed the correction does not enter it again.
"""

from collections.abc import Callable, Mapping
from typing import Final

from django.http import Http404, HttpResponse
from django.urls import reverse

from suffrage.acts.paper.approve_sheet import approve_sheet
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.board.record import Draft
from suffrage.conduct.state import Dispute, State
from suffrage.count.unit_state import Approved, Received, Reserved
from suffrage.errors import SuffrageError
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.refusals import told
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.propose import propose
from suffrage.office.speech import reader
from suffrage.paper.checks import check_sheet
from suffrage.paper.sheet import Sheet
from suffrage.site.pages.people import contest_title, options_of, unit_title
from suffrage.site.pages.void_words import void_words

__all__ = ["correct", "second"]

_WHOLE: Final = ("signatures", "proxies", "ballots", "blank", "valid")
_LONGEST: Final = 6
_UNSORTED: Final = "unsorted"


@action(POLICY, "act")
def correct(desk: Desk, dispute: str) -> HttpResponse:
    """Enter the corrected sheet of a dispute whose ruling orders it."""
    found = _of(desk, dispute)
    return _entered(
        desk,
        dispute,
        found,
        "correct",
        lambda state, sheet: correct_sheet(state, desk.role, desk.now, sheet, dispute=dispute),
    )


@action(POLICY, "act")
def second(desk: Desk, dispute: str) -> HttpResponse:
    """Enter the corrected sheet a second time, from the paper."""
    found = _of(desk, dispute)
    return _entered(
        desk,
        dispute,
        found,
        "second",
        lambda state, sheet: approve_sheet(state, desk.role, desk.now, sheet),
    )


def _of(desk: Desk, dispute: str) -> Dispute:
    found = desk.state.disputes.get(dispute)
    if found is None or desk.state.rules.ground_by_id[found.ground].effect != "correct-sheet":
        raise Http404
    return found


def _entered(
    desk: Desk, dispute: str, of: Dispute, step: str, act: Callable[[State, Sheet], Draft]
) -> HttpResponse:
    """The form; posted, the proposal, or the form again with every fault beside its field."""
    fields = _fields(desk, of)
    if desk.request.method != "POST":
        return _page(desk, dispute, of, step, fields, {}, {})
    typed = {name: desk.request.POST.get(name, "").strip() for name in fields}
    faults = {
        name: reader().t("commission.entry.number")
        for name, text in typed.items()
        if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST)
    }
    if not faults:
        sheet = _sheet(desk, of, {name: int(text) for name, text in typed.items()})
        # What the first entry holds is not told to whoever enters the second.
        faults = _impossible(desk, of, sheet)
        if not faults:
            try:
                then = reverse("commission-dispute", args=(desk.election.slug, dispute))
                return propose(desk, lambda state: act(state, sheet), then=then)
            except SuffrageError as error:
                faults[_named(error.at)] = told(error)
    return _page(desk, dispute, of, step, fields, typed, faults)


def _fields(desk: Desk, of: Dispute) -> dict[str, str]:
    """The names of the figures with their labels, in the order of the paper."""
    state, speaker = desk.state, reader()
    t = speaker.t
    now = state.unit(of.contest, of.unit)
    void = sorted(now.sheet.void) if isinstance(now, Received | Reserved | Approved) else []
    found = {name: t(f"page.{name}") for name in _WHOLE[:4]}
    if void:
        found |= {
            f"void.{reason}": t("page.void.part", reason=void_words(speaker, reason))
            for reason in void
        }
    else:
        found[f"void.{_UNSORTED}"] = t("page.void")
    found["valid"] = t("page.valid")
    instance = state.rules.instance_of(of.contest, of.unit)
    return found | {f"votes.{one.id}": one.label for one in options_of(state, instance)}


def _sheet(desk: Desk, of: Dispute, typed: Mapping[str, int]) -> Sheet:
    round_ = desk.state.rules.contest_by_id[of.contest].round
    void = {name[5:]: n for name, n in typed.items() if name.startswith("void.") and n}
    return Sheet(
        contest=of.contest,
        unit=of.unit,
        entered_by=desk.role,
        registered=desk.state.roll(round_, of.unit),
        void=void,
        votes={name[6:]: n for name, n in typed.items() if name.startswith("votes.")},
        signatures=typed["signatures"],
        proxies=typed["proxies"],
        ballots=typed["ballots"],
        blank=typed["blank"],
        valid=typed["valid"],
    )


def _impossible(desk: Desk, of: Dispute, sheet: Sheet) -> dict[str, str]:
    state = desk.state
    instance = state.rules.instance_of(of.contest, of.unit)
    options = [one.id for one in options_of(state, instance)]
    speaker = reader()
    return {
        _named(one.field): speaker.told(one.code, one.numbers)
        for one in reversed(check_sheet(sheet, sheet.registered, options).hard)
    }


def _named(field: str) -> str:
    """The field of the form at which a fault of a sheet is told; "" for the form itself."""
    return field if field in _WHOLE or field.startswith(("votes.", "void.")) else ""


def _page(  # noqa: PLR0917  (what a form shows)
    desk: Desk,
    dispute: str,
    of: Dispute,
    step: str,
    fields: Mapping[str, str],
    typed: Mapping[str, str],
    faults: Mapping[str, str],
) -> HttpResponse:
    instance = desk.state.rules.instance_of(of.contest, of.unit)
    return desk.render(
        "commission/dispute_sheet.html",
        status=422 if faults else 200,
        dispute=dispute,
        step=step,
        title=unit_title(desk.state, of.unit),
        contest=contest_title(desk.state, instance, reader().language),
        registered=desk.state.roll(desk.state.rules.contest_by_id[of.contest].round, of.unit),
        fields=fields,
        typed=typed,
        faults=faults,
    )
