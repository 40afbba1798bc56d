"""A partial figure never stands on a page without how much is counted."""

import re
from fractions import Fraction

import pytest
from tests.support.definitions import plain_six_sections
from tests.support.pages_made import figures, pages
from tests.support.simulator import Simulation

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.model.definition import from_plain

PAGES = ("text/index", "text/embed", "text/options", "text/disputes", "body/council")


def partial() -> Simulation:
    plain = plain_six_sections()
    for option in plain["contests"][0]["options"]:
        option["members"] = [{"name": f"{option['label']} {number}"} for number in range(10)]
    simulation = Simulation(from_plain(plain)).to_the_count()
    simulation.receive("75-001")
    filed = {"dispute": "d1", "contest": "text", "unit": "75-001", "ground": "early-ballots"}
    simulation.act(file_dispute, "agent@to1", **filed, account="seen")
    return simulation


@pytest.mark.parametrize("name", PAGES)
def test_votes_stand_beside_the_coverage(name: str) -> None:
    found = figures(pages(partial())[f"en/{name}.html"])
    assert [one for one in found if "/votes/" in one]
    assert found["text/coverage"] == Fraction(3, 16)


def test_nobody_is_called_elected_before_a_certificate() -> None:
    simulation = partial()
    page = pages(simulation)["en/body/council.html"]
    assert "Text 1 0" in page
    assert not re.search(r"<h2[^>]*>Elected", page)
    simulation.count_all(but=["75-001"])
    assert not re.search(r"<h2[^>]*>Elected", pages(simulation)["en/body/council.html"])
