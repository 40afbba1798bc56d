"""A night with everything that pages of changes, disputes, claims and pools have to show."""

from fractions import Fraction

from tests.support.pools import PooledSimulation

from suffrage.acts.disputes.answer_claim import answer_claim
from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.make_claim import make_claim
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.board.kinds.words import Claim

__all__ = ["contested_night"]


def contested_night() -> PooledSimulation:
    """A pool summed, sheets reserved, corrected and annulled, disputes open and ruled, a claim."""
    simulation = PooledSimulation().to_the_count()
    simulation.receive("13-001", agents={"to1": "signed", "to2": "reserved"}, scan="cd" * 32)
    simulation.receive("13-002")
    simulation.receive("75-001")
    _claim(simulation)
    simulation.act(reserve_sheet, "secretary@75-002", simulation.sheet("75-002", valid=99))
    corrected = simulation.sheet("13-001", blank=0, void={"torn": 1, "unsorted": 1})
    simulation.act(correct_sheet, "secretary@13-001", corrected)
    simulation.count_hidden().sum("small-1")
    for name, unit, ground in (
        ("d1", "75-001", "early-ballots"),
        ("d2", "13-002", "early-ballots"),
        ("d3", "13-001", "wrong-count"),
    ):
        filed = {"dispute": name, "contest": "text", "unit": unit, "ground": ground}
        simulation.act(file_dispute, "agent@to1", **filed, account="what was seen")
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit")
    simulation.decided(rule_dispute, dispute="d2", effect="rejected")
    simulation.decided(excuse_unit, round_=1, unit="75-003", reason="not-held")
    return simulation


def _claim(simulation: PooledSimulation) -> None:
    claim = Claim(
        contest="text",
        claim="estimate",
        said_at="2023-01-12T20:59:00Z",
        said_by="a party source",
        camp="to1",
        confirmed="not-asked",
        tree_size=simulation.state.size,
        shares={"to1": Fraction(101, 200)},
        source="https://radio.example/night",
        capture="ab" * 32,
    )
    index = simulation.act(make_claim, "commission@chair", claim).index
    simulation.act(answer_claim, "agent@to1", index, "no")
