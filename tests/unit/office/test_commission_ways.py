"""The commission finds its ways under a few headings, what matters now first."""

import re

from tests.support.disputed import counted_round
from tests.support.office import Office
from tests.support.simulator import Simulation

from suffrage.office.desks.commission_ways import _GROUPS
from suffrage.office.desks.navigation import DESKS

_HEADING = re.compile(r'<span id="nav-([a-z]+)">')


def _page(office: Office, simulation: Simulation | None = None, path: str = "commission/") -> str:
    election = office.election(simulation)
    chair = office.person("chair@example.org", election, "commission@chair")
    return str(chair.get(f"/desk/{election.slug}/{path}").content.decode())


def test_every_desk_has_a_heading() -> None:
    grouped = {page for _, pages in _GROUPS for page in pages}
    assert {page for _, _, page, _ in DESKS} <= grouped


def test_what_matters_before_the_vote_stands_first(office: Office) -> None:
    page = _page(office)
    assert _HEADING.findall(page) == ["before", "evening", "disputes", "result", "settings"]
    assert page.count('class="now"') == 1
    assert page.count('aria-current="page"') == 1


def test_an_open_dispute_brings_its_heading_first(office: Office) -> None:
    page = _page(office, counted_round(), "commission/disputes")
    assert _HEADING.findall(page)[0] == "disputes"
    assert re.search(r'commission/disputes" aria-current="page"', page)


def test_the_evening_comes_first_while_the_polls_are_open(office: Office) -> None:
    page = _page(office, Simulation().convene().fix_rules().open_polls())
    assert _HEADING.findall(page)[0] == "evening"


def test_others_have_one_short_list(office: Office) -> None:
    election = office.election()
    officer = office.person("fed@example.org", election, "federation@75")
    page = officer.get(f"/desk/{election.slug}/keys").content.decode()
    assert not _HEADING.findall(page)
    assert page.count('aria-current="page"') == 1
