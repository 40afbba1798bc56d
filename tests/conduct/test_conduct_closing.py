"""The end of a board, and texts that are erased."""

from tests.support.refusals import refused
from tests.support.simulator import Simulation

from suffrage.acts.closing.close_board import close_board
from suffrage.acts.closing.erase_blob import erase_blob
from suffrage.acts.closing.supersede_board import supersede_board
from suffrage.acts.disputes.report_incident import report_incident
from suffrage.board.record import body_bytes
from suffrage.count.unit_state import Approved

CHAIR = "commission@chair"
UNIT = "75-001"
SEED = "31415926535897932384"


def counted() -> Simulation:
    return Simulation().to_the_count().count_all()


# -- the end -------------------------------------------------------------------------------------


def test_a_board_closes_when_every_contest_is_certified_and_then_takes_nothing() -> None:
    simulation = counted().announce()
    with refused("result.not-certified", contest="text"):
        simulation.decided(close_board)
    simulation.certify()
    with refused("result.not-certified", contest="first-secretary"):
        simulation.decided(close_board)
    simulation.run_round_2()
    simulation.decided(close_board)
    with refused("board.closed"):
        simulation.act(report_incident, CHAIR, unit="75", type_="noise", account="")


def test_a_board_is_superseded_by_another() -> None:
    simulation = counted()
    with refused("board.own-successor"):
        simulation.decided(supersede_board, simulation.definition.origin)
    simulation.decided(supersede_board, "vote.example.org/e/congress-again")
    with refused("board.closed"):
        simulation.announce()


def told(simulation: Simulation, account: str, by: str = "agent@to1") -> str:
    return simulation.act(
        report_incident, by, unit=UNIT, type_="noise", account=account
    ).record.payload


def test_a_text_is_erased_once_and_its_hash_stays() -> None:
    simulation = counted()
    text = told(simulation, "Mr Martin shouted.")
    simulation.act(erase_blob, CHAIR, text, "personal-data")
    assert simulation.store.blob(text) is None
    with refused("blob.erased-already", blob=text):
        simulation.wait().act(erase_blob, CHAIR, text, "personal-data")
    with refused("record.erased", blob=text):
        told(simulation, "Mr Martin shouted.", by="agent@to2")


def test_no_sheet_is_erased_even_if_a_text_repeats_it() -> None:
    simulation = counted()
    unit = simulation.state.unit("text", UNIT)
    assert isinstance(unit, Approved)
    sheet = unit.payload
    with refused("blob.not-a-text", blob=sheet):
        simulation.act(erase_blob, CHAIR, sheet, "personal-data")
    data = body_bytes(unit.sheet)
    assert data is not None
    assert told(simulation, data.decode()) == sheet
    with refused("blob.not-a-text", blob=sheet):
        simulation.wait().act(erase_blob, CHAIR, sheet, "personal-data")
