"""Tally sheets: received, approved, reserved, corrected, ruled; sections excused."""

from typing import Any

import msgspec
import pytest
from tests.support.refusals import refused
from tests.support.simulator import Simulation

from suffrage.acts.paper.approve_sheet import approve_sheet
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.paper.report_turnout import report_turnout
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.acts.paper.rule_sheet import rule_sheet
from suffrage.board.kinds.paper import SheetApproved, SheetCorrected, SheetReceived, SheetReserved
from suffrage.board.record import Draft
from suffrage.count.unit_state import Approved, Awaited, Excused, Received, Reserved, UnitState

UNIT = "75-001"
SECRETARY = f"secretary@{UNIT}"
TELLER = f"teller@{UNIT}"


def counting() -> Simulation:
    return Simulation().to_the_count()


def now(simulation: Simulation, unit: str = UNIT) -> UnitState:
    return simulation.state.unit("text", unit)


def broken(simulation: Simulation) -> dict[str, Any]:
    return {"valid": simulation.sheet(UNIT).valid + 1}


# -- from awaited to approved --------------------------------------------------------------------


def test_a_first_entry_is_provisional_and_a_second_person_s_equal_entry_approves_it() -> None:
    simulation = counting()
    assert isinstance(now(simulation), Awaited)
    simulation.receive(UNIT)
    assert isinstance(now(simulation), Received)
    simulation.approve(UNIT)
    done = now(simulation)
    assert isinstance(done, Approved)
    assert (done.by, done.second) == (SECRETARY, "federation@75")


def test_a_ruling_approves_a_sheet_that_has_no_second_entry() -> None:
    simulation = counting()
    simulation.receive(UNIT)
    simulation.decided(rule_sheet, contest="text", unit=UNIT)
    assert isinstance(now(simulation), Approved)


@pytest.mark.parametrize(
    ("by", "entered_by"),
    [
        (SECRETARY, TELLER),
        ("federation@75", SECRETARY),
        (TELLER, SECRETARY),
    ],
)
def test_whoever_made_the_first_entry_takes_no_part_in_the_second(by: str, entered_by: str) -> None:
    simulation = counting()
    simulation.receive(UNIT)
    second = simulation.sheet(UNIT, entered_by=entered_by)
    with refused("sheet.second-person", role=by):
        simulation.act(approve_sheet, by, second)


def test_the_typist_of_the_first_entry_does_not_sign_the_second() -> None:
    simulation = counting()
    first = simulation.sheet(UNIT, entered_by=SECRETARY)
    simulation.act(receive_sheet, "federation@75", first)
    second = msgspec.structs.replace(first, entered_by=TELLER)
    with refused("sheet.second-person", role=SECRETARY):
        simulation.act(approve_sheet, SECRETARY, second)


def test_a_second_entry_with_other_figures_approves_nothing() -> None:
    simulation = counting()
    simulation.receive(UNIT)
    with refused("sheet.entries-differ"):
        simulation.approve(UNIT, proxies=1)


def test_no_sheet_comes_before_the_polls_close() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    with refused("sheet.early", unit=UNIT):
        simulation.receive(UNIT)


@pytest.mark.parametrize(
    ("code", "contest", "unit"),
    [
        ("contest.unknown", "nothing", UNIT),
        ("unit.unknown", "text", "75"),
        ("sheet.early", "first-secretary", UNIT),
    ],
)
def test_a_sheet_belongs_to_a_contest_and_section_of_this_evening(
    code: str, contest: str, unit: str
) -> None:
    simulation = counting()
    sheet = msgspec.structs.replace(simulation.sheet(UNIT), contest=contest, unit=unit)
    with refused(code):
        simulation.act(receive_sheet, "federation@75", sheet)


def test_a_sheet_of_another_section_is_not_slipped_in() -> None:
    simulation = counting()
    sheet = simulation.sheet("75-002")
    draft = Draft("sheet.received/1", SheetReceived("text", UNIT), SECRETARY, "", sheet)
    with refused("record.head-differs", field="unit"):
        simulation.act(lambda _s, by, at: Draft(draft.kind, draft.head, by, at, sheet), SECRETARY)


def test_an_impossible_sheet_is_not_received() -> None:
    simulation = counting()
    with refused("sheet.ballots-sum"):
        simulation.receive(UNIT, **broken(simulation))


def test_a_second_sheet_of_one_section_is_refused() -> None:
    simulation = counting()
    simulation.receive(UNIT)
    with refused("sheet.again", unit=UNIT):
        simulation.receive(UNIT, proxies=1)


# -- reserved ------------------------------------------------------------------------------------


def test_an_impossible_sheet_is_reserved_with_its_reason_and_resolved_by_a_correction() -> None:
    simulation = counting()
    simulation.act(reserve_sheet, SECRETARY, simulation.sheet(UNIT, **broken(simulation)))
    kept = now(simulation)
    assert isinstance(kept, Reserved)
    assert kept.reason == "sheet.ballots-sum"
    simulation.act(correct_sheet, SECRETARY, simulation.sheet(UNIT))
    assert isinstance(now(simulation), Received)
    simulation.approve(UNIT)
    assert isinstance(now(simulation), Approved)


def test_a_possible_sheet_is_not_put_aside() -> None:
    simulation = counting()
    sheet = simulation.sheet(UNIT)
    with refused("sheet.no-reason"):
        simulation.act(reserve_sheet, SECRETARY, sheet)
    head = SheetReserved("text", UNIT, "sheet.ballots-sum")
    with refused("sheet.no-reason", reason="sheet.ballots-sum"):
        simulation.act(lambda _s, by, at: Draft("sheet.reserved/1", head, by, at, sheet), SECRETARY)


def test_a_reserved_sheet_is_neither_approved_nor_received_again() -> None:
    simulation = counting()
    sheet = simulation.sheet(UNIT, **broken(simulation))
    simulation.act(reserve_sheet, SECRETARY, sheet)
    with refused("sheet.not-received", unit=UNIT):
        simulation.act(approve_sheet, "federation@75", sheet)
    with refused("sheet.again"):
        simulation.receive(UNIT)
    with refused("sheet.again"):
        simulation.wait().act(reserve_sheet, SECRETARY, sheet)


def test_a_sheet_of_nowhere_is_not_reserved() -> None:
    simulation = counting()
    sheet = msgspec.structs.replace(simulation.sheet(UNIT), unit="99-001")
    with refused("unit.unknown", unit="99-001"):
        simulation.act(reserve_sheet, "federation@75", sheet)


# -- corrected -----------------------------------------------------------------------------------


def test_a_correction_needs_its_own_approval() -> None:
    simulation = counting().count_all()
    simulation.act(correct_sheet, SECRETARY, simulation.sheet(UNIT, proxies=1))
    assert isinstance(now(simulation), Received)
    with refused("count.provisional", unit=UNIT):
        simulation.announce().certify()
    simulation.approve(UNIT, proxies=1)
    simulation.certify()
    assert "text" in simulation.state.certified


@pytest.mark.parametrize(
    ("code", "replaces"), [("sheet.not-in-force", "00" * 32), ("sheet.nothing-to-correct", None)]
)
def test_a_correction_names_the_sheet_in_force(code: str, replaces: Any) -> None:
    simulation = counting()
    if replaces:
        simulation.receive(UNIT)
    head = SheetCorrected("text", UNIT, replaces or "00" * 32)
    sheet = simulation.sheet(UNIT, proxies=1)
    with refused(code, unit=UNIT):
        simulation.act(
            lambda _s, by, at: Draft("sheet.corrected/1", head, by, at, sheet), SECRETARY
        )


def test_a_correction_that_does_not_add_up_is_refused() -> None:
    simulation = counting()
    simulation.receive(UNIT)
    with refused("sheet.ballots-sum"):
        simulation.act(correct_sheet, SECRETARY, simulation.sheet(UNIT, **broken(simulation)))


def test_the_act_finds_no_sheet_to_correct_or_approve() -> None:
    simulation = counting()
    for act in (correct_sheet, approve_sheet):
        with refused("sheet.not-received", unit=UNIT):
            simulation.act(act, SECRETARY, simulation.sheet(UNIT))


def test_an_approval_names_the_sheet_in_force() -> None:
    simulation = counting()
    first = simulation.receive(UNIT).record.payload
    simulation.act(correct_sheet, SECRETARY, simulation.sheet(UNIT, proxies=1))
    head = SheetApproved("text", UNIT, first)
    sheet = simulation.sheet(UNIT, entered_by="federation@75")
    with refused("sheet.not-in-force", unit=UNIT):
        simulation.act(
            lambda _s, by, at: Draft("sheet.approved/1", head, by, at, sheet), "federation@75"
        )


def test_after_the_announcement_only_a_ruling_orders_a_correction() -> None:
    simulation = counting().count_all().announce()
    with refused("sheet.needs-ruling", unit=UNIT):
        simulation.act(correct_sheet, SECRETARY, simulation.sheet(UNIT, proxies=1))


def test_after_a_certificate_only_a_ruling_orders_a_correction_even_unannounced() -> None:
    simulation = counting().count_all().certify()
    assert "text" not in simulation.state.announced
    with refused("sheet.needs-ruling", unit=UNIT):
        simulation.act(correct_sheet, SECRETARY, simulation.sheet(UNIT, proxies=1))


def test_the_commission_corrects_by_a_ruling_and_not_by_a_member_s_own_entry() -> None:
    simulation = counting()
    simulation.receive(UNIT)
    with refused("sheet.by-ruling", unit=UNIT):
        simulation.act(correct_sheet, "commission@dean", simulation.sheet(UNIT, proxies=1))


# -- excused -------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["not-held", "nobody-voted", "lost"])
def test_an_excused_section_is_final_without_figures(reason: str) -> None:
    simulation = counting().count_all(but=[UNIT])
    simulation.decided(excuse_unit, round_=1, unit=UNIT, reason=reason)
    simulation.announce().certify()
    assert now(simulation) == Excused(reason)
    with refused("sheet.again"):
        simulation.receive(UNIT)


@pytest.mark.parametrize("reason", ["not-held", "nobody-voted"])
def test_where_signatures_were_counted_somebody_voted(reason: str) -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    simulation.act(report_turnout, SECRETARY, round_=1, unit=UNIT, signatures=3)
    simulation.close_polls()
    with refused("unit.somebody-voted", unit=UNIT):
        simulation.decided(excuse_unit, round_=1, unit=UNIT, reason=reason)
    simulation.decided(excuse_unit, round_=1, unit=UNIT, reason="lost")
    assert now(simulation) == Excused("lost")


def test_no_section_is_excused_early_twice_or_with_a_sheet() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    with refused("sheet.early"):
        simulation.decided(excuse_unit, round_=1, unit=UNIT, reason="not-held")
    simulation.close_polls()
    with refused("unit.unknown", unit="75"):
        simulation.decided(excuse_unit, round_=1, unit="75", reason="not-held")
    simulation.receive(UNIT)
    with refused("sheet.again", unit=UNIT):
        simulation.decided(excuse_unit, round_=1, unit=UNIT, reason="not-held")
