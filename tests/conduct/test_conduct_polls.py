"""An evening: polls opened, sections opened, hours extended, signatures counted, polls closed."""

import pytest
from tests.support.refusals import refused
from tests.support.simulator import Simulation

from suffrage.acts.opening.close_polls import close_polls
from suffrage.acts.opening.extend_hours import extend_hours
from suffrage.acts.opening.open_polls import open_polls
from suffrage.acts.paper.open_section import open_section
from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.paper.report_turnout import report_turnout
from suffrage.board.kinds.polls import PollsClosed, PollsOpened
from suffrage.board.record import Draft

CHAIR = "commission@chair"
LATER = "2023-01-12T22:00:00Z"


def fixed() -> Simulation:
    return Simulation().convene().fix_rules()


def opened_at(simulation: Simulation, at: str) -> None:
    simulation.board.perform(
        lambda _state: Draft("polls.opened/1", PollsOpened(1), CHAIR, at), simulation.sign(CHAIR)
    )


def closed_at(simulation: Simulation, at: str) -> None:
    simulation.board.perform(
        lambda _state: Draft("polls.closed/1", PollsClosed(1), CHAIR, at), simulation.sign(CHAIR)
    )


def test_polls_open_at_their_hour_and_not_a_second_before() -> None:
    simulation = fixed()
    with refused("polls.too-early", opens="2023-01-12T16:00:00Z"):
        opened_at(simulation, "2023-01-12T15:59:59Z")
    opened_at(simulation, "2023-01-12T16:00:00Z")
    assert simulation.state.evening(1).opened


def test_polls_close_at_their_hour_and_not_a_second_before() -> None:
    simulation = fixed().open_polls()
    with refused("polls.still-open", closes="2023-01-12T21:00:00Z"):
        closed_at(simulation, "2023-01-12T20:59:59Z")
    closed_at(simulation, "2023-01-12T21:00:00Z")
    assert simulation.state.evening(1).closed


def test_rounds_open_once_close_once_and_exist() -> None:
    simulation = fixed()
    with refused("round.unknown", round=7):
        simulation.act(open_polls, CHAIR, 7)
    with refused("polls.not-open", round=1):
        simulation.act(close_polls, CHAIR, 1)
    simulation.open_polls()
    with refused("polls.open-already", round=1):
        simulation.wait().act(open_polls, CHAIR, 1)
    simulation.close_polls()
    with refused("polls.closed-already", round=1):
        simulation.wait().act(close_polls, CHAIR, 1)


def test_one_section_may_vote_later_and_then_no_poll_closes_before_it() -> None:
    simulation = fixed().open_polls()
    simulation.decided(extend_hours, round_=1, unit="75-001", closes=LATER)
    with refused("polls.still-open", closes=LATER):
        closed_at(simulation, "2023-01-12T21:30:00Z")
    closed_at(simulation, LATER)
    simulation.wait(5 * 3600)
    sheet = simulation.sheet("75-001")
    early = "2023-01-12T21:59:59Z"
    with refused("sheet.early", unit="75-001"):
        simulation.board.perform(
            lambda state: receive_sheet(state, "secretary@75-001", early, sheet),
            simulation.sign("secretary@75-001"),
        )


@pytest.mark.parametrize(
    ("code", "unit", "closes"),
    [
        ("hours.not-later", "75-001", "2023-01-12T21:00:00Z"),
        ("unit.unknown", "75", LATER),
        ("unit.unknown", "99-001", LATER),
    ],
)
def test_an_extension_is_refused(code: str, unit: str, closes: str) -> None:
    simulation = fixed().open_polls()
    with refused(code):
        simulation.decided(extend_hours, round_=1, unit=unit, closes=closes)


def test_hours_are_not_extended_before_polls_open_nor_after_they_close() -> None:
    simulation = fixed()
    with refused("polls.not-open"):
        simulation.decided(extend_hours, round_=1, unit="75-001", closes=LATER)
    simulation.open_polls().close_polls()
    with refused("polls.closed-already"):
        simulation.decided(extend_hours, round_=1, unit="75-001", closes=LATER)


def begin(simulation: Simulation, unit: str = "75-001", by: str = "") -> None:
    simulation.act(open_section, by or f"secretary@{unit}", round_=1, unit=unit)


@pytest.mark.parametrize("by", ["secretary@75-001", "teller@75-001", "federation@75"])
def test_a_section_opens_by_its_own_desk_and_the_board_knows_when(by: str) -> None:
    simulation = fixed().open_polls().wait(120)
    begin(simulation, by=by)
    assert dict(simulation.state.opened_sections) == {(1, "75-001"): "2023-01-12T16:02:00Z"}
    assert not simulation.state.turnout


@pytest.mark.parametrize(
    ("code", "by"),
    [
        ("role.elsewhere", "secretary@75-002"),
        ("role.elsewhere", "federation@13"),
        ("role.not-allowed", "commission@chair"),
        ("role.not-allowed", "agent@to1"),
    ],
)
def test_nobody_else_opens_a_section(code: str, by: str) -> None:
    simulation = fixed().open_polls()
    with refused(code):
        begin(simulation, by=by)


def test_a_section_opens_once_while_the_polls_of_the_round_are_open() -> None:
    simulation = fixed()
    with refused("polls.not-open", round=1):
        begin(simulation)
    begin(simulation.open_polls())
    with refused("section.open-already", unit="75-001"):
        begin(simulation.wait())
    with refused("section.open-already", unit="75-001"):
        begin(simulation, by="federation@75")
    with refused("unit.unknown", unit="75"):
        begin(simulation, "75", by="federation@75")
    with refused("polls.closed-already", round=1):
        begin(simulation.close_polls(), "75-002")


def report(simulation: Simulation, unit: str, signatures: int, by: str = CHAIR) -> None:
    role = f"secretary@{unit}" if by == CHAIR else by
    simulation.act(report_turnout, role, round_=1, unit=unit, signatures=signatures)


def test_a_later_count_of_signatures_replaces_the_earlier() -> None:
    simulation = fixed().open_polls()
    report(simulation, "75-001", 20)
    report(simulation, "75-001", 41)
    assert dict(simulation.state.turnout) == {(1, "75-001"): 41}


def test_signatures_come_during_the_evening_and_before_the_sheet() -> None:
    simulation = fixed()
    with refused("polls.not-open"):
        report(simulation, "75-001", 5)
    simulation.open_polls()
    with refused("turnout.over-roll", unit="75-001", registered=81):
        report(simulation, "75-001", 82)
    with refused("unit.unknown", unit="75"):
        report(simulation, "75", 5, by="federation@75")
    simulation.close_polls()
    simulation.receive("75-001")
    with refused("turnout.too-late", unit="75-001"):
        report(simulation, "75-001", 5)
