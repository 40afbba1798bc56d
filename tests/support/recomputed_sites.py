"""Public folders of small elections with their pages, for those who compute them once more.

Each is an election in which something happens that changes figures.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

from tests.support.alliances import allied
from tests.support.definitions import plain_six_sections
from tests.support.exported import one_round, troubled
from tests.support.made_sites import with_site
from tests.support.online_election import OnlineSimulation
from tests.support.pools import PooledSimulation
from tests.support.simulator import Simulation, seed_of

from suffrage.acts.disputes.make_claim import make_claim
from suffrage.acts.opening.amend_roll import amend_roll
from suffrage.acts.opening.appoint_officers import appoint_officers
from suffrage.acts.paper.approve_sheet import approve_sheet
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.acts.paper.report_turnout import report_turnout
from suffrage.board.kinds.words import Claim, ShareRange
from suffrage.board.signature import key_of
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import Definition, from_plain

__all__ = ["STORIES", "definition_of"]


def definition_of(**parts: Any) -> Definition:
    """The six sections with other parts."""
    definition = from_plain({**plain_six_sections(), **parts})
    check_definition(definition)
    return definition


def _awaited() -> dict[str, bytes]:
    """Polls are open, two sections have told who signed."""
    simulation = Simulation().convene().fix_rules().open_polls()
    for unit, number in (("75-001", 12), ("13-002", 9)):
        simulation.act(report_turnout, f"secretary@{unit}", round_=1, unit=unit, signatures=number)
    return with_site(simulation)


def _partial() -> dict[str, bytes]:
    """Some sections of two federations, one entered twice, one that told who signed."""
    simulation = Simulation().convene().fix_rules().open_polls()
    simulation.act(report_turnout, "secretary@75-003", round_=1, unit="75-003", signatures=21)
    simulation.close_polls()
    early = simulation.receive("13-001").index + 1
    simulation.wait(900).receive("75-001")
    late = simulation.approve("75-001").index + 1
    simulation.wait(900).receive("75-002", votes={"to1": 0, "to2": 20, "to3": 0}, valid=20,
                                 ballots=22, signatures=23)  # fmt: skip
    return with_site(simulation, early, late)


def _troubled() -> dict[str, bytes]:
    """A reserved, an excused, an annulled, a corrected and a disputed section."""
    simulation = troubled()
    return with_site(simulation, simulation.state.size - 8, simulation.state.size - 4)


def _corrected() -> dict[str, bytes]:
    """A second entry finds the first one wrong, twice over; the round is certified after all."""
    simulation = Simulation(one_round()).to_the_count()
    simulation.receive("13-001", votes={"to1": 20, "to2": 1, "to3": 0}, valid=21, ballots=23,
                       signatures=23)  # fmt: skip
    wrong = simulation.receive("13-002").index + 1
    for blank in (2, 0):
        void = {"torn": 2 - blank}
        sheet = simulation.sheet("13-001", blank=blank, void=void)
        simulation.wait().act(correct_sheet, "secretary@13-001", sheet)
    simulation.approve("13-001", blank=0, void={"torn": 2})
    simulation.approve("13-002")
    simulation.count_all(but=("13-001", "13-002")).announce().certify()
    return with_site(simulation, wrong)


def _claimed() -> dict[str, bytes]:
    """What several people said of an evening, beside its end."""
    simulation = Simulation(one_round()).to_the_count().count_all(but=("75-002", "75-003"))
    said: tuple[dict[str, Any], ...] = (
        {"claim": "counted", "shares": {"to1": Fraction(2, 5)}, "ballots": 140},
        {"claim": "estimate", "ranges": {"to2": ShareRange(Fraction(1, 4), Fraction(1, 2))}},
        {"claim": "estimate", "votes": {"to1": 70, "to3": 40}, "place": "75"},
        {"claim": "rank", "option": "to1", "rank": 1},
        {"claim": "turnout", "share": Fraction(1, 2)},
        {"claim": "coverage", "share": Fraction(2, 3), "share_of": "units"},
        {"claim": "majority", "option": "to1"},
    )
    for one in said:
        figures = Claim(
            contest="text",
            said_at="2023-01-12T20:59:00Z",
            said_by="a source",
            camp="to1",
            confirmed="not-asked",
            tree_size=simulation.state.size,
            **one,
        )
        simulation.wait().act(make_claim, "commission@chair", figures)
    for unit in ("75-002", "75-003"):
        simulation.receive(unit)
        simulation.approve(unit)
    return with_site(simulation.announce().certify())


def _gated() -> dict[str, bytes]:
    """One sheet has come, and no sum is shown before half of the members are covered."""
    rules = definition_of(publication={"not_before": "2023-01-12T21:00:00Z", "coverage": "1/2"})
    simulation = Simulation(rules).to_the_count()
    simulation.receive("75-001")
    return with_site(simulation)


def _rolls() -> dict[str, bytes]:
    """Members join between two rounds, of which the second is under way."""
    simulation = Simulation().run_round_1()
    simulation.act(amend_roll, "federation@75", unit="75-001", added=7, removed=2, ground="appeal")
    simulation.to_the_count(2)
    simulation.receive("75-001", "first-secretary")
    return with_site(simulation, simulation.state.size)


def _direct() -> dict[str, bytes]:
    """Two sections lie right below the nation, and no federation has them."""
    plain = plain_six_sections()
    plain["units"] += [{"id": "a1", "registered": 50}, {"id": "a2", "registered": 40}]
    simulation = Simulation(definition_of(units=plain["units"])).convene()
    desks = [f"{kind}@{unit}" for kind in ("secretary", "teller") for unit in ("a1", "a2")]
    keys = {role: key_of(seed_of(role)) for role in desks}
    simulation.act(appoint_officers, "commission@chair", keys)
    simulation.fix_rules().open_polls().close_polls()
    simulation.receive("a2")
    early = simulation.receive("13-001").index + 1
    simulation.receive("a1")
    simulation.approve("13-001")
    for unit in ("a1", "a2"):
        sheet = simulation.sheet(unit, entered_by=f"teller@{unit}")
        simulation.act(approve_sheet, f"teller@{unit}", sheet)
    simulation.count_all(but=("a1", "a2", "13-001")).announce().certify()
    simulation.to_the_count(2)
    for unit in ("a1", "a2", "75-001"):
        simulation.receive(unit, "first-secretary")
    return with_site(simulation, early)


def _pools(*sums: str) -> dict[str, bytes]:
    simulation = PooledSimulation().to_the_count()
    assert isinstance(simulation, PooledSimulation)
    simulation.count_public().count_hidden()
    for pool in sums:
        simulation.sum(pool)
    return with_site(simulation)


def _online_awaited() -> dict[str, bytes]:
    """The box has ended and is not decrypted; its first run was annulled."""
    simulation = OnlineSimulation().convene().fix_rules()
    assert isinstance(simulation, OnlineSimulation)
    simulation.open_run(1).cast(1, 1, 2, 3)
    simulation.annul_run(1).open_run(2).cast(2, 1, 1, 2, 0)
    simulation.end_run(2).open_polls().close_polls()
    simulation.receive("13-001")
    return with_site(simulation)


def _online() -> dict[str, bytes]:
    return with_site(OnlineSimulation().run_with_annulment())


def _body(rule: Mapping[str, Any], seats: int, *units: str) -> dict[str, bytes]:
    """A council by some rule, some sections counted, the votes far apart."""
    body = {"id": "council", "contest": "text", "seats": seats, "rule": rule, "ex_officio": 3}
    simulation = Simulation(definition_of(bodies=[body])).to_the_count()
    for number, unit in enumerate(units):
        votes = {"to1": 21 + number, "to2": 7 - number % 3, "to3": number % 2}
        valid = sum(votes.values())
        simulation.receive(unit, votes=votes, valid=valid, ballots=valid + 2, signatures=valid)
    return with_site(simulation)


_ALL: Final = ("13-001", "13-002", "13-003", "75-001", "75-002", "75-003")


def _allied() -> dict[str, bytes]:
    """Lists and parties; deputies stand in each federation the same evening."""
    promises = (
        {"party": "red", "body": "council", "seats": 3},
        {"party": "green", "body": "council", "seats": 2},
        {"party": "green", "body": "council", "option": "to1", "position": 1},
        {"party": "red", "contest": "deputy", "place": "13"},
        {"party": "green", "contest": "deputy", "place": "75"},
    )
    body = {"seats": 7, "ex_officio": {"winners_of": "deputy"}}
    simulation = Simulation(allied(body, *promises))
    simulation.to_the_count().count_all().count_all("deputy")
    for contest in ("text", "deputy@13", "deputy@75"):
        simulation.announce(contest).certify(contest)
    return with_site(simulation)


def _tied() -> dict[str, bytes]:
    """All options have the same votes: the older go on, and seats wait for a lot."""
    simulation = Simulation().to_the_count()
    for unit in _ALL:
        votes = {"to1": 5, "to2": 5, "to3": 5}
        simulation.receive(unit, votes=votes, valid=15, ballots=17, signatures=17)
        simulation.approve(unit, votes=votes, valid=15, ballots=17, signatures=17)
    simulation.announce().certify()
    return with_site(simulation)


def _rounds() -> dict[str, bytes]:
    """Both rounds, certified."""
    simulation = Simulation().run_round_1()
    simulation.act(amend_roll, "federation@13", unit="13-002", added=0, removed=1, ground="death")
    return with_site(simulation.run_round_2(), simulation.state.size - 9)


_LAGUE: Final = {"name": "sainte-lague", "threshold": "1/50", "tie": ["lot"]}
_HARE: Final = {"name": "hare", "threshold": "1/50", "tie": ["lot"]}
_DROOP: Final = {"name": "droop", "tie": ["lot"]}
_DHONDT: Final = {"name": "dhondt", "threshold": "1/20", "tie": ["lot"]}

STORIES: Final[Mapping[str, Callable[[], dict[str, bytes]]]] = {
    "awaited": _awaited,
    "partial": _partial,
    "troubled": _troubled,
    "corrected": _corrected,
    "claimed": _claimed,
    "gated": _gated,
    "rolls": _rolls,
    "direct": _direct,
    "sealed": _pools,
    "one sum": lambda: _pools("small-75-1"),
    "two sums": lambda: _pools("small-75-1", "small-1"),
    "joined": lambda: _pools("small-1"),
    "box ended": _online_awaited,
    "box decrypted": _online,
    "dhondt": lambda: _body(_DHONDT, 9, *_ALL[:5]),
    "sainte-lague": lambda: _body(_LAGUE, 9, *_ALL[:5]),
    "hare": lambda: _body(_HARE, 7, *_ALL[:4]),
    "droop": lambda: _body(_DROOP, 4, *_ALL[:5]),
    "allied": _allied,
    "tied": _tied,
    "rounds": _rounds,
}
"""Public folders by what happened in them."""
