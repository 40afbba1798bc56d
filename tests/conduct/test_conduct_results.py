"""Announced, certified, ratified; lots; bodies; the end of a board and erased texts."""

from typing import Any

import msgspec
import pytest
from tests.support.refusals import definition_with, option, refused
from tests.support.simulator import Simulation

from suffrage.acts.closing.announce_result import announce_result
from suffrage.acts.closing.certify_result import certify_result
from suffrage.acts.closing.close_board import close_board
from suffrage.acts.closing.draw_lot import draw_lot
from suffrage.acts.closing.erase_blob import erase_blob
from suffrage.acts.closing.ratify_result import ratify_result
from suffrage.acts.closing.seat_body import seat_body
from suffrage.acts.closing.supersede_board import supersede_board
from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.report_incident import report_incident
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.board.kinds.closing import BodySeated, Seating
from suffrage.board.record import Draft, body_bytes
from suffrage.errors import Refused

CHAIR = "commission@chair"
UNIT = "75-001"
SEED = "31415926535897932384"


def counted() -> Simulation:
    return Simulation().to_the_count().count_all()


def dispute(simulation: Simulation, ground: str = "wrong-count") -> None:
    simulation.act(
        file_dispute,
        "agent@to1",
        dispute="d1",
        contest="text",
        unit=UNIT,
        ground=ground,
        account="Counted twice.",
    )


def ratify(simulation: Simulation, **changed: int) -> None:
    votes = {"delegates": 9, "votes_for": 6, "votes_against": 2, "abstained": 1} | changed
    simulation.act(ratify_result, "congress@delegates", "text", **votes)


def stated(change: dict[str, Any], kind: str = "announce") -> Any:
    """An act that states other figures than those in force."""

    def act(state, by, now, *args, **more):
        draft = (
            announce_result(state, by, now, "text")
            if kind == "announce"
            else certify_result(state, by, now, *args, **more)
        )
        if kind == "announce":
            body = msgspec.structs.replace(draft.body, **change)
        else:
            result = msgspec.structs.replace(draft.body.result, **change)
            body = msgspec.structs.replace(draft.body, result=result)
        return Draft(draft.kind, draft.head, by, now, body)

    return act


# -- announcing ----------------------------------------------------------------------------------


def test_a_result_is_announced_when_every_unit_has_reported_and_once():
    simulation = Simulation().to_the_count().count_all(but=[UNIT])
    with refused("count.awaited", number=1, first=UNIT):
        simulation.announce()
    simulation.receive(UNIT)
    simulation.announce()
    assert simulation.state.announced["text"].votes["to1"] > 0
    with refused("result.announced-already"):
        simulation.wait().announce()


@pytest.mark.parametrize("contest", ["nothing", "text@75"])
def test_a_result_is_that_of_a_declared_contest(contest):
    simulation = counted()
    head, body = announce_result(simulation.state, CHAIR, "", "text"), None
    other = type(head.head)(contest)
    body = msgspec.structs.replace(head.body, contest=contest)
    with refused("contest.unknown", contest=contest):
        simulation.act(lambda _s, by, at: Draft(head.kind, other, by, at, body), CHAIR)


def test_no_result_is_stated_while_polls_are_open():
    simulation = Simulation().convene().fix_rules().open_polls()
    with refused("polls.not-closed", contest="text"):
        simulation.announce()


@pytest.mark.parametrize("field", ["registered", "signatures", "ballots", "blank", "void", "valid"])
def test_nobody_types_a_figure(field):
    simulation = counted()
    with refused("result.figures", field=field):
        simulation.act(stated({field: 1}), CHAIR)


def test_nobody_types_votes_or_outcome():
    simulation = counted()
    with refused("result.figures", field="votes"):
        simulation.act(stated({"votes": {"to1": 1}}), CHAIR)
    outcome = announce_result(simulation.state, CHAIR, "", "text").body.outcome
    other = msgspec.structs.replace(outcome, qualified=outcome.qualified[::-1])
    with refused("result.figures", field="outcome"):
        simulation.act(stated({"outcome": other}), CHAIR)


# -- certifying ----------------------------------------------------------------------------------


def test_a_certificate_rests_on_final_units_and_a_cosigned_board():
    simulation = counted().announce().certify()
    assert simulation.state.certified["text"] == simulation.state.announced["text"]


def test_a_certificate_does_not_cover_a_provisional_sheet_or_an_open_dispute():
    simulation = Simulation().to_the_count().count_all(but=[UNIT])
    simulation.receive(UNIT)
    with refused("count.provisional", unit=UNIT):
        simulation.certify()
    simulation.approve(UNIT)
    dispute(simulation)
    with refused("count.disputed", unit=UNIT):
        simulation.certify()


def test_a_certificate_states_the_figures_in_force_of_its_own_contest():
    simulation = counted()
    with refused("result.figures", field="valid"):
        simulation.decided(stated({"valid": 1}, "certify"), "text", checkpoint=b"")
    with refused("record.head-differs", field="contest"):
        simulation.decided(
            stated({"contest": "first-secretary"}, "certify"), "text", checkpoint=b""
        )


def test_a_certificate_needs_a_checkpoint_that_covers_the_last_sheet():
    simulation = Simulation().to_the_count().count_all(but=[UNIT])
    old = simulation.checkpoint()
    simulation.receive(UNIT)
    simulation.approve(UNIT)
    with refused("certificate.stale"):
        simulation.decided(certify_result, "text", checkpoint=old)


def test_a_certificate_needs_the_quorum_of_witnesses():
    simulation = counted()
    lines = simulation.checkpoint().splitlines(keepends=True)
    with refused("certificate.quorum", quorum=2, cosigned=1):
        simulation.decided(certify_result, "text", checkpoint=b"".join(lines[:-1]))


def test_a_certificate_needs_a_checkpoint_of_this_board():
    other = Simulation(definition_with(slug="another")).to_the_count().count_all()
    with refused("certificate.origin", origin="vote.example.org/e/another"):
        counted().decided(certify_result, "text", checkpoint=other.checkpoint())
    longer = counted().announce()
    with refused("certificate.origin", origin="vote.example.org/e/congress"):
        counted().decided(certify_result, "text", checkpoint=longer.certify().checkpoint())


def test_without_declared_witnesses_a_certificate_needs_none():
    simulation = Simulation(definition_with(witnesses={"quorum": 0, "keys": {}}))
    simulation.to_the_count().count_all().certify()
    assert "text" in simulation.state.certified


# -- ratifying -----------------------------------------------------------------------------------


def test_the_delegates_ratify_a_certificate_and_then_nothing_changes_any_more():
    simulation = counted().announce().certify()
    ratify(simulation)
    assert "text" in simulation.state.ratified
    with refused("result.ratified-already"):
        ratify(simulation.wait())
    with refused("result.ratified-already"):
        simulation.certify()
    with refused("result.ratified-already"):
        dispute(simulation)
    with refused("result.ratified-already"):
        simulation.act(correct_sheet, f"secretary@{UNIT}", simulation.sheet(UNIT, proxies=1))


@pytest.mark.parametrize(
    ("code", "votes"),
    [
        ("result.delegates", {"delegates": 8}),
        ("result.not-ratified", {"votes_for": 2}),
        ("result.not-ratified", {"votes_for": 1}),
    ],
)
def test_delegates_who_do_not_ratify(code, votes):
    simulation = counted().announce().certify()
    with refused(code):
        ratify(simulation, **votes)


def test_what_is_not_certified_as_it_stands_is_not_ratified():
    simulation = counted().announce()
    with refused("result.not-certified", contest="text"):
        ratify(simulation)
    simulation.certify()
    dispute(simulation, "early-ballots")
    with refused("count.disputed"):
        ratify(simulation)
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit")
    with refused("result.not-certified"):
        ratify(simulation.wait())
    simulation.certify()
    ratify(simulation.wait())


# -- ties and lots -------------------------------------------------------------------------------


def tied(*tie: str) -> Simulation:
    """All three texts have the same votes, and two of them qualify."""

    def change(plain: dict[str, Any]) -> None:
        text = plain["contests"][0]
        text["rule"]["tie"] = list(tie)
        text["options"] = [option(name) for name in ("to1", "to2", "to3")]

    simulation = Simulation(definition_with(change)).to_the_count()
    votes = {"votes": {"to1": 10, "to2": 10, "to3": 10}, "valid": 30}
    for unit in simulation.definition.tree.sections:
        figures = {**votes, "ballots": 32, "signatures": 32}
        simulation.receive(unit.id, **figures)
        simulation.approve(unit.id, **figures)
    return simulation


def test_a_tie_waits_for_its_lot_and_is_resolved_by_it():
    simulation = tied("lot").announce()
    assert simulation.state.announced["text"].outcome.tie == ("to1", "to2", "to3")
    with refused("result.tied"):
        simulation.certify()
    with refused("round.tied"):
        simulation.open_polls(2)
    simulation.decided(draw_lot, subject="contest:text", seed=SEED)
    simulation.certify()
    assert len(simulation.state.certified["text"].outcome.qualified) == 2
    with refused("lot.again"):
        simulation.wait().decided(draw_lot, subject="contest:text", seed=SEED[::-1])


def test_a_tie_that_the_rules_leave_to_age_is_not_drawn():
    simulation = tied("older")
    with refused("lot.no-tie"):
        simulation.decided(draw_lot, subject="contest:text", seed=SEED)


@pytest.mark.parametrize(
    ("code", "subject"),
    [
        ("lot.no-tie", "contest:text"),
        ("lot.subject", "contest:nothing"),
        ("lot.subject", "body:nothing"),
        ("lot.subject", "body:council"),
        ("lot.subject", "dinner"),
        ("polls.not-closed", "contest:first-secretary"),
    ],
)
def test_a_lot_is_refused(code, subject):
    simulation = counted()
    with refused(code):
        simulation.decided(draw_lot, subject=subject, seed=SEED)


def test_no_lot_is_drawn_before_every_unit_has_reported():
    simulation = Simulation().to_the_count()
    with refused("count.awaited"):
        simulation.decided(draw_lot, subject="contest:text", seed=SEED)


# -- bodies --------------------------------------------------------------------------------------


def test_a_body_is_seated_by_the_certified_votes():
    simulation = counted().announce().certify()
    simulation.act(seat_body, CHAIR, "council")
    seating = simulation.state.seated["council"]
    assert sum(seating.seats.values()) == 10
    assert seating.ex_officio == 3
    with refused("body.seated-already"):
        simulation.wait().act(seat_body, CHAIR, "council")


@pytest.mark.parametrize(
    ("code", "body", "change"),
    [
        ("body.unknown", "senate", {}),
        ("body.seats", "council", {"seats": {"to1": 10, "to2": 0, "to3": 0}}),
        ("body.ex-officio", "council", {"ex_officio": 4}),
    ],
)
def test_seats_are_those_that_the_votes_give(code, body, change):
    simulation = counted().announce().certify()
    right = seat_body(simulation.state, CHAIR, "", "council").body
    given = msgspec.structs.replace(right, body=body, **change)
    with refused(code):
        simulation.act(
            lambda _s, by, at: Draft("body.seated/1", BodySeated(body), by, at, given), CHAIR
        )


def test_a_body_waits_for_a_certificate_that_holds():
    simulation = counted().announce()
    with refused("result.not-certified"):
        simulation.act(seat_body, CHAIR, "council")
    simulation.certify()
    dispute(simulation, "early-ballots")
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit")
    with refused("result.not-certified"):
        simulation.act(seat_body, CHAIR, "council")


def test_a_body_that_nobody_declared_is_not_drafted():
    with refused("body.unknown", body="senate"):
        counted().act(seat_body, CHAIR, "senate")


def test_a_tied_seat_goes_by_lot_and_never_in_silence():
    simulation = tied("lot")
    simulation.decided(draw_lot, subject="contest:text", seed=SEED)
    simulation.announce().certify()
    with refused("body.tied"):
        simulation.act(seat_body, CHAIR, "council")
    in_silence = Seating("council", {"to1": 4, "to2": 3, "to3": 3}, 3)
    with refused("body.tied"):
        simulation.act(
            lambda _s, by, at: Draft("body.seated/1", BodySeated("council"), by, at, in_silence),
            CHAIR,
        )
    simulation.decided(draw_lot, subject="body:council", seed=SEED)
    simulation.act(seat_body, CHAIR, "council")
    assert sorted(simulation.state.seated["council"].seats.values()) == [3, 3, 4]
    with refused("lot.again"):
        simulation.wait().decided(draw_lot, subject="body:council", seed=SEED)


def test_a_body_without_a_tie_takes_no_lot():
    simulation = counted().announce().certify()
    with refused("lot.no-tie"):
        simulation.decided(draw_lot, subject="body:council", seed=SEED)


# -- nobody voted --------------------------------------------------------------------------------


def test_a_contest_in_which_nobody_voted_ends_with_nobody_elected():
    simulation = Simulation().to_the_count()
    for unit in simulation.definition.tree.sections:
        simulation.decided(excuse_unit, round_=1, unit=unit.id, reason="nobody-voted")
    simulation.announce().certify()
    assert (
        simulation.state.certified["text"].outcome
        == type(simulation.state.certified["text"].outcome)()
    )
    with refused("round.not-held", round=2):
        simulation.open_polls(2)
    with pytest.raises(Refused) as caught:
        simulation.act(seat_body, CHAIR, "council")
    assert caught.value.code == "rule.no-votes"
    simulation.act(close_board, CHAIR)
    assert simulation.state.phase == "closed"


# -- the end -------------------------------------------------------------------------------------


def test_a_board_closes_when_every_contest_is_certified_and_then_takes_nothing():
    simulation = counted().announce()
    with refused("result.not-certified", contest="text"):
        simulation.act(close_board, CHAIR)
    simulation.certify()
    with refused("result.not-certified", contest="first-secretary"):
        simulation.act(close_board, CHAIR)
    simulation.run_round_2()
    simulation.act(close_board, CHAIR)
    with refused("board.closed"):
        simulation.act(report_incident, CHAIR, unit="75", type_="noise", account="")


def test_a_board_is_superseded_by_another():
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


def test_a_text_is_erased_once_and_its_hash_stays():
    simulation = counted()
    text = told(simulation, "Mr Martin shouted.")
    simulation.act(erase_blob, CHAIR, text, "personal-data")
    assert simulation.store.blob(text) is None
    with refused("blob.erased-already", blob=text):
        simulation.wait().act(erase_blob, CHAIR, text, "personal-data")
    with refused("record.erased", blob=text):
        told(simulation, "Mr Martin shouted.", by="agent@to2")


def test_no_sheet_is_erased_even_if_a_text_repeats_it():
    simulation = counted()
    sheet = simulation.state.unit("text", UNIT).payload
    with refused("blob.not-a-text", blob=sheet):
        simulation.act(erase_blob, CHAIR, sheet, "personal-data")
    data = body_bytes(simulation.state.unit("text", UNIT).sheet)
    assert told(simulation, data.decode()) == sheet
    with refused("blob.not-a-text", blob=sheet):
        simulation.wait().act(erase_blob, CHAIR, sheet, "personal-data")
