"""More public folders for those who compute them once more: rules and courses met less often."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.support.definitions import plain_six_sections
from tests.support.made_sites import with_site
from tests.support.online_election import OnlineSimulation
from tests.support.pools import PooledSimulation
from tests.support.recomputed_sites import definition_of
from tests.support.simulator import Simulation

from suffrage.acts.closing.draw_lot import draw_lot
from suffrage.acts.closing.ratify_result import ratify_result
from suffrage.acts.closing.seat_body import seat_body
from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.opening.close_polls import close_polls
from suffrage.acts.opening.extend_hours import extend_hours
from suffrage.acts.opening.withdraw_option import withdraw_option
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.acts.paper.excuse_unit import excuse_unit

__all__ = ["RARER"]

_ALL: Final = ("13-001", "13-002", "13-003", "75-001", "75-002", "75-003")
_SEED: Final = "4815162342481516234248151623424815162342"


def dispute(simulation: Simulation, name: str, unit: str, ground: str) -> None:
    """A camp contests a section's figures."""
    said = {"contest": "text", "unit": unit, "ground": ground, "account": "Seen."}
    simulation.act(file_dispute, "agent@to1", dispute=name, **said)


def figures(*numbers: int, blank: int = 2) -> dict[str, Any]:
    """A sheet's figures from its votes."""
    valid = sum(numbers)
    votes = {f"to{place}": number for place, number in enumerate(numbers, 1)}
    ballots = valid + blank
    return {
        "votes": votes,
        "valid": valid,
        "ballots": ballots,
        "signatures": ballots,
        "blank": blank,
        "void": {},
    }


def _too_few() -> dict[str, bytes]:
    """The last pool of a chain has too few ballots and is excused."""
    simulation = PooledSimulation().to_the_count()
    assert isinstance(simulation, PooledSimulation)
    simulation.count_public()
    for unit in ("75-004", "75-005", "13-004"):
        simulation.decided(excuse_unit, round_=1, unit=unit, reason="not-held")
    few: dict[str, Any] = {"votes": {"to1": 1, "to2": 1, "to3": 0}}
    for unit in ("13-005", "13-006"):
        simulation.seal(unit, **few)
    before = simulation.state.size
    simulation.give_up("small-1")
    return with_site(simulation.announce().certify(), before)


def _sealed_annulled() -> dict[str, bytes]:
    """A sealed sheet is annulled, the rest of its pool is summed."""
    simulation = PooledSimulation().to_the_count()
    assert isinstance(simulation, PooledSimulation)
    simulation.count_public().count_hidden()
    dispute(simulation, "d1", "13-004", "early-ballots")
    before = simulation.state.size
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit")
    simulation.sum("small-1")
    return with_site(simulation, before)


def _box_annulled() -> dict[str, bytes]:
    """What a box gave is disputed after the certificate, and annulled."""
    simulation = OnlineSimulation().run_with_annulment()
    before = simulation.state.size
    dispute(simulation, "d1", "99-001", "early-ballots")
    open_ = simulation.state.size
    simulation.wait().decided(rule_dispute, dispute="d1", effect="annul-unit")
    return with_site(simulation, before, open_)


def _late() -> dict[str, bytes]:
    """A correction after the certificate turns the outcome; it is certified again."""
    simulation = Simulation().run_round_1()
    before = simulation.state.size
    dispute(simulation, "d1", "75-002", "wrong-count")
    simulation.decided(rule_dispute, dispute="d1", effect="correct-sheet")
    due = simulation.state.size
    right = figures(0, 0, 70)
    sheet = simulation.sheet("75-002", **right)
    simulation.wait().act(correct_sheet, "secretary@75-002", sheet, dispute="d1")
    fallen = simulation.state.size
    simulation.approve("75-002", **right)
    simulation.wait().certify()
    return with_site(simulation, before, due, fallen)


def _ratified() -> dict[str, bytes]:
    """The body is seated and the result ratified."""
    simulation = Simulation().run_round_1()
    simulation.act(seat_body, "commission@chair", "council")
    simulation.act(ratify_result, "congress@delegates", "text", delegates=9, votes_for=5,
                   votes_against=3, abstained=1)  # fmt: skip
    return with_site(simulation, simulation.state.size - 2)


def _lots() -> dict[str, bytes]:
    """Three options are level; dice decide who goes on, and who has the last seat."""
    plain = plain_six_sections()
    plain["contests"][0]["rule"]["tie"] = ["lot"]
    simulation = Simulation(definition_of(contests=plain["contests"])).to_the_count()
    for unit in _ALL:
        simulation.receive(unit, **figures(10, 10, 10))
        simulation.approve(unit, **figures(10, 10, 10))
    simulation.announce()
    before = simulation.state.size
    simulation.decided(draw_lot, subject="contest:text", seed=_SEED)
    simulation.certify()
    waiting = simulation.state.size
    simulation.decided(draw_lot, subject="body:council", seed=_SEED)
    simulation.to_the_count(2).receive("13-001", "first-secretary")
    return with_site(simulation, before, waiting)


def _withdrawn() -> dict[str, bytes]:
    """A finalist withdraws, and one candidate stands; one section's polls close later."""
    simulation = Simulation().run_round_1()
    finalists = simulation.state.certified["text"].outcome.qualified
    simulation.decided(withdraw_option, "first-secretary", finalists[1])
    simulation.open_polls(2)
    later = "2023-01-19T22:00:00Z"
    simulation.decided(extend_hours, round_=2, unit="75-001", closes=later)
    simulation.wait(21_600).act(close_polls, "commission@chair", 2)
    simulation.receive("13-001", "first-secretary")
    return with_site(simulation, simulation.state.size)


def _needless() -> dict[str, bytes]:
    """The first round gives a majority, and no second one is held."""
    return _with_majority({}, *(((40, 5, 4),) * 6))


def _with_majority(rule: Mapping[str, Any], *sheets: tuple[int, ...]) -> dict[str, bytes]:
    """A first round that asks for a majority, with as many sections counted as there are sheets."""
    plain = plain_six_sections()
    plain["contests"][0]["rule"] = {"name": "majority", **rule}
    plain["contests"][1]["options"] = {"from": "text", "held": "without-majority"}
    simulation = Simulation(definition_of(contests=plain["contests"])).to_the_count()
    sizes = []
    for unit, numbers in zip(_ALL, sheets, strict=False):
        sizes.append(simulation.receive(unit, **figures(*numbers)).index + 1)
        simulation.approve(unit, **figures(*numbers))
    if len(sheets) == len(_ALL):
        simulation.announce().certify()
    return with_site(simulation, *sizes)


def _plural() -> dict[str, bytes]:
    """The most votes win, in each federation."""
    plain = plain_six_sections()
    plain["contests"][0] |= {"scope": "federation", "rule": {"name": "plurality", "tie": ["lot"]}}
    plain["contests"][0]["options"] = [
        {**option, "within": place}
        for place in ("13", "75")
        for option in plain["contests"][0]["options"]
    ]
    del plain["contests"][1]
    parts = {"contests": plain["contests"], "bodies": []}
    simulation = Simulation(definition_of(**parts)).to_the_count()
    for unit in _ALL[:5]:
        simulation.receive(unit, **figures(30, 8, 0))
    return with_site(simulation, *range(10, simulation.state.size))


RARER: Final[Mapping[str, Callable[[], dict[str, bytes]]]] = {
    "too few": _too_few,
    "sealed annulled": _sealed_annulled,
    "box annulled": _box_annulled,
    "late": _late,
    "ratified": _ratified,
    "lots": _lots,
    "withdrawn": _withdrawn,
    "needless": _needless,
    "two thirds": lambda: _with_majority(
        {"quota": "2/3", "quota_exact": True}, (50, 5, 4), (50, 2, 0), (30, 9, 1)
    ),
    "of the voters": lambda: _with_majority({"of": "voters"}, *(((30, 20, 9),) * 4)),
    "with blank ballots": lambda: _with_majority({"blank_counts": True}, *(((30, 28, 0),) * 6)),
    "a quarter of the roll": lambda: _with_majority(
        {"minimum_registered": "1/4"}, *(((20, 2, 1),) * 5)
    ),
    "of the roll": lambda: _with_majority(
        {"of": "registered", "quota": "1/3"}, *(((40, 9, 1),) * 5)
    ),
    "plurality": _plural,
}
"""Public folders by what is rare in them."""
