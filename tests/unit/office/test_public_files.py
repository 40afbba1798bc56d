"""The public folder as the office serves it where no web server stands before it."""

import pytest
from django.test import Client
from tests.support.office import Office

from suffrage.office.models import Election


@pytest.fixture
def election(office: Office) -> Election:
    return office.election()


def test_the_address_of_a_board_leads_to_a_page_whose_links_hold(election: Election) -> None:
    answer = Client(headers={"host": "localhost"}).get(f"/e/{election.slug}/")
    assert answer.status_code == 302
    assert answer["Location"] == f"/e/{election.slug}/site/index.html"


@pytest.mark.usefixtures("election")
def test_a_board_that_is_not_here_has_no_address() -> None:
    assert Client(headers={"host": "localhost"}).get("/e/another/").status_code == 404
