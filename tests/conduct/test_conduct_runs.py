"""Runs are suspended, resumed, annulled and replaced."""

from typing import Any

import msgspec
import pytest
from tests.support.online_election import BOX, OnlineSimulation
from tests.support.online_steps import (
    CHAIR,
    UNIT,
    ballot,
    cast,
    end,
    ended,
    fixed,
    opened,
    run,
)
from tests.support.refusals import refused

from suffrage.acts.online.annul_box import annul_box
from suffrage.acts.online.replace_box import replace_box
from suffrage.acts.online.resume_box import resume_box
from suffrage.acts.online.suspend_box import suspend_box
from suffrage.acts.online.tally_box import tally_box
from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.board.kinds.online import BoxReplaced
from suffrage.board.record import Draft
from suffrage.count.unit_state import Excused


def suspend(simulation: OnlineSimulation) -> None:
    simulation.act(suspend_box, CHAIR, BOX, 1, account="A list of codes was mailed.")


def test_a_suspended_run_takes_no_ballot_until_it_is_resumed_by_decision() -> None:
    simulation = opened()
    data = ballot(simulation, 1, voter=0)
    suspend(simulation)
    with refused("box.phase", phase="suspended"):
        cast(simulation, data)
    with refused("decision.missing"):
        simulation.act(resume_box, CHAIR, BOX, 1)
    simulation.decided(resume_box, BOX, 1)
    cast(simulation, data)
    with refused("box.phase", phase="open"):
        simulation.wait().decided(resume_box, BOX, 1)


def test_polls_do_not_close_over_an_open_or_suspended_box() -> None:
    simulation = opened().open_polls()
    with refused("box.still-open", box=BOX, run=1):
        simulation.close_polls()
    suspend(simulation)
    with refused("box.still-open"):
        simulation.wait().close_polls()


def test_polls_close_where_a_box_never_opened_and_its_section_is_excused() -> None:
    simulation = fixed()
    simulation.open_polls().close_polls()
    simulation.count_all()
    simulation.decided(excuse_unit, round_=1, unit=UNIT, reason="not-held")
    simulation.announce().certify()
    assert simulation.state.unit("text", UNIT) == Excused("not-held")


def test_an_annulled_run_is_replaced_and_never_decrypted() -> None:
    simulation = opened()
    simulation.cast(1, 1, 2, 3)
    simulation.annul_run(1)
    assert (run(simulation).phase, run(simulation, 2).phase) == ("annulled", "convened")
    with refused("box.not-live", run=1):
        end(simulation)
    simulation.open_run(2).cast(2, 1, 1)
    simulation.end_run(2).open_polls().close_polls()
    archive = simulation.store.archive(BOX, 1)
    with refused("box.not-live", run=1):
        simulation.board.perform(lambda state: tally_box(state, BOX, 1, archive))


def test_an_annulled_run_that_is_not_replaced_takes_no_event() -> None:
    simulation = opened()
    simulation.cast(1, 1, 2)
    simulation.decided(annul_box, BOX, 1, ground="leak")
    with refused("online.phase", phase="annulled"):
        end(simulation)


@pytest.mark.parametrize("ground", ["because", "early-ballots"])
def test_a_run_is_annulled_on_a_frozen_ground_for_runs(ground: str) -> None:
    with refused("box.ground", ground=ground):
        opened().decided(annul_box, BOX, 1, ground=ground)


def test_a_run_is_annulled_once_and_not_after_a_share_is_known() -> None:
    simulation = opened()
    simulation.decided(annul_box, BOX, 1, ground="leak")
    with refused("box.phase", phase="annulled"):
        simulation.wait().decided(annul_box, BOX, 1, ground="leak")
    decrypted = ended(1, 2, 3).decrypt_run(1)
    with refused("box.phase", phase="decrypted"):
        decrypted.decided(annul_box, BOX, 1, ground="leak")


@pytest.mark.parametrize(
    ("code", "opens", "closes"),
    [
        ("box.hours", "2023-01-12T16:00:00Z", "2023-01-12T08:00:00Z"),
        ("box.hours", "2023-01-12T08:00:00Z", "2023-01-12T21:00:01Z"),
        ("canonical.shape", "2023-02-30T08:00:00Z", "2023-02-30T09:00:00Z"),
    ],
)
def test_the_hours_of_a_new_run_end_with_its_contest(code: str, opens: str, closes: str) -> None:
    simulation = opened()
    simulation.decided(annul_box, BOX, 1, ground="leak")
    with refused(code):
        simulation.decided(replace_box, BOX, uuid="BoxForTestRun2", opens=opens, closes=closes)


def test_a_run_that_is_not_annulled_is_not_replaced() -> None:
    simulation = opened()
    hours: dict[str, Any] = {"opens": "2023-01-12T08:00:00Z", "closes": "2023-01-12T16:00:00Z"}
    with refused("box.phase", phase="open"):
        simulation.decided(replace_box, BOX, uuid="BoxForTestRun2", **hours)
    head = BoxReplaced(BOX, 4, "BoxForTestRun2", hours["opens"], hours["closes"], 0)

    def jump(_state: Any, by: str, at: str, *, decision: Any) -> Draft:
        return Draft("box.replaced/1", msgspec.structs.replace(head, decision=decision), by, at)

    with refused("box.not-live", run=3):
        simulation.decided(jump)


def test_no_run_follows_after_the_polls_have_closed() -> None:
    simulation = opened()
    simulation.decided(annul_box, BOX, 1, ground="leak")
    simulation.open_polls().close_polls()
    hours: dict[str, Any] = {"opens": "2023-01-12T08:00:00Z", "closes": "2023-01-12T16:00:00Z"}
    with refused("box.hours"):
        simulation.decided(replace_box, BOX, uuid="BoxForTestRun2", **hours)
    simulation.decided(excuse_unit, round_=1, unit=UNIT, reason="not-held")
    assert simulation.state.unit("text", UNIT) == Excused("not-held")
