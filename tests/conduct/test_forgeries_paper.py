"""Forged sheets: consistent to the last hash, and refused with their own code and index."""

from typing import Any

import msgspec
import pytest
from tests.support.forgeries import altered, body_at, found, records, renamed
from tests.support.simulator import Simulation

from suffrage.acts.opening.amend_roll import amend_roll
from suffrage.acts.paper.approve_sheet import approve_sheet
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.acts.paper.open_section import open_section
from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.paper.report_turnout import report_turnout
from suffrage.board.kinds.paper import SheetCorrected, SheetReceived, SheetReserved
from suffrage.board.record import Draft
from suffrage.paper.sheet import Sheet

UNIT = "75-001"
SECRETARY, TELLER, FEDERATION = f"secretary@{UNIT}", f"teller@{UNIT}", "federation@75"
NIGHT = "2023-01-12T22:00:00Z"


def counting() -> Simulation:
    return Simulation().to_the_count()


def counted() -> Simulation:
    return counting().count_all()


def more_for_to1(sheet: Sheet) -> Sheet:
    """Five votes moved from one text to another: it still adds up."""
    votes = {**sheet.votes, "to1": sheet.votes["to1"] + 5, "to3": sheet.votes["to3"] - 5}
    return msgspec.structs.replace(sheet, votes=votes)


def received(sheet: Sheet, by: str = SECRETARY, at: str = NIGHT) -> Draft:
    return Draft("sheet.received/1", SheetReceived(sheet.contest, sheet.unit), by, at, sheet)


def test_a_changed_figure_lacks_the_signature_of_its_officer() -> None:
    simulation = counted()
    index = records(simulation, "sheet.received/1")[3]
    rows = altered(simulation, index, body=more_for_to1(body_at(simulation, index)))
    assert found(simulation, rows) == {("record.signature", f"entry {index} sig")}


def test_a_figure_changed_with_its_officer_is_not_what_the_second_person_approved() -> None:
    simulation = counted()
    first = records(simulation, "sheet.received/1")[3]
    rows = altered(simulation, first, body=more_for_to1(body_at(simulation, first)), sign=True)
    assert found(simulation, rows) == {("sheet.not-in-force", f"entry {first + 1} sheet")}


def test_an_approval_turned_to_other_figures_lacks_its_signature() -> None:
    simulation = counted()
    second = records(simulation, "sheet.approved/1")[3]
    rows = altered(simulation, second, sheet="ab" * 32)
    assert found(simulation, rows) == {("record.signature", f"entry {second} sig")}


def test_an_approval_with_other_figures() -> None:
    simulation = counted()
    second = records(simulation, "sheet.approved/1")[3]
    rows = altered(simulation, second, body=more_for_to1(body_at(simulation, second)), sign=True)
    assert found(simulation, rows) == {("sheet.entries-differ", f"entry {second} votes.to1")}


def test_a_sheet_that_does_not_add_up() -> None:
    simulation = counting()
    sheet = simulation.sheet(UNIT)
    index = simulation.force(received(msgspec.structs.replace(sheet, valid=sheet.valid + 1)))
    assert found(simulation) == {("sheet.ballots-sum", f"entry {index} ballots")}


def test_a_sheet_that_enlarges_its_roll() -> None:
    simulation = counting()
    sheet = simulation.sheet(UNIT, registered=200)
    index = simulation.force(received(sheet))
    assert found(simulation) == {("sheet.roll-differs", f"entry {index} registered")}


@pytest.mark.parametrize(
    ("by", "entered_by"), [(SECRETARY, SECRETARY), (SECRETARY, TELLER), (FEDERATION, SECRETARY)]
)
def test_a_second_entry_by_the_person_of_the_first(by: str, entered_by: str) -> None:
    simulation = counting()
    simulation.receive(UNIT)
    second = simulation.sheet(UNIT, entered_by=entered_by)
    index = simulation.force(approve_sheet(simulation.state, by, NIGHT, second))
    assert found(simulation) == {("sheet.second-person", f"entry {index} by")}


def test_a_sheet_before_the_polls_closed() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    index = simulation.force(received(simulation.sheet(UNIT), at="2023-01-12T20:00:00Z"))
    assert found(simulation) == {("sheet.early", f"entry {index}")}


def test_a_second_sheet_of_one_section() -> None:
    simulation = counted()
    index = simulation.force(received(simulation.sheet(UNIT, proxies=1), by=TELLER))
    assert found(simulation) == {("sheet.again", f"entry {index}")}


def test_a_sheet_of_a_section_that_was_not_expected() -> None:
    simulation = counting()
    sheet = msgspec.structs.replace(simulation.sheet(UNIT), unit="75-009")
    index = simulation.force(received(sheet, by=FEDERATION))
    assert found(simulation) == {("role.elsewhere", f"entry {index} by")}
    commission = Draft(
        "sheet.corrected/1",
        SheetCorrected("text", "75-009", "ab" * 32),
        "commission@chair",
        NIGHT,
        sheet,
    )
    simulation = counting()
    index = simulation.force(commission)
    assert found(simulation) == {("unit.unknown", f"entry {index} unit")}


def test_a_correction_without_predecessor() -> None:
    simulation = counting()
    head = SheetCorrected("text", UNIT, "ab" * 32)
    draft = Draft("sheet.corrected/1", head, SECRETARY, NIGHT, simulation.sheet(UNIT))
    index = simulation.force(draft)
    assert found(simulation) == {("sheet.nothing-to-correct", f"entry {index}")}


def test_a_correction_of_a_sheet_that_is_not_in_force() -> None:
    simulation = counted()
    draft = correct_sheet(simulation.state, SECRETARY, NIGHT, simulation.sheet(UNIT, proxies=1))
    index = renamed(simulation, draft, replaces="ab" * 32)
    assert found(simulation) == {("sheet.not-in-force", f"entry {index} replaces")}


def test_a_correction_after_the_announcement_without_a_ruling() -> None:
    simulation = counted().announce()
    sheet = simulation.sheet(UNIT, proxies=1)
    index = simulation.force(correct_sheet(simulation.state, SECRETARY, NIGHT, sheet))
    assert found(simulation) == {("sheet.needs-ruling", f"entry {index}")}


def test_a_correction_on_a_dispute_that_does_not_exist() -> None:
    simulation = counted().announce()
    sheet = simulation.sheet(UNIT, proxies=1)
    draft = correct_sheet(simulation.state, SECRETARY, NIGHT, sheet, dispute="d1")
    index = simulation.force(draft)
    assert found(simulation) == {("dispute.unknown", f"entry {index} dispute")}


def test_a_possible_sheet_put_aside() -> None:
    simulation = counting()
    head = SheetReserved("text", UNIT, "sheet.ballots-sum")
    draft = Draft("sheet.reserved/1", head, SECRETARY, NIGHT, simulation.sheet(UNIT))
    index = simulation.force(draft)
    assert found(simulation) == {("sheet.no-reason", f"entry {index} reason")}


def test_a_section_excused_where_signatures_were_counted() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    simulation.act(report_turnout, SECRETARY, round_=1, unit=UNIT, signatures=40)
    simulation.close_polls()
    case: dict[str, Any] = {"round_": 1, "unit": UNIT, "reason": "nobody-voted"}
    decision = simulation.vote_on(excuse_unit, **case)
    draft = excuse_unit(simulation.state, "commission@chair", NIGHT, **case, decision=decision)
    index = simulation.force(draft)
    assert found(simulation) == {("unit.somebody-voted", f"entry {index}")}


def test_a_section_excused_by_one_member_alone() -> None:
    simulation = counting()
    case: dict[str, Any] = {"round_": 1, "unit": UNIT, "reason": "not-held"}
    draft = excuse_unit(simulation.state, "commission@chair", NIGHT, **case, decision=7)
    index = simulation.force(draft)
    assert found(simulation) == {("decision.missing", f"entry {index} decision")}


def test_more_signatures_than_members() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    case: dict[str, Any] = {"round_": 1, "unit": UNIT, "signatures": 900}
    index = simulation.force(report_turnout(simulation.state, SECRETARY, NIGHT, **case))
    assert found(simulation) == {("turnout.over-roll", f"entry {index}")}


@pytest.mark.parametrize(
    ("code", "by", "unit", "at"),
    [
        ("section.open-already", TELLER, UNIT, "unit"),
        ("role.elsewhere", SECRETARY, "75-002", "by"),
        ("unit.unknown", FEDERATION, "75", "unit"),
    ],
)
def test_an_opening_that_nobody_may_declare(code: str, by: str, unit: str, at: str) -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    simulation.act(open_section, SECRETARY, round_=1, unit=UNIT)
    assert found(simulation) == set()
    draft = open_section(simulation.state, by, NIGHT, round_=1, unit=unit)
    index = simulation.force(draft)
    assert found(simulation) == {(code, f"entry {index} {at}")}


def test_members_added_to_the_roll_of_another_federation() -> None:
    simulation = Simulation().convene().fix_rules()
    case: dict[str, Any] = {"unit": "13-001", "added": 40, "removed": 0, "ground": "ghosts"}
    index = simulation.force(amend_roll(simulation.state, FEDERATION, NIGHT, **case))
    assert found(simulation) == {("role.elsewhere", f"entry {index} by")}


def test_a_sheet_dropped_from_the_board() -> None:
    simulation = counted().announce()
    rows = list(simulation.store.entries(0))
    second = records(simulation, "sheet.approved/1")[-1]
    del rows[second - 1 : second + 1]
    announced = len(rows) - 1
    assert found(simulation, rows) == {("count.awaited", f"entry {announced}")}


def test_a_sheet_of_one_section_recorded_for_another() -> None:
    simulation = counting()
    sheet = simulation.sheet("75-002")
    draft = Draft("sheet.received/1", SheetReceived("text", UNIT), SECRETARY, NIGHT, sheet)
    index = simulation.force(draft)
    assert found(simulation) == {("record.head-differs", f"entry {index} unit")}


def test_a_sheet_of_a_contest_that_is_not_held_yet() -> None:
    simulation = counting()
    sheet = simulation.sheet(UNIT, contest="first-secretary", votes={"to1": 1}, valid=1, ballots=3)
    index = simulation.force(receive_sheet(simulation.state, SECRETARY, NIGHT, sheet))
    assert found(simulation) == {("sheet.early", f"entry {index}")}
