"""A kit from the board: what stands there now, for this section, and nothing for others."""

from typing import Any

import pytest
from tests.support.kits import entropy_of
from tests.support.refusals import refused
from tests.support.simulator import Simulation

from suffrage.acts.opening.extend_hours import extend_hours
from suffrage.acts.opening.withdraw_option import withdraw_option
from suffrage.office.codes import draw_code
from suffrage.office.print.kit import Kit
from suffrage.office.print.section_kit import Private, section_kit
from suffrage.roll.signing_list import SigningLine, SigningList

PRIVATE = Private(
    credentials=0,
    voids=("torn",),
    entry="https://vote.example.org/kit/1/75-001",
    confirm="https://vote.example.org/confirm",
    code=draw_code(entropy_of("kit")),
    officer="Claude Moreau",
    phone="01 23 45 67 89",
    language="en",
)


def kit(simulation: Simulation, unit: str = "75-001", round_: int = 1) -> Kit:
    number = simulation.state.registered.get(unit, 0)
    lines = tuple(
        SigningLine(f"{i}", f"Name {i}", struck=False, added=False) for i in range(number)
    )
    signers = SigningList(unit, lines, entitled=number, struck=0)
    return section_kit(simulation.state, unit, round_, signers, PRIVATE)


def test_a_kit_says_what_the_board_says() -> None:
    simulation = Simulation().convene().fix_rules()
    made = kit(simulation)
    (contest,) = made.contests
    declared = simulation.definition.declared_options("text")
    assert [one.label for one in contest.options] == [one.label for one in declared]
    assert (made.registered, made.unit, made.origin) == (81, "75-001", simulation.definition.origin)
    assert made.closes == "2023-01-12T21:00:00Z"
    assert len(made.camps) == 3


def test_a_withdrawn_option_is_not_printed_and_a_later_hour_is() -> None:
    simulation = Simulation().convene().fix_rules()
    simulation.decided(withdraw_option, "text", "to3")
    before = kit(simulation)
    simulation.open_polls()
    simulation.decided(extend_hours, round_=1, unit="75-001", closes="2023-01-12T22:00:00Z")
    after = kit(simulation)
    assert len(before.contests[0].options) == 2
    assert after.contests == before.contests
    assert after.closes == "2023-01-12T22:00:00Z"


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("unit.unknown", {"unit": "75"}),
        ("unit.unknown", {"unit": "75-999"}),
        ("round.unknown", {"round_": 7}),
        ("round.no-result", {"round_": 2}),
    ],
)
def test_what_cannot_be_printed_yet_or_ever(code: str, more: dict[str, Any]) -> None:
    with refused(code):
        kit(Simulation().convene().fix_rules(), **more)


def test_a_second_round_prints_its_finalists() -> None:
    simulation = Simulation().run_round_1()
    (contest,) = kit(simulation, round_=2).contests
    assert contest.id == "first-secretary"
    assert len(contest.options) == 2
