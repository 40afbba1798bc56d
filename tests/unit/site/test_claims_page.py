"""The page of claims: who said what, the verdict of its moment, the answer and the end."""

from fractions import Fraction
from typing import Any

import msgspec
from tests.support.definitions import plain_six_sections
from tests.support.pages_made import figures, keys, pages
from tests.support.simulator import Simulation

from suffrage.acts.disputes.answer_claim import answer_claim
from suffrage.acts.disputes.make_claim import make_claim
from suffrage.board.kinds.words import Claim, ShareRange
from suffrage.model.definition import from_plain

PAGE = "en/text/claims.html"
LATE = ("75-002", "75-003")


def evening() -> Simulation:
    return Simulation().to_the_count().count_all(but=LATE)


def say(simulation: Simulation, **said: Any) -> int:
    claim = Claim(
        contest="text",
        claim="estimate",
        said_at="2023-01-12T20:59:00Z",
        said_by="a party source",
        camp="to1",
        confirmed="not-asked",
        tree_size=simulation.state.size,
    )
    whole = msgspec.structs.replace(claim, **said)
    return simulation.act(make_claim, "commission@chair", whole).index


def finish(simulation: Simulation) -> Simulation:
    for unit in LATE:
        simulation.receive(unit)
        simulation.approve(unit)
    return simulation.announce().certify()


def test_a_claim_has_a_card_with_its_figures_and_verdict() -> None:
    simulation = evening()
    assert PAGE not in pages(simulation)
    index = say(
        simulation, shares={"to1": Fraction(39, 100)}, source="https://radio.example/a?b=1&c"
    )
    made = pages(simulation)
    page = made[PAGE]
    assert figures(page)[f"text/record/{index}/shares/to1"] == Fraction(39, 100)
    assert "a party source, for Text 1" in page
    assert "Text 1 has 52 of" in page
    assert "<strong>Compatible.</strong>" in page
    assert "share of the roll covered: 61.8%" in page
    assert 'href="https://radio.example/a?b=1&amp;c"' in page
    assert "<svg" in page
    assert 'href="claims.html"' in made["en/text/index.html"]


def test_an_impossible_claim_says_so_and_names_options_by_their_labels() -> None:
    simulation = evening()
    say(simulation, ranges={"to2": ShareRange(Fraction(97, 100), Fraction(99, 100))})
    page = pages(simulation)[PAGE]
    assert "<strong>Impossible.</strong> Text 2 has" in page
    assert "Claims: 1, 1 of them impossible." in page


def test_an_answer_makes_the_page_again() -> None:
    simulation = evening()
    index = say(simulation, shares={"to1": Fraction(1, 2)})
    before = keys(simulation)[PAGE]
    assert "That camp has not answered." in pages(simulation)[PAGE]
    simulation.act(answer_claim, "agent@to1", index, "no")
    assert keys(simulation)[PAGE] != before
    assert "That camp does not stand by the claim." in pages(simulation)[PAGE]


def test_the_final_figure_stands_beside_the_claim_once_certified() -> None:
    simulation = evening()
    say(simulation, shares={"to1": Fraction(99, 100)}, votes={"to2": 5})
    assert "text/share/to1" not in figures(pages(simulation)[PAGE])
    page = pages(finish(simulation))[PAGE]
    result = simulation.state.certified["text"]
    assert figures(page)["text/share/to1"] == Fraction(result.votes["to1"], result.valid)
    assert figures(page)["text/votes/to2"] == result.votes["to2"]
    assert "The claim turned out wrong." in page


def test_claims_of_every_kind_are_told() -> None:
    simulation = evening()
    say(simulation, claim="rank", option="to1", rank=1)
    say(simulation, claim="rank", order=("to1", "to2"))
    say(simulation, claim="majority", option="to1")
    say(simulation, claim="turnout", share=Fraction(1, 2))
    say(simulation, claim="coverage", share=Fraction(1, 2), share_of="units")
    say(simulation, claim="coverage", ballots=100)
    say(simulation, claim="counted", votes={"to1": 50})
    say(simulation, claim="estimate", place="75", shares={"to1": Fraction(1, 2)})
    for language in ("en", "fr"):
        page = pages(finish(simulation) if language == "fr" else simulation)[PAGE]
        assert page.count('<article class="claim"') == 8
    assert "text/federation/75/share/to1" in figures(page)


def test_before_figures_may_appear_a_claim_has_no_verdict() -> None:
    plain = plain_six_sections()
    plain["publication"] = {"not_before": "2023-01-12T21:00:00Z", "coverage": "9/10"}
    simulation = Simulation(from_plain(plain)).to_the_count()
    simulation.receive("75-001")
    say(simulation, shares={"to1": Fraction(1, 2)})
    page = pages(simulation)[PAGE]
    assert "No verdict." in page
    assert "<svg" not in page
    assert "Text 1 has" not in page


def test_whoever_said_it_is_text_and_never_markup() -> None:
    simulation = evening()
    say(simulation, said_by="<script>alert(1)</script>", shares={"to1": Fraction(1, 2)})
    page = pages(simulation)[PAGE]
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
