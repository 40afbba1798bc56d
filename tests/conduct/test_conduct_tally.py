"""A closed box is summed up and decrypted; what online sections do not do."""

from typing import Any

import msgspec
import pytest
from tests.support import online_election
from tests.support.online_election import BOX, online_definition
from tests.support.online_steps import (
    UNIT,
    accept,
    ended,
    false_event,
    fixed,
    opened,
    partly,
    record,
    run,
)
from tests.support.refusals import refused
from tests.support.results_steps import dispute, swing

from suffrage.acts.closing.destroy_key import destroy_key
from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.online.accept_partial_decryption import accept_partial_decryption
from suffrage.acts.online.annul_box import annul_box
from suffrage.acts.online.publish_box_result import publish_box_result
from suffrage.acts.online.tally_box import tally_box
from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.acts.paper.open_section import open_section
from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.paper.report_turnout import report_turnout
from suffrage.belenios.verify import verify_archive
from suffrage.board.kinds.closing import KeysDestroyed
from suffrage.board.kinds.opening import TrusteeSetUp
from suffrage.count.unit_state import Annulled, Excused, Tallied

# -- tally and result -----------------------------------------------------------------------------


def test_a_closed_box_is_counted_once_its_contest_s_polls_have_closed() -> None:
    simulation = ended(1, 1, 2, 0).decrypt_run(1)
    tallied = simulation.state.unit("text", UNIT)
    assert isinstance(tallied, Tallied)
    assert tallied.figures.votes == {"to1": 2, "to2": 1, "to3": 0}
    assert (tallied.figures.blank, tallied.figures.valid) == (1, 3)
    simulation.count_all().announce().certify()
    assert simulation.state.certified["text"].votes["to1"] >= 2


def test_no_box_is_tallied_while_polls_are_open() -> None:
    simulation = opened()
    simulation.cast(1, 1, 2)
    simulation.end_run(1).open_polls()
    archive = simulation.store.archive(BOX, 1)
    with refused("box.early", box=BOX):
        simulation.board.perform(lambda state: tally_box(state, BOX, 1, archive))


def test_a_box_with_too_few_ballots_is_never_summed_and_its_section_is_excused() -> None:
    simulation = ended(1)
    archive = simulation.store.archive(BOX, 1)
    with refused("box.few", box=BOX, minimum=2):
        simulation.board.perform(lambda state: tally_box(state, BOX, 1, archive))
    simulation.decided(excuse_unit, round_=1, unit=UNIT, reason="not-held")
    assert simulation.state.unit("text", UNIT) == Excused("not-held")


def test_a_box_that_can_be_counted_is_not_excused() -> None:
    simulation = ended(1, 2)
    with refused("unit.box-counts", unit=UNIT):
        simulation.decided(excuse_unit, round_=1, unit=UNIT, reason="not-held")


def test_each_trustee_gives_one_share() -> None:
    simulation = partly(ended(1, 2))
    with refused("trustee.again", owner=1):
        accept(simulation, 0)


def test_a_run_with_a_share_is_not_annulled_any_more() -> None:
    with refused("box.phase", phase="tallied"):
        partly(ended(1, 2)).decided(annul_box, BOX, 1, ground="leak")


def test_a_result_needs_all_shares() -> None:
    simulation = partly(ended(1, 2))
    with refused("bel.share-missing"):
        checked = verify_archive(simulation.store.archive(BOX, 1))
        simulation.board.perform(lambda state: publish_box_result(state, BOX, 1, checked))
    with refused("box.factors", need=2):
        false_event(simulation, "Result", b'{"result":[[0,1,1,0]]}')


@pytest.mark.parametrize(
    "result", [b'{"result":[[0,1,1,1]]}', b'{"result":[[0,1,1]]}', b'{"result":[[]]}']
)
def test_a_result_has_a_count_an_option_that_add_up_to_the_ballots(result: Any) -> None:
    simulation = partly(ended(1, 2))
    accept(simulation, 1)
    with refused("online.result", box=BOX):
        false_event(simulation, "Result", result)


def test_a_tally_counts_the_ballots_on_the_board() -> None:
    simulation = ended(1, 2, 3)
    with refused("online.number", number=2):
        hashed = b'{"num_tallied":2,"total_weight":2,"encrypted_tally":"%s"}' % (b"ab" * 32)
        false_event(simulation, "EncryptedTally", b"[]", hashed)


@pytest.mark.parametrize("act", [accept_partial_decryption, publish_box_result])
def test_without_a_tally_there_is_nothing_to_decrypt(act: Any) -> None:
    simulation = ended(1, 2)
    checked = verify_archive(simulation.store.archive(BOX, 1))
    more: tuple[Any, ...] = ([], b"") if act is accept_partial_decryption else ()
    with refused("box.phase", phase="closed"):
        simulation.board.perform(lambda state: act(state, BOX, 1, checked, *more))


# -- what online sections do not do ---------------------------------------------------------------


def test_an_online_section_has_no_paper() -> None:
    simulation = ended(1, 2)
    sheet = msgspec.structs.replace(simulation.sheet("75-001"), unit=UNIT)
    with refused("unit.online", unit=UNIT):
        simulation.act(receive_sheet, f"secretary@{UNIT}", sheet)
    with refused("unit.online", unit=UNIT):
        simulation.act(report_turnout, f"secretary@{UNIT}", round_=1, unit=UNIT, signatures=1)
    with refused("unit.online", unit=UNIT):
        simulation.act(open_section, f"secretary@{UNIT}", round_=1, unit=UNIT)


def test_an_online_result_is_annulled_by_a_ruling_and_never_corrected() -> None:
    simulation = ended(1, 2).decrypt_run(1)
    with refused("dispute.ground", ground="wrong-count"):
        dispute(simulation, "wrong-count", UNIT)
    dispute(simulation, "early-ballots", UNIT)
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit")
    assert isinstance(simulation.state.unit("text", UNIT), Annulled)


# -- keys destroyed -------------------------------------------------------------------------------


def test_trustees_declare_their_shares_of_a_finished_run_destroyed() -> None:
    simulation = opened()
    with refused("box.not-finished", run=1):
        simulation.act(destroy_key, "trustee@to1", BOX, 1)
    with refused("box.not-finished"):
        record(simulation, "trustee@to1", "keys.destroyed/1", KeysDestroyed("nothing", 1))
    simulation.decided(annul_box, BOX, 1, ground="leak")
    simulation.act(destroy_key, "trustee@to1", BOX, 1)
    with refused("trustee.destroyed-already"):
        simulation.wait().act(destroy_key, "trustee@to1", BOX, 1)
    assert run(simulation).destroyed == {"trustee@to1"}


def test_a_box_too_small_to_be_decrypted_is_finished_once_its_section_is_excused() -> None:
    simulation = ended(1)
    with refused("box.not-finished", run=1):
        simulation.act(destroy_key, "trustee@to1", BOX, 1)
    simulation.decided(excuse_unit, round_=1, unit=UNIT, reason="not-held")
    simulation.act(destroy_key, "trustee@to1", BOX, 1)
    assert run(simulation).destroyed == {"trustee@to1"}


def test_who_holds_no_share_destroys_none() -> None:
    simulation = fixed()
    record(simulation, "trustee@to1", "trustees.setup/1", TrusteeSetUp(BOX, 1, 1, "ab" * 32))
    simulation.decided(annul_box, BOX, 1, ground="leak")
    with refused("trustee.no-share", role="trustee@to2"):
        simulation.act(destroy_key, "trustee@to2", BOX, 1)


def test_a_box_opened_with_other_options_than_stand_at_the_polls_is_annulled_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Round 2's box is open when a ruling on round 1 changes who stands."""
    honest = online_definition()
    second = msgspec.structs.replace(
        honest.boxes[0],
        id="second",
        contest="first-secretary",
        channel=BOX,
        opens="2023-01-18T12:00:00Z",
        closes="2023-01-19T16:00:00Z",
    )
    two = msgspec.structs.replace(honest, boxes=(*honest.boxes, second))
    monkeypatch.setattr(online_election, "online_definition", lambda: two)
    simulation = fixed()
    simulation.open_polls().close_polls()
    simulation.decided(excuse_unit, round_=1, unit=UNIT, reason="not-held")
    swing(simulation)
    simulation.announce()
    monkeypatch.setattr(online_election, "BOX", "second")
    simulation.open_run(1)
    case = {"dispute": "d1", "contest": "text", "unit": "75-003", "ground": "early-ballots"}
    simulation.act(file_dispute, "agent@to1", **case, account="")
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit")
    simulation.certify()
    with refused("box.options-differ", box="second"):
        simulation.open_polls(2)
    simulation.decided(annul_box, "second", 1, ground="leak")
    simulation.open_polls(2)
    assert [one.id for one in simulation.state.options["first-secretary"]] == ["to1", "to2"]
