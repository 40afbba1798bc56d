"""What the frozen rules promise is kept, or not promised."""

from msgspec.structs import replace
from tests.support.folders import failures, policy_of
from tests.support.online_election import BOX, OnlineSimulation, online_definition
from tests.support.refusals import definition_with, refused
from tests.support.simulator import Simulation

from suffrage.acts.online.tally_box import tally_box
from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.model.governance import Publication

UNIT = "75-001"
EMBARGO = "2023-01-12T22:30:00Z"


def test_no_figure_appears_before_the_moment_that_the_rules_name() -> None:
    simulation = Simulation(definition_with(publication={"not_before": EMBARGO})).to_the_count()
    with refused("sheet.before-publication", unit=UNIT, moment=EMBARGO):
        simulation.receive(UNIT)
    broken = simulation.sheet(UNIT, ballots=1)
    with refused("sheet.before-publication"):
        simulation.act(reserve_sheet, f"secretary@{UNIT}", broken)
    sheet = simulation.sheet(UNIT)
    simulation.force(receive_sheet(simulation.state, f"secretary@{UNIT}", simulation.now(), sheet))
    assert "sheet.before-publication" in {code for code, _ in failures(simulation.files())}


def test_no_box_is_decrypted_before_the_moment_that_the_rules_name() -> None:
    publication = Publication(not_before=EMBARGO)
    simulation = OnlineSimulation(replace(online_definition(), publication=publication))
    simulation.convene().fix_rules().open_run(1).cast(1, 1, 2, 0)
    simulation.end_run(1).open_polls().close_polls()
    archive = simulation.store.archive(BOX, 1)
    simulation.board.perform(lambda state: tally_box(state, BOX, 1, archive))
    with refused("share.before-publication", box=BOX, moment=EMBARGO):
        simulation.give_share(1, 1)
    simulation.wait(90 * 60)
    simulation.give_share(1, 1)


def test_figures_appear_from_that_moment_on() -> None:
    simulation = Simulation(definition_with(publication={"not_before": EMBARGO})).to_the_count()
    simulation.wait(90 * 60).count_all().announce().certify()
    assert failures(simulation.files(), policy_of(simulation)) == set()


def test_a_minimum_that_no_code_keeps_is_not_declared() -> None:
    with refused("definition.minimum-paper", name=10):
        definition_with(minimum={"paper": 10})
