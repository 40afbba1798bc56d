"""The work-list as a fold of the board: what each section needs, and how late it is."""

import pytest
from tests.support.federation_desk import FIGURES, as_sheet, large
from tests.support.pools import PooledSimulation
from tests.support.simulator import Simulation

from suffrage.acts.opening.extend_hours import extend_hours
from suffrage.acts.paper.open_section import open_section
from suffrage.acts.paper.report_turnout import report_turnout
from suffrage.office.desks.federation.lines import Line, Private, lines_of, the_round

UNIT = "75-001"


def line(sim: Simulation, now: str, **private: object) -> Line:
    found = lines_of(sim.state, "75", 1, now, Private(**private))  # type: ignore[arg-type]
    return next(one for one in found if one.unit == UNIT)


def at(sim: Simulation, instant: str) -> None:
    sim._moment = instant


def test_nothing_is_late_before_the_polls_open() -> None:
    sim = large().convene().fix_rules()
    one = line(sim, "2023-01-12T15:59:00Z")
    assert (one.task, one.late) == ("waiting", 0)


def test_a_section_is_silent_until_it_opens() -> None:
    sim = large().convene().fix_rules().open_polls()
    one = line(sim, "2023-01-12T16:42:30Z")
    assert (one.task, one.late, one.contest) == ("silent", 42, "")
    at(sim, "2023-01-12T16:43:00Z")
    sim.act(open_section, f"secretary@{UNIT}", round_=1, unit=UNIT)
    one = line(sim, "2023-01-12T16:44:00Z")
    assert (one.task, one.late) == ("waiting", 0)


def test_signatures_are_late_from_the_sections_own_hour() -> None:
    sim = large().convene().fix_rules().open_polls()
    sim.act(open_section, f"secretary@{UNIT}", round_=1, unit=UNIT)
    sim.decided(extend_hours, round_=1, unit=UNIT, closes="2023-01-12T21:30:00Z")
    assert line(sim, "2023-01-12T21:20:00Z").task == "waiting"
    one = line(sim, "2023-01-12T21:40:00Z")
    assert (one.task, one.late) == ("signatures", 10)
    at(sim, "2023-01-12T21:41:00Z")
    sim.act(report_turnout, f"secretary@{UNIT}", round_=1, unit=UNIT, signatures=9)
    one = line(sim, "2023-01-12T21:45:00Z")
    assert (one.task, one.late, one.contest) == ("figures", 15, "")


def test_figures_may_be_entered_once_the_polls_are_closed() -> None:
    one = line(large().to_the_count(), "2023-01-12T21:20:00Z")
    assert (one.task, one.contest) == ("silent", "text")


def test_a_section_in_a_pool_says_nothing_and_is_not_silent() -> None:
    sim = PooledSimulation()
    sim.convene().fix_rules().open_polls()

    def hidden(now: str) -> Line:
        found = lines_of(sim.state, "75", 1, now, Private())
        return next(one for one in found if one.unit == "75-004")

    assert hidden("2023-01-12T16:42:00Z").task == "waiting"
    one = hidden("2023-01-12T21:12:00Z")
    assert (one.task, one.contest) == ("figures", "")
    sim.close_polls()
    one = hidden("2023-01-12T21:12:00Z")
    assert (one.task, one.late, one.contest, one.hidden) == ("figures", 12, "text", True)
    sim.seal("75-004")
    one = hidden("2023-01-12T21:30:00Z")
    assert (one.task, one.late, one.contest) == ("sealed", 0, "text")


def test_a_key_that_waits_breaks_the_silence() -> None:
    sim = large().convene().fix_rules().open_polls()
    one = line(sim, "2023-01-12T16:42:00Z", phones=frozenset({UNIT}))
    assert (one.task, one.late) == ("phone", 42)


@pytest.mark.parametrize(
    ("private", "task"),
    [
        ({}, "second"),
        ({"role": f"secretary@{UNIT}"}, "another"),
        ({"differences": frozenset({(UNIT, "text")})}, "difference"),
        ({"referred": frozenset({(UNIT, "text")})}, "commission"),
    ],
)
def test_a_received_sheet_needs_another_person(private: dict[str, object], task: str) -> None:
    sim = large().to_the_count()
    sim.receive(UNIT, **as_sheet(FIGURES))
    assert line(sim, "2023-01-12T21:20:00Z", **private).task == task


def test_an_approved_sheet_needs_nothing() -> None:
    sim = large().to_the_count()
    sim.receive(UNIT, **as_sheet(FIGURES))
    sim.approve(UNIT, **as_sheet(FIGURES))
    one = line(sim, "2023-01-13T09:00:00Z")
    assert (one.task, one.late) == ("done", 0)


def test_nobodys_number_is_in_a_message() -> None:
    sim = large().to_the_count()
    one = line(sim, "2023-01-12T21:20:00Z", contacts={UNIT: ("Dominique", "01 23")})
    assert (one.officer, one.phone) == ("Dominique", "01 23")
    assert "Dominique" not in repr(one)
    assert "01 23" not in repr(one)


def test_the_round_is_the_last_that_is_about_to_begin() -> None:
    state = large().convene().state
    assert the_round(state, "2023-01-10T09:00:00Z") == 1
    assert the_round(state, "2023-01-19T13:59:00Z") == 1
    assert the_round(state, "2023-01-19T14:00:00Z") == 2
