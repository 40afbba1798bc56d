"""Single steps of an online box, honest and not, on the election of ``online_election``."""

from typing import Any

from tests.support.online_election import BOX, OnlineSimulation

from suffrage.acts.online.cast_ballot import OpenBox, cast_ballot
from suffrage.acts.online.draft_event import draft_event, head_of
from suffrage.acts.online.tally_box import tally_box
from suffrage.acts.perform import Written
from suffrage.belenios import events
from suffrage.belenios.events import ballot_event, end_ballots_event
from suffrage.belenios.make_ballot import make_ballot
from suffrage.board.record import Draft
from suffrage.conduct.state import BoxRun

CHAIR = "commission@chair"
UNIT = "99-001"


def fixed() -> OnlineSimulation:
    simulation = OnlineSimulation()
    simulation.convene().fix_rules()
    return simulation


def opened() -> OnlineSimulation:
    return fixed().open_run(1)


def ended(*choices: int) -> OnlineSimulation:
    simulation = opened()
    simulation.cast(1, *choices)
    simulation.end_run(1).open_polls().close_polls()
    return simulation


def run(simulation: OnlineSimulation, number: int = 1) -> BoxRun:
    return simulation.state.runs[(BOX, number)]


def record(simulation: OnlineSimulation, by: str, kind: str, head: Any) -> Written:
    """Perform a record that no act drafts: ``act`` may be patched, so it is asked of the class."""
    return OnlineSimulation.act(simulation, lambda _s, who, at: Draft(kind, head, who, at), by)


def ballot(simulation: OnlineSimulation, number: int, voter: int, choice: int = 1) -> bytes:
    box = OpenBox(simulation.store, BOX, number)
    marks = [[int(place == choice) for place in range(4)]]
    private = simulation.credentials[number][voter].private
    return make_ballot(box.setup.election, private, marks, simulation.entropy)


def cast(simulation: OnlineSimulation, data: bytes, number: int = 1) -> Any:
    box = OpenBox(simulation.store, BOX, number)
    return cast_ballot(simulation.store, simulation.state, box, data, simulation.sign("office"))


def place(simulation: OnlineSimulation, number: int, data: bytes) -> None:
    """Give a ballot its place past the intake."""
    simulation.board.perform(
        lambda state: draft_event(
            state, BOX, number, ballot_event(head_of(state, BOX, number), data)
        )
    )


def end(simulation: OnlineSimulation, number: int = 1) -> None:
    simulation.board.perform(
        lambda state: draft_event(
            state, BOX, number, end_ballots_event(head_of(state, BOX, number))
        )
    )


def partly(simulation: OnlineSimulation) -> OnlineSimulation:
    """The tally, and the first trustee's share."""
    simulation.board.perform(
        lambda state: tally_box(state, BOX, 1, simulation.store.archive(BOX, 1))
    )
    accept(simulation, 0)
    return simulation


def accept(simulation: OnlineSimulation, number: int) -> None:
    """The share of the trustee at this place, from 0, with its vouch."""
    simulation.give_share(1, number + 1)


def false_event(simulation: OnlineSimulation, kind: Any, *records: bytes) -> None:
    """An event whose hashes fit and whose last record says what it likes."""
    simulation.board.perform(
        lambda state: draft_event(
            state, BOX, 1, events._make(head_of(state, BOX, 1), kind, records)
        )
    )
