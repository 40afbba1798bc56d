"""The page of disputes: three totals, what could change, rulings and votes, every decision."""

from tests.support.pages_made import figures, keys, pages
from tests.support.simulator import Simulation

from suffrage.acts.closing.certify_result import certify_result
from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.board.policy import AUTHORITY
from suffrage.words import LANGUAGES, codes

PAGE = "en/text/disputes.html"


def filed(simulation: Simulation, unit: str, name: str, ground: str = "early-ballots") -> None:
    simulation.act(
        file_dispute,
        "agent@to1",
        dispute=name,
        contest="text",
        unit=unit,
        ground=ground,
        account="what was seen",
    )


def counted() -> Simulation:
    return Simulation().to_the_count().count_all()


def test_without_disputes_and_decisions_there_is_no_page() -> None:
    made = pages(counted())
    assert PAGE not in made
    assert "disputes.html" not in made["en/text/index.html"]


def test_an_open_dispute_is_in_one_total_and_out_of_the_other() -> None:
    simulation = counted()
    filed(simulation, "75-001", "d1")
    made = pages(simulation)
    found, sheet = figures(made[PAGE]), simulation.sheet("75-001")
    for option, votes in sheet.votes.items():
        whole, firm = found[f"text/votes/{option}"], found[f"text/without-disputed/{option}"]
        assert whole - firm == votes
    assert 'href="disputes.html"' in made["en/text/index.html"]
    assert "Disputes open: 1; ruled: 0." in made[PAGE]


def test_disputes_that_cannot_change_the_outcome_are_said_to_change_nothing() -> None:
    simulation = counted()
    filed(simulation, "75-001", "d1")
    assert "cannot change it" in pages(simulation)[PAGE]


def test_a_dispute_that_could_change_it_alone_is_named() -> None:
    simulation = Simulation().to_the_count()
    simulation.receive(
        "75-001", votes={"to1": 30, "to2": 10, "to3": 9}, valid=49, ballots=51, signatures=51
    )
    filed(simulation, "75-001", "d1", "wrong-count")
    page = pages(simulation)[PAGE]
    assert "by itself: d1" in page
    assert "Sections still missing: 5" in page


def test_a_ruled_dispute_shows_its_votes_and_the_account_stays_off_the_page() -> None:
    simulation = counted()
    filed(simulation, "75-001", "d1")
    simulation.decided(rule_dispute, dispute="d1", effect="rejected")
    page = pages(simulation)[PAGE]
    assert "Disputes open: 0; ruled: 1." in page
    assert "The commission rejected it" in page
    assert page.count('<th scope="row">chair</th><td>for</td>') == 1
    assert "what was seen" not in page


def test_every_other_decision_is_listed_and_one_without_an_act_too() -> None:
    simulation = Simulation().to_the_count()
    simulation.decided(excuse_unit, round_=1, unit="75-001", reason="not-held")
    against = dict.fromkeys(("chair", "dean", "to1", "to2"), "against")
    before = keys(simulation)[PAGE]
    idle = simulation.vote_on(excuse_unit, votes=against, round_=1, unit="75-002", reason="lost")
    assert keys(simulation)[PAGE] != before
    page = pages(simulation)[PAGE]
    assert "Decision: excuse a section; carried." in page
    assert "Decision: excuse a section; defeated." in page
    assert f'<li id="r{idle}">' in page
    assert "against: chair, dean, to1, to2" in page


def test_a_certificate_is_a_decision_of_its_contest_alone() -> None:
    simulation = counted().announce()
    simulation.decided(certify_result, "text", checkpoint=simulation.checkpoint())
    made = pages(simulation)
    assert "certify the result" in made[PAGE]
    assert "en/first-secretary/disputes.html" not in made


def test_every_act_that_needs_a_decision_has_words() -> None:
    acts = [kind for kind, one in AUTHORITY.items() if one.decided or one.decided_once_fixed]
    wanted = {f"page.act.{kind.partition('/')[0]}" for kind in acts}
    for language in LANGUAGES:
        assert wanted <= codes(language)
