"""``results.json`` along an election: what it says, and what it does not say yet."""

import json
from typing import Any

import pytest
from tests.support.definitions import plain_six_sections
from tests.support.online_election import OnlineSimulation
from tests.support.simulator import Simulation

from suffrage.acts.closing.close_board import close_board
from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.opening.convene import convene
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.model import canonical
from suffrage.model.definition import from_plain
from suffrage.site.results import Results, results_json

ROOT = bytes(range(32))
SECTIONS = ("13-001", "13-002", "13-003", "75-001", "75-002", "75-003")


def results(simulation: Simulation) -> Any:
    data = results_json(simulation.state, ROOT)
    assert canonical.encode(canonical.decode(data, Results)) == data
    return json.loads(data)


def one_round() -> Simulation:
    """An election with the first round and the council only, so that it can be finished."""
    plain = plain_six_sections()
    del plain["contests"][1]
    return Simulation(from_plain(plain))


def test_an_empty_board_has_no_results() -> None:
    with pytest.raises(Refused, match=r"election\.not-convened"):
        results_json(State(), ROOT)


def test_the_head_names_the_board() -> None:
    simulation = Simulation()
    simulation.act(convene, "convener", simulation.definition)
    found = results(simulation)
    assert found["format"] == "suffrage-results/1"
    assert found["origin"] == simulation.definition.origin
    assert found["size"] == 1
    assert found["root"] == "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="


def test_before_the_polls_close_only_expectations_appear() -> None:
    found = results(Simulation().convene().fix_rules().open_polls())
    assert found["status"] == "partial"
    assert set(found["contests"]) == {"text", "first-secretary"}
    text = found["contests"]["text"]
    assert text["units"] == {
        "expected": 6,
        "counted": 0,
        "pooled": 0,
        "excused": 0,
        "annulled": 0,
    }
    assert text["registered"] == {"all": 432, "counted": 0}
    assert text["votes"] == {"to1": 0, "to2": 0, "to3": 0}
    assert text["outcome"] == found["contests"]["first-secretary"]["outcome"] == {}
    assert found["bodies"] == {}


def test_a_sum_with_an_awaited_section_has_no_outcome() -> None:
    simulation = one_round().to_the_count().count_all(but=["75-003"])
    found = results(simulation)
    assert (found["status"], found["contests"]["text"]["outcome"]) == ("partial", {})
    assert found["contests"]["text"]["units"]["counted"] == 5
    simulation.receive("75-003")
    found = results(simulation)
    assert found["status"] == "provisional"
    assert found["contests"]["text"]["outcome"] == {"qualified": ["to1", "to2"]}


def test_a_reserved_sheet_counts_apart() -> None:
    simulation = one_round().to_the_count().count_all(but=["75-003"])
    wrong = simulation.sheet("75-003", ballots=3)
    simulation.act(reserve_sheet, "secretary@75-003", wrong)
    found = results(simulation)
    text = found["contests"]["text"]
    assert (found["status"], text["outcome"]) == ("partial", {})
    assert text["reserved"] == wrong.votes
    assert text["votes"]["to1"] == 5 * wrong.votes["to1"]


def test_disputed_sections_are_left_out_of_one_column_only() -> None:
    simulation = one_round().to_the_count().count_all()
    said = {"contest": "text", "unit": "75-001", "ground": "early-ballots", "account": "Seen."}
    simulation.act(file_dispute, "agent@to1", dispute="d1", **said)
    text = results(simulation)["contests"]["text"]
    assert text["votes"]["to1"] == 78
    assert text["without_disputed"]["to1"] == 65
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit")
    text = results(simulation)["contests"]["text"]
    assert text["votes"]["to1"] == text["without_disputed"]["to1"] == 65
    assert text["units"]["annulled"] == 1
    assert text["registered"] == {"all": 432, "counted": 432 - 81}


def test_certified_then_provisional_then_corrected() -> None:
    simulation = one_round().to_the_count().count_all().announce().certify()
    found = results(simulation)
    assert found["status"] == "certified"
    assert found["bodies"]["council"] == {
        "ex_officio": 3,
        "seats": {"to1": 4, "to2": 3, "to3": 3},
        "ties": [],
    }
    said = {"contest": "text", "unit": "75-001", "ground": "wrong-count", "account": "Recount."}
    simulation.act(file_dispute, "agent@to1", dispute="d1", **said)
    simulation.decided(rule_dispute, dispute="d1", effect="correct-sheet")
    right: Any = {"ballots": 34, "signatures": 34, "blank": 0}
    sheet = simulation.sheet("75-001", **right)
    simulation.act(correct_sheet, "secretary@75-001", sheet, dispute="d1")
    assert results(simulation)["status"] == "provisional"
    simulation.approve("75-001", **right)
    assert results(simulation.certify())["status"] == "corrected"


def test_sections_where_nobody_voted_give_no_outcome_and_no_seat() -> None:
    simulation = one_round().to_the_count()
    for unit in SECTIONS:
        simulation.decided(excuse_unit, round_=1, unit=unit, reason="not-held")
    found = results(simulation)
    assert found["contests"]["text"]["units"]["excused"] == 6
    assert (found["status"], found["contests"]["text"]["outcome"]) == ("provisional", {})


def test_tied_seats_are_no_ones() -> None:
    simulation = one_round().to_the_count()
    votes = {"to1": 4, "to2": 4, "to3": 4}
    for unit in SECTIONS:
        simulation.receive(unit, votes=votes, valid=12, ballots=14, signatures=14)
        simulation.approve(unit, votes=votes, valid=12, ballots=14, signatures=14)
    simulation.announce().certify()
    council = results(simulation)["bodies"]["council"]
    assert council["seats"] == {"to1": 3, "to2": 3, "to3": 3}
    assert council["ties"] == [{"options": ["to1", "to2", "to3"], "seats": 1}]


def test_an_annulled_run_gives_no_figure() -> None:
    simulation = OnlineSimulation()
    simulation.convene().fix_rules()
    simulation.open_run(1).cast(1, 1, 2, 3)
    simulation.annul_run(1)
    text = results(simulation)["contests"]["text"]
    assert (text["units"]["counted"], text["ballots"]) == (0, 0)


def test_a_second_round_made_unnecessary_is_left_out() -> None:
    plain = plain_six_sections()
    plain["contests"][0]["rule"] = {"name": "majority"}
    plain["contests"][1]["options"] = {"from": "text", "held": "without-majority"}
    plain["bodies"] = []
    simulation = Simulation(from_plain(plain)).to_the_count()
    votes = {"to1": 30, "to2": 4, "to3": 4}
    for unit in SECTIONS:
        simulation.receive(unit, votes=votes, valid=38, ballots=40, signatures=40)
        simulation.approve(unit, votes=votes, valid=38, ballots=40, signatures=40)
    simulation.announce().certify()
    found = results(simulation)
    assert found["contests"]["text"]["outcome"] == {"elected": "to1"}
    assert set(found["contests"]) == {"text"}
    assert found["status"] == "certified"
    simulation.decided(close_board)
    assert simulation.state.phase == "closed"
