"""Forged rules, rolls, results, lots, seats and certificates; records erased or left out."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest
from tests.support.folders import check, policy_of, receipt
from tests.support.forge import publish, signed_checkpoint
from tests.support.forgeries import altered, body_at, entries, found, records
from tests.support.refusals import definition_with, option
from tests.support.simulator import Simulation

from suffrage.acts.closing.announce_result import announce_result
from suffrage.acts.closing.certify_result import certify_result
from suffrage.acts.closing.close_board import close_board
from suffrage.acts.closing.draw_lot import draw_lot
from suffrage.acts.closing.erase_blob import erase_blob
from suffrage.acts.closing.ratify_result import ratify_result
from suffrage.acts.closing.seat_body import seat_body
from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.opening.admit_option import admit_option
from suffrage.acts.opening.fix_rules import fix_rules
from suffrage.acts.opening.open_polls import open_polls
from suffrage.board.folder import blob_path
from suffrage.board.kinds.closing import BodySeated, OutcomeFigures, ResultAnnounced, Seating
from suffrage.board.record import Draft
from suffrage.conduct.results import figures_now
from suffrage.count.unit_state import Approved
from suffrage.model.contests import Option
from suffrage.model.definition import Definition
from suffrage.verify import Evidence, HeldFiles, verify_folder

CHAIR = "commission@chair"
UNIT = "75-001"
NIGHT = "2023-01-13T01:00:00Z"
SEED = "31415926535897932384"


def counted() -> Simulation:
    return Simulation().to_the_count().count_all()


def altered_body(draft: Draft, **change: Any) -> Draft:
    body: Any = draft.body
    return replace(draft, body=msgspec.structs.replace(body, **change))


# -- rules and roll ------------------------------------------------------------------------------


def without_a_section(definition: Definition) -> Definition:
    units = tuple(unit for unit in definition.units if unit.id != UNIT)
    return msgspec.structs.replace(definition, units=units)


def test_a_section_dropped_from_the_definition_at_the_fixing() -> None:
    simulation = Simulation().convene()
    fewer = without_a_section(simulation.definition)

    def fix(state: Any, by: str, now: str, *, decision: int) -> Draft:
        return replace(fix_rules(state, by, now, decision), body=fewer)

    decision = simulation.vote_on(fix)
    index = simulation.force(fix(simulation.state, CHAIR, NIGHT, decision=decision))
    assert found(simulation) == {("rules.differ", f"entry {index}")}


def test_a_section_dropped_from_the_definition_everywhere() -> None:
    """Everything fits, but the convening notice printed another definition."""
    simulation = Simulation()
    policy = policy_of(simulation)
    forged = Simulation(without_a_section(simulation.definition)).run_round_1()
    report = check(forged.files(), policy)
    fixed = records(forged, "rules.fixed/1")[0]
    named = {(failure.code, failure.place) for failure in report.failures}
    assert named == {("trust.definition", f"entry {fixed} payload")}


def test_rules_changed_after_the_fixing() -> None:
    simulation = counted()
    decision = simulation.wait().vote_on(fix_rules)
    index = simulation.force(fix_rules(simulation.state, CHAIR, NIGHT, decision))
    assert found(simulation) == {("rules.already-fixed", f"entry {index}")}


def test_an_option_admitted_after_the_fixing() -> None:
    simulation = Simulation().convene().fix_rules()
    new = Option("to4", "Text 4", "Dan", 4)
    index = simulation.force(admit_option(simulation.state, CHAIR, NIGHT, "text", new))
    assert found(simulation) == {("rules.already-fixed", f"entry {index}")}


def test_a_roll_that_is_not_the_definition_s() -> None:
    simulation = Simulation().convene()
    index = records(simulation, "roll.committed/1")[0]
    honest = body_at(simulation, index)
    swollen = msgspec.structs.replace(honest, units={**honest.units, UNIT: 300})
    rows = altered(simulation, index, body=swollen, sign=True)
    assert found(simulation, rows) == {("roll.differs", f"entry {index}")}
    rows = altered(simulation, index, entitled=9, sign=True)
    assert found(simulation, rows) == {("roll.sum", f"entry {index}")}


# -- results -------------------------------------------------------------------------------------


def test_a_result_with_a_section_still_awaited() -> None:
    simulation = Simulation().to_the_count().count_all(but=[UNIT])
    index = simulation.force(announce_result(simulation.state, CHAIR, NIGHT, "text"))
    assert found(simulation) == {("count.awaited", f"entry {index}")}


@pytest.mark.parametrize("field", ["votes", "outcome", "registered"])
def test_a_result_with_other_figures(field: str) -> None:
    simulation = counted()
    honest = announce_result(simulation.state, CHAIR, NIGHT, "text")
    change = {
        "votes": {"to1": 1, "to2": 99, "to3": 98},
        "outcome": OutcomeFigures(qualified=("to2", "to3")),
        "registered": 41_391,
    }
    index = simulation.force(altered_body(honest, **{field: change[field]}))
    assert found(simulation) == {("result.figures", f"entry {index} {field}")}


def test_a_result_of_an_evening_that_has_not_ended() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    figures = figures_now(simulation.state, "text")
    draft = Draft("result.announced/1", ResultAnnounced("text"), CHAIR, NIGHT, figures)
    index = simulation.force(draft)
    assert found(simulation) == {("polls.not-closed", f"entry {index}")}


def disputed() -> Simulation:
    simulation = counted().announce()
    case = {"dispute": "d1", "contest": "text", "unit": UNIT, "ground": "wrong-count"}
    simulation.act(file_dispute, "agent@to1", **case, account="Counted twice.")
    return simulation


def certificate(simulation: Simulation, checkpoint: bytes, **more: Any) -> int:
    decision = simulation.vote_on(certify_result, "text", checkpoint=checkpoint, **more)
    return simulation.force(
        certify_result(
            simulation.state, CHAIR, NIGHT, "text", checkpoint=checkpoint, decision=decision
        )
    )


def test_a_certificate_over_an_open_dispute() -> None:
    simulation = disputed()
    index = certificate(simulation, simulation.checkpoint())
    assert found(simulation) == {("count.disputed", f"entry {index}")}


def test_a_certificate_on_a_board_before_the_last_sheet() -> None:
    simulation = Simulation().to_the_count().count_all(but=[UNIT])
    old = simulation.checkpoint()
    simulation.receive(UNIT)
    simulation.approve(UNIT)
    index = certificate(simulation, old)
    assert found(simulation) == {("certificate.stale", f"entry {index}")}


def test_a_certificate_without_the_quorum_of_witnesses() -> None:
    simulation = counted()
    lines = simulation.checkpoint().splitlines(keepends=True)
    index = certificate(simulation, b"".join(lines[:-1]))
    assert found(simulation) == {("certificate.quorum", f"entry {index}")}


def test_a_certificate_over_a_root_that_is_not_this_board_s() -> None:
    """The log signed two trees, and the witnesses of the other one cosigned."""
    simulation = counted()
    rows = entries(simulation)
    rows[-1], rows[-3] = rows[-3], rows[-1]
    index = certificate(simulation, signed_checkpoint(simulation, rows))
    assert found(simulation) == {("certificate.root", f"entry {index} checkpoint")}


def test_a_record_taken_out_from_under_a_certificate() -> None:
    """A camp's claim disappears; its place is in the tree that the certificate names."""
    simulation = counted().announce().certify()
    rows = entries(simulation)
    announced = records(simulation, "result.announced/1")[0]
    del rows[announced]
    certified = len(rows) - 1
    said = found(simulation, rows)
    assert ("certificate.root", f"entry {certified} checkpoint") in said


def test_a_board_cut_short_contradicts_a_receipt() -> None:
    simulation = counted().announce()
    held = receipt(simulation, len(entries(simulation)) - 1)
    short = entries(simulation)[:-1]
    files = HeldFiles(publish(simulation, short))
    paper = Evidence("receipt", "receipt.txt", held)
    report = verify_folder(files, policy_of(simulation), [paper])
    named = {(failure.code, failure.place) for failure in report.failures}
    assert ("receipt.newer", "receipt.txt") in named


def test_a_ratification_of_nothing() -> None:
    simulation = counted().announce()
    votes = {"delegates": 9, "votes_for": 6, "votes_against": 2, "abstained": 1}
    draft = ratify_result(simulation.state, "congress@delegates", NIGHT, "text", **votes)
    index = simulation.force(draft)
    assert found(simulation) == {("result.not-certified", f"entry {index}")}


# -- ties, lots, seats ---------------------------------------------------------------------------


def tied() -> Simulation:
    def change(plain: dict[str, Any]) -> None:
        text = plain["contests"][0]
        text["rule"]["tie"] = plain["contests"][1]["rule"]["tie"] = ["lot"]
        text["options"] = [option(name) for name in ("to1", "to2", "to3")]

    simulation = Simulation(definition_with(change)).to_the_count()
    figures: dict[str, Any] = {
        "votes": {"to1": 10, "to2": 10, "to3": 10},
        "valid": 30,
        "ballots": 32,
        "signatures": 32,
    }
    for unit in simulation.definition.tree.sections:
        simulation.receive(unit.id, **figures)
        simulation.approve(unit.id, **figures)
    return simulation


def test_a_tie_broken_without_a_lot() -> None:
    simulation = tied()
    honest = announce_result(simulation.state, CHAIR, NIGHT, "text")
    index = simulation.force(altered_body(honest, outcome=OutcomeFigures(qualified=("to1", "to2"))))
    assert found(simulation) == {("result.figures", f"entry {index} outcome")}


def test_a_second_throw() -> None:
    simulation = tied()
    simulation.decided(draw_lot, subject="contest:text", seed=SEED)
    case: dict[str, Any] = {"subject": "contest:text", "seed": SEED[::-1]}
    decision = simulation.vote_on(draw_lot, **case)
    index = simulation.force(draw_lot(simulation.state, CHAIR, NIGHT, **case, decision=decision))
    assert found(simulation) == {("lot.again", f"entry {index} subject")}


def test_a_throw_that_no_tie_waits_for() -> None:
    simulation = counted()
    case: dict[str, Any] = {"subject": "contest:text", "seed": SEED}
    decision = simulation.vote_on(draw_lot, **case)
    index = simulation.force(draw_lot(simulation.state, CHAIR, NIGHT, **case, decision=decision))
    assert found(simulation) == {("lot.no-tie", f"entry {index} subject")}


def test_a_seat_moved_from_one_list_to_another() -> None:
    simulation = counted().announce().certify()
    honest = seat_body(simulation.state, CHAIR, NIGHT, "council")
    body: Any = honest.body
    seats = {**body.seats, "to1": body.seats["to1"] + 1, "to3": body.seats["to3"] - 1}
    index = simulation.force(altered_body(honest, seats=seats))
    assert found(simulation) == {("body.seats", f"entry {index} seats")}


def test_members_added_ex_officio() -> None:
    simulation = counted().announce().certify()
    honest = seat_body(simulation.state, CHAIR, NIGHT, "council")
    index = simulation.force(altered_body(honest, ex_officio=30))
    assert found(simulation) == {("body.ex-officio", f"entry {index} ex_officio")}


def test_a_tied_seat_given_in_silence() -> None:
    simulation = tied()
    simulation.decided(draw_lot, subject="contest:text", seed=SEED)
    simulation.announce().certify()
    body = Seating("council", {"to1": 4, "to2": 3, "to3": 3}, 3)
    draft = Draft("body.seated/1", BodySeated("council"), CHAIR, NIGHT, body)
    index = simulation.force(draft)
    assert found(simulation) == {("body.tied", f"entry {index}")}


# -- the second round and the end ----------------------------------------------------------------


def test_a_second_round_before_the_first_has_a_result() -> None:
    simulation = counted()
    index = simulation.force(open_polls(simulation.state, CHAIR, "2023-01-19T16:00:00Z", 2))
    assert found(simulation) == {("round.no-result", f"entry {index}")}


def test_a_sheet_erased_as_if_it_were_a_text() -> None:
    simulation = counted()
    unit = simulation.state.unit("text", UNIT)
    assert isinstance(unit, Approved)
    draft = erase_blob(simulation.state, CHAIR, NIGHT, unit.payload, "personal-data")
    index = simulation.force(draft)
    # The sheet itself is still there, so that the folder contradicts its own record besides.
    assert found(simulation) == {
        ("blob.not-a-text", f"entry {index}"),
        ("blob.not-erased", blob_path(unit.payload)),
    }


def test_a_record_after_the_end() -> None:
    simulation = Simulation().run_round_1().run_round_2()
    simulation.decided(close_board)
    index = simulation.force(open_polls(simulation.state, CHAIR, NIGHT, 1))
    assert found(simulation) == {("board.closed", f"entry {index}")}
