"""Ballots have their places, once each, in the chain of an open run."""

from typing import Any

import msgspec
import pytest
from tests.support.online_election import BOX, OnlineSimulation
from tests.support.online_steps import (
    ballot,
    cast,
    opened,
    place,
    run,
)
from tests.support.refusals import refused

from suffrage.acts.online.cast_ballot import OpenBox, cast_ballot
from suffrage.acts.online.close_box import close_box
from suffrage.acts.online.draft_event import head_of
from suffrage.acts.online.sequence_ballots import sequence_ballots
from suffrage.belenios.events import end_ballots_event
from suffrage.belenios.verify import verify_archive
from suffrage.board.acknowledgement import check_acknowledgement
from suffrage.board.kinds.kind import Event
from suffrage.board.kinds.online import OnlineEvent
from suffrage.board.record import Draft

# -- ballots --------------------------------------------------------------------------------------


def test_a_ballot_is_acknowledged_and_then_has_its_place() -> None:
    simulation = opened()
    said = simulation.cast(1, 1, 2, 0)
    for one in said:
        check_acknowledgement(
            one, simulation.definition.origin, simulation.definition.keys["office"]
        )
    with refused("record.signature", role="office"):
        moved = msgspec.structs.replace(said[0], run=2)
        check_acknowledgement(
            moved, simulation.definition.origin, simulation.definition.keys["office"]
        )
    with refused("acknowledgement.origin"):
        check_acknowledgement(said[0], "vote.example.org/e/other", "")
    assert len(run(simulation).voters) == 3


def test_an_online_vote_is_final() -> None:
    simulation = opened()
    simulation.cast(1, 1, 2)
    again = ballot(simulation, 1, voter=0, choice=2)
    with refused("ballot.again", box=BOX):
        cast(simulation, again)
    with refused("ballot.again", box=BOX, run=1):
        place(simulation, 1, again)


def test_a_waiting_ballot_is_a_vote_too() -> None:
    simulation = opened()
    cast(simulation, ballot(simulation, 1, voter=0))
    with refused("ballot.again"):
        cast(simulation, ballot(simulation, 1, voter=0, choice=2))


def test_ballots_have_their_places_in_batches_of_the_minimum_in_the_order_of_their_hashes() -> None:
    simulation = opened()
    cast(simulation, ballot(simulation, 1, voter=0))
    waiting = simulation.store.waiting(BOX, 1)
    with refused("batch.small", number=1, minimum=2):
        sequence_ballots(simulation.state, BOX, 1, waiting)
    cast(simulation, ballot(simulation, 1, voter=1))
    waiting = simulation.store.waiting(BOX, 1)
    acts = sequence_ballots(simulation.state, BOX, 1, waiting[::-1])
    simulation.board.perform_all((act, None) for act in acts)
    lines = verify_archive(simulation.store.archive(BOX, 1)).trackers
    assert [line.hash for line in lines] == sorted(line.hash for line in lines)
    assert simulation.store.waiting(BOX, 1) == []


def test_no_box_closes_over_a_ballot_that_waits() -> None:
    simulation = opened()
    cast(simulation, ballot(simulation, 1, voter=0))
    with refused("box.ballots-wait", number=1):
        simulation.board.perform(lambda state: close_box(state, BOX, 1))


def test_a_ballot_after_closing_finds_the_box_closed() -> None:
    simulation = opened()
    simulation.cast(1, 1, 2)
    late = ballot(simulation, 1, voter=3)
    before, box = simulation.state, OpenBox(simulation.store, BOX, 1)
    simulation.end_run(1)
    with refused("box.phase", phase="ended"):
        cast(simulation, late)
    with refused("box.phase", phase="ended"):
        # Another process still believes the box open.
        cast_ballot(simulation.store, before, box, late, simulation.sign("office"))
    assert simulation.store.waiting(BOX, 1) == []
    with refused("online.phase", type="Ballot", phase="ended"):
        place(simulation, 1, late)


def test_a_ballot_of_an_annulled_run_is_worth_nothing_in_the_next() -> None:
    simulation = opened()
    old = ballot(simulation, 1, voter=0)
    simulation.annul_run(1).open_run(2)
    with refused("bel.ballot-election"):
        cast(simulation, old, 2)
    with refused("box.not-live", run=1):
        cast(simulation, ballot(simulation, 1, voter=1), 1)


# -- the chain ------------------------------------------------------------------------------------


def forged(simulation: OnlineSimulation, **changed: Any) -> None:
    """An EndBallots event whose record or chain says something else."""

    def act(state: Any) -> Draft:
        now = head_of(state, BOX, 1)
        if "parent" in changed:
            now = type(now)(now.height, changed["parent"])
        pieces = end_ballots_event(now)
        head = OnlineEvent(BOX, 1, pieces.event.height, "EndBallots")
        shown = {name: value for name, value in changed.items() if name != "parent"}
        head = msgspec.structs.replace(head, **shown)
        return Draft("online.event/1", head, body=Event(pieces.data, pieces.records))

    simulation.board.perform(act)


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("online.record", {"height": 7}),
        ("online.record", {"type": "Result"}),
        ("online.record", {"data": "ab" * 32}),
        ("online.chain", {"parent": "ab" * 32}),
    ],
)
def test_an_event_repeats_itself_in_its_record_and_continues_the_chain(
    code: str, changed: Any
) -> None:
    with refused(code):
        forged(opened(), **changed)


def test_an_event_recorded_twice_continues_nothing() -> None:
    simulation = opened()
    simulation.end_run(1)
    with refused("online.chain"):
        simulation.board.perform(
            lambda state: Draft(
                "online.event/1",
                OnlineEvent(BOX, 1, 1, "EndBallots"),
                body=Event(
                    (pieces := end_ballots_event(type(head_of(state, BOX, 1))(0, "ab" * 32))).data,
                    pieces.records,
                ),
            )
        )
