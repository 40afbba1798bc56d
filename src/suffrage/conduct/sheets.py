"""Tally sheets: received, approved, reserved, corrected; sections excused.

A sheet is never bent to fit. What cannot be right is recorded as reserved and counts in no
total; what two people enter alike is approved; every later change names what it replaces.
"""

from dataclasses import replace

from suffrage.board.kinds.paper import (
    SheetApproved,
    SheetCorrected,
    SheetReceived,
    SheetReserved,
    SheetRuled,
    UnitExcused,
)
from suffrage.board.record import Record
from suffrage.conduct.acceptable import (
    check_acceptable,
    is_paper,
    require_section,
    require_unit,
)
from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import Dispute, State
from suffrage.count.unit_state import Approved, Awaited, Excused, Received, Reserved
from suffrage.errors import Inconsistent, Refused
from suffrage.model.roles import role_kind
from suffrage.paper.checks import Findings, check_sheet, require_possible
from suffrage.paper.compare import require_equal
from suffrage.paper.sheet import Sheet

__all__ = ["approved", "corrected", "excused", "received", "reserved", "ruled"]


def received(state: State, record: Record, head: SheetReceived, body: Sheet) -> State:
    """The first entry of a sheet: possible figures of an awaited section, after the polls."""
    _check_public(state, record, head.contest, head.unit)
    _require_awaited(state, head.contest, head.unit)
    require_possible(_findings(state, body))
    after = Received(body, record.payload, record.by)
    return state.counted(head.contest, head.unit, after)


def reserved(state: State, record: Record, head: SheetReserved, body: Sheet) -> State:
    """A sheet that fails a hard check is kept as it is, with the reason, outside every total."""
    _check_public(state, record, head.contest, head.unit)
    _require_awaited(state, head.contest, head.unit)
    if head.reason not in {finding.code for finding in _findings(state, body).hard}:
        raise Refused("sheet.no-reason", at="reason", reason=head.reason)
    after = Reserved(body, record.payload, record.by, head.reason)
    return state.counted(head.contest, head.unit, after)


def approved(state: State, record: Record, head: SheetApproved, body: Sheet) -> State:
    """A second person's equal entry of the sheet in force makes it final.

    Whoever typed or sent the first entry neither types nor sends the second.
    """
    first = _received(state, head.contest, head.unit, head.sheet)
    if {record.by, body.entered_by} & {first.by, first.sheet.entered_by}:
        raise Refused("sheet.second-person", at="by", role=record.by)
    require_equal(first.sheet, body)
    after = Approved(first.sheet, first.payload, first.by, record.by)
    return state.counted(head.contest, head.unit, after)


def ruled(state: State, record: Record, head: SheetRuled, _body: None) -> State:
    """The commission approves a received sheet where no second entry can be had."""
    first = _received(state, head.contest, head.unit, head.sheet)
    after = Approved(first.sheet, first.payload, first.by, record.by)
    return state.counted(head.contest, head.unit, after)


def corrected(state: State, record: Record, head: SheetCorrected, body: Sheet) -> State:
    """A sheet takes the place of the one it names, and needs its own approval.

    Once a result is announced or certified, only a ruled dispute can order a correction; and
    only then a member of the commission may send it.
    """
    _check_public(state, record, head.contest, head.unit)
    before = state.unit(head.contest, head.unit)
    if not isinstance(before, Received | Reserved | Approved):
        raise Refused("sheet.nothing-to-correct", unit=head.unit)
    if before.payload != head.replaces:
        raise Refused("sheet.not-in-force", at="replaces", unit=head.unit)
    require_possible(_findings(state, body))
    disputes = state.disputes
    if head.dispute:
        dispute = _due(state, head)
        disputes = disputes.set(head.dispute, replace(dispute, status="upheld"))
    elif role_kind(record.by) == "commission":
        # Two members could else rewrite any sheet, each the other's second person.
        raise Refused("sheet.by-ruling", at="by", unit=head.unit)
    elif _is_stated(state, head.contest, head.unit):
        raise Refused("sheet.needs-ruling", unit=head.unit)
    after = Received(body, record.payload, record.by)
    return replace(state, disputes=disputes).counted(head.contest, head.unit, after)


def excused(state: State, _record: Record, head: UnitExcused, _body: None) -> State:
    """A section has no sheet for an evening: no vote held, nobody came, or the paper is lost.

    It is excused in every contest of which nothing has come. Where signatures were counted, or
    another contest's sheet is in, somebody voted, and paper can only be lost.
    """
    if not state.evening(head.round).closed:
        raise Refused("sheet.early", unit=head.unit)
    contests = [contest.id for contest in state.rules.contests_of(head.round)]
    require_unit(state, contests[0], head.unit)
    missing = [one for one in contests if isinstance(state.unit(one, head.unit), Awaited)]
    if not missing:
        raise Refused("sheet.again", unit=head.unit)
    has_sheet = is_paper(state, head.unit) and len(missing) < len(contests)
    if head.reason != "lost" and (has_sheet or state.turnout.get((head.round, head.unit))):
        raise Inconsistent("unit.somebody-voted", unit=head.unit)
    for contest in missing:
        _require_no_box(state, contest, head.unit)
        state = state.counted(contest, head.unit, Excused(head.reason))
    return state


def _is_stated(state: State, contest: str, unit: str) -> bool:
    instance = state.rules.instance_of(contest, unit)
    return instance in state.announced or instance in state.certified


def _due(state: State, head: SheetCorrected) -> Dispute:
    dispute = state.disputes.get(head.dispute)
    if dispute is None or (dispute.contest, dispute.unit) != (head.contest, head.unit):
        raise Refused("dispute.unknown", at="dispute", dispute=head.dispute)
    if dispute.status != "correction-due":
        raise Refused("dispute.no-correction", at="dispute", dispute=head.dispute)
    return dispute


def _findings(state: State, sheet: Sheet) -> Findings:
    instance = state.rules.instance_of(sheet.contest, sheet.unit)
    round_ = state.rules.contest_by_id[sheet.contest].round
    return check_sheet(sheet, state.roll(round_, sheet.unit), option_ids(state, instance))


def _check_public(state: State, record: Record, contest: str, unit: str) -> None:
    """The sheet may come, and its figures may stand alone."""
    check_acceptable(state, record, contest, unit)
    pool = state.rules.pool_of(contest, unit)
    if pool is not None:
        raise Refused("sheet.hidden", at="unit", unit=unit, pool=pool.id)


def _require_no_box(state: State, contest: str, unit: str) -> None:
    """An online section is excused only if its box gives no result, now or ever.

    Its box never opened, or its last run is annulled or ended with too few ballots to be summed.
    """
    box = state.rules.box_of(contest, state.rules.tree.by_id[unit])
    run = state.runs.get((box.id, state.live[box.id])) if box and box.id in state.live else None
    if run is None or run.phase in ("convened", "annulled"):
        return
    if run.phase != "ended" or len(run.voters) >= state.rules.minimum.online:
        raise Refused("unit.box-counts", at="unit", unit=unit)


def _require_awaited(state: State, contest: str, unit: str) -> None:
    if not isinstance(state.unit(contest, unit), Awaited):
        raise Refused("sheet.again", unit=unit)


def _received(state: State, contest: str, unit: str, payload: str) -> Received:
    require_section(state, contest, unit)
    before = state.unit(contest, unit)
    if not isinstance(before, Received):
        raise Refused("sheet.not-received", unit=unit)
    if before.payload != payload:
        raise Refused("sheet.not-in-force", at="sheet", unit=unit)
    return before
