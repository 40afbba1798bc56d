"""Claims as a page shows them: against the board of their moment, with answer and outcome."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from tests.support.histories import history_of
from tests.support.pools import PooledSimulation
from tests.support.refusals import definition_with
from tests.support.results_steps import dispute
from tests.support.simulator import Simulation

from suffrage.acts.disputes.answer_claim import answer_claim
from suffrage.acts.disputes.make_claim import make_claim
from suffrage.board.kinds.words import Claim, ShareRange
from suffrage.board.record import Record, read_body
from suffrage.conduct.state import State
from suffrage.conduct.step import step
from suffrage.night.claim_final import FinalFigure
from suffrage.night.claims import ClaimCard, claim_cards
from suffrage.night.history import History

CHAIR, AGENT = "commission@chair", "agent@to1"
HALF = Fraction(1, 2)


def evening(**parts: Any) -> Simulation:
    """Four of six sections have reported: 13, 11 and 9 votes each, a blank and a void ballot."""
    simulation = Simulation(definition_with(**parts)) if parts else Simulation()
    return simulation.to_the_count().count_all(but=("75-002", "75-003"))


def say(simulation: Simulation, by: str = CHAIR, **said: Any) -> int:
    claim = Claim(
        contest="text",
        claim="estimate",
        said_at="2023-01-12T20:59:00Z",
        said_by="a party source",
        camp="to1",
        confirmed="not-asked",
        tree_size=simulation.state.size,
    )
    return simulation.act(make_claim, by, msgspec.structs.replace(claim, **said)).index


def finish(simulation: Simulation) -> Simulation:
    for unit in ("75-002", "75-003"):
        simulation.receive(unit)
        simulation.approve(unit)
    return simulation.announce().certify()


def only(simulation: Simulation) -> ClaimCard:
    (card,) = claim_cards(history_of(simulation), "text")
    return card


def test_a_card_stays_with_the_board_of_its_moment() -> None:
    simulation = evening()
    index = say(simulation, shares={"to1": Fraction(39, 100)})
    before = only(simulation)
    after = only(finish(simulation))
    assert (before.index, before.answer, before.final) == (index, "not-asked", None)
    assert before.coverage == Fraction(61 + 62 + 63 + 81, 432)
    assert before.verdicts[0].code == "night.claim.as-counted"
    assert before.verdicts[0].fields["votes"] == 52
    assert before.board_at == "2023-01-12T21:00:00Z"
    assert (after.verdicts, after.coverage) == (before.verdicts, before.coverage)
    assert after.final is not None


def growing(simulation: Simulation) -> Iterator[History]:
    """One history, after each of the board's records."""
    blobs = {digest: data for _, digest, data in simulation.store.blobs(0)}
    history, state = History(), State()
    for entry in simulation.store.entries(0):
        record = Record.parse(entry)
        body = read_body(record, blobs.get(record.payload))
        state = step(state, record, body)
        history.add(record, body, state)
        yield history


def test_a_growing_board_keeps_the_verdict_and_gains_the_outcome() -> None:
    simulation = evening()
    say(simulation, shares={"to1": Fraction(39, 100)})
    shown = [
        (card.verdicts, card.final is not None)
        for history in growing(finish(simulation))
        for card in claim_cards(history, "text")
    ]
    assert all(verdicts == shown[0][0] for verdicts, _ in shown)
    assert [final for _, final in shown] == [False] * (len(shown) - 1) + [True]


def test_the_answer_of_the_camp_stands_on_the_card() -> None:
    simulation = evening()
    own = say(simulation, AGENT, claim="majority", option="to1", confirmed="yes")
    index = say(simulation, shares={"to1": HALF})
    simulation.wait(60).act(answer_claim, AGENT, index, "no")
    first, second = claim_cards(history_of(simulation), "text")
    assert (first.index, first.answer, first.answered_at) == (own, "yes", "")
    assert (second.answer, second.answered_at) == ("no", "2023-01-12T21:01:00Z")


def test_an_earlier_page_knows_neither_answer_nor_outcome() -> None:
    simulation = evening()
    say(simulation, shares={"to1": HALF})
    early = simulation.state.size
    simulation.wait(60).act(answer_claim, AGENT, early - 1, "no")
    finish(simulation)
    history = history_of(simulation)
    assert claim_cards(history, "text", early - 1) == ()
    (card,) = claim_cards(history, "text", early)
    assert (card.answer, card.answered_at, card.final) == ("not-asked", "", None)
    (card,) = claim_cards(history, "text", early + 1)
    assert (card.answer, card.final) == ("no", None)
    (card,) = claim_cards(history, "text")
    assert card.final is not None


def test_claims_on_another_contest_are_on_its_own_page() -> None:
    simulation = evening()
    say(simulation, shares={"to1": HALF})
    assert claim_cards(history_of(simulation), "first-secretary") == ()


# -- boards without figures ----------------------------------------------------------------------


def test_no_figure_is_shown_of_a_board_whose_polls_were_open() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    at = "2023-01-12T16:00:00Z"
    say(simulation, shares={"to1": HALF}, said_at=at)
    simulation.close_polls().count_all()
    card = only(simulation)
    assert [one.finding for one in card.verdicts] == ["no-figure"]
    assert card.verdicts[0].code == "night.polls-open"
    assert card.coverage is None


def test_no_figure_is_shown_of_a_board_below_the_declared_coverage() -> None:
    publication = {"coverage": "9/10", "not_before": "2023-01-12T21:00:00Z"}
    simulation = evening(publication=publication)
    say(simulation, shares={"to1": HALF})
    finish(simulation)
    card = only(simulation)
    assert [one.code for one in card.verdicts] == ["night.coverage"]
    assert card.coverage is None
    # The certified figures are everybody's.
    assert card.final is not None


def test_a_draft_of_the_rules_is_no_board_for_a_claim() -> None:
    simulation = evening()
    say(simulation, shares={"to1": HALF}, tree_size=1)
    assert [one.code for one in only(simulation).verdicts] == ["night.claim.not-yet"]


# -- a federation --------------------------------------------------------------------------------


def test_a_claim_on_a_federation_is_set_against_its_own_figures() -> None:
    simulation = evening()
    say(simulation, place="13", votes={"to1": 39})
    say(simulation, place="75", votes={"to1": 39})
    whole, half = claim_cards(history_of(simulation), "text")
    assert (whole.coverage, half.coverage) == (Fraction(1), Fraction(81, 246))
    assert whole.verdicts[0].fields["outstanding"] == 0
    assert half.verdicts[0].fields == {
        "option": "to1",
        "said": 39,
        "votes": 13,
        "outstanding": 165,
        "needed": Fraction(26, 165),
        "share": Fraction(13, 33),
    }
    finish(simulation)
    for card in claim_cards(history_of(simulation), "text"):
        assert card.final is not None
        assert card.final.figures == (FinalFigure("votes", "to1", 39),)
        assert card.final.came == "right"


# -- afterwards ----------------------------------------------------------------------------------

TURNED_OUT: list[tuple[str | None, Mapping[str, Any], list[tuple[str, str, int | Fraction]]]] = [
    ("right", {"shares": {"to1": Fraction(39, 100)}}, [("share", "to1", Fraction(13, 33))]),
    ("wrong", {"shares": {"to1": Fraction(41, 100)}}, [("share", "to1", Fraction(13, 33))]),
    (
        "right",
        {"ranges": {"to3": ShareRange(Fraction(1, 4), HALF)}},
        [("share", "to3", Fraction(9, 33))],
    ),
    (
        "wrong",
        {"ranges": {"to3": ShareRange(Fraction(1, 3), HALF)}},
        [("share", "to3", Fraction(9, 33))],
    ),
    ("right", {"votes": {"to1": 78, "to2": 66}}, [("votes", "to1", 78), ("votes", "to2", 66)]),
    ("wrong", {"votes": {"to1": 78, "to2": 65}}, [("votes", "to1", 78), ("votes", "to2", 66)]),
    (
        None,
        {"claim": "counted", "votes": {"to1": 52}, "ballots": 140},
        [("votes", "to1", 78), ("ballots", "", 210)],
    ),
    (
        "right",
        {"claim": "rank", "order": ("to1", "to3")},
        [("rank", "to1", 1), ("votes", "to1", 78), ("rank", "to3", 3), ("votes", "to3", 54)],
    ),
    (
        "wrong",
        {"claim": "rank", "order": ("to3", "to1")},
        [("rank", "to3", 3), ("votes", "to3", 54), ("rank", "to1", 1), ("votes", "to1", 78)],
    ),
    (
        "right",
        {"claim": "rank", "option": "to2", "rank": 2},
        [("rank", "to2", 2), ("votes", "to2", 66)],
    ),
    (
        "wrong",
        {"claim": "rank", "option": "to2", "rank": 1},
        [("rank", "to2", 2), ("votes", "to2", 66)],
    ),
    (
        "wrong",
        {"claim": "majority", "option": "to1"},
        [("votes", "to1", 78), ("majority", "", 100)],
    ),
    ("right", {"claim": "turnout", "ballots": 210}, [("ballots", "", 210)]),
    ("wrong", {"claim": "turnout", "ballots": 231}, [("ballots", "", 210)]),
    (
        "right",
        {"claim": "turnout", "share": Fraction(49, 100)},
        [("turnout", "", Fraction(35, 72))],
    ),
    ("wrong", {"claim": "turnout", "share": HALF}, [("turnout", "", Fraction(35, 72))]),
    (None, {"claim": "coverage", "ballots": 140}, [("ballots", "", 210)]),
    (None, {"claim": "coverage", "share": HALF}, [("covered", "", Fraction(1))]),
    (
        None,
        {"claim": "coverage", "share": HALF, "share_of": "units"},
        [("covered", "", Fraction(1))],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("came", "said", "figures"), TURNED_OUT)
def test_the_certified_figures_stand_beside_a_claim(
    came: str | None, said: Mapping[str, Any], figures: list[tuple[str, str, int | Fraction]]
) -> None:
    simulation = evening()
    say(simulation, **said)
    final = only(finish(simulation)).final
    assert final is not None
    assert [(one.what, one.option, one.value) for one in final.figures] == figures
    assert final.came == came


def test_where_nobody_voted_a_share_is_neither_right_nor_wrong() -> None:
    simulation = Simulation().to_the_count()
    say(simulation, shares={"to1": HALF})
    say(simulation, votes={"to1": 0})
    for unit in simulation.definition.tree.sections:
        none: dict[str, Any] = {
            "votes": {"to1": 0, "to2": 0, "to3": 0},
            "valid": 0,
            "ballots": 2,
            "signatures": 2,
        }
        simulation.receive(unit.id, **none)
        simulation.approve(unit.id, **none)
    simulation.announce().certify()
    share, votes = (card.final for card in claim_cards(history_of(simulation), "text"))
    assert share is not None
    assert (share.figures, share.came) == ((), None)
    assert votes is not None
    assert votes.came == "right"


def test_no_final_figure_stands_while_the_certificate_rests() -> None:
    simulation = evening()
    say(simulation, shares={"to1": HALF})
    finish(simulation)
    dispute(simulation)
    assert only(simulation).final is None


# -- sections that nobody may see ----------------------------------------------------------------


def test_a_sealed_sheet_and_its_sum_elsewhere_leave_a_federation_open() -> None:
    """Hidden sections of one federation count in a sum with those of another."""
    simulation = PooledSimulation()
    simulation.to_the_count()
    simulation.count_public()
    say(simulation, place="75", shares={"to1": HALF})
    for unit in ("75-004", "75-005"):
        simulation.seal(unit, votes={"to1": 1, "to2": 1, "to3": 0})
    say(simulation, place="75", shares={"to1": HALF})
    for unit in ("13-004", "13-005", "13-006"):
        simulation.seal(unit)
    simulation.sum("small-1")
    say(simulation, place="75", shares={"to1": HALF})
    say(simulation, shares={"to1": HALF})
    simulation.announce().certify()
    before, sealed, summed, whole = claim_cards(history_of(simulation), "text")
    assert before.verdicts == sealed.verdicts == summed.verdicts
    assert summed.verdicts[0].fields["outstanding"] == 16 + 17
    assert summed.final is None
    assert whole.final is not None


def test_a_sum_that_lies_in_the_federation_is_its_own() -> None:
    simulation = PooledSimulation()
    simulation.to_the_count()
    simulation.count_with_pools()
    say(simulation, place="75", shares={"to1": HALF})
    simulation.announce().certify()
    card = only(simulation)
    assert card.verdicts[0].finding == "impossible"
    assert card.final is not None
