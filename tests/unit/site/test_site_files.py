"""Files for programs on the pages: linked where they exist, minutes where something makes PDF."""

import re
from collections.abc import Callable
from posixpath import dirname, normpath

import pytest
from tests.support.histories import board_of
from tests.support.simulator import Simulation

from suffrage.site.pages.addresses import relative
from suffrage.site.pages.all_pages import all_pages
from suffrage.site.pages.settings import Settings

_LINK = re.compile(r'href="([^"#]+)"')
_MINUTES = "site/data/text-minutes.fr.pdf"


def made(simulation: Simulation, settings: Settings) -> dict[str, bytes]:
    return {one.path: one.make() for one in all_pages(board_of(simulation), settings)}


def printed() -> Settings:
    return Settings(render_pdf=lambda html: f"%PDF {len(html)}".encode())


def before() -> Simulation:
    return Simulation().convene().fix_rules()


def during() -> Simulation:
    return Simulation().to_the_count()


def after() -> Simulation:
    return Simulation().run_round_1()


@pytest.mark.parametrize("night", [before, during, after])
def test_every_link_of_the_site_leads_to_a_file(night: Callable[[], Simulation]) -> None:
    simulation = night()
    files = made(simulation, printed())
    there = {*files, *simulation.files()}
    for path, data in files.items():
        if path.endswith(".html"):
            for link in _LINK.findall(data.decode()):
                target = normpath(f"{dirname(path)}/{link}")
                assert "://" in link or target in there, f"{path}: {link}"


@pytest.mark.parametrize("page", ["site/fr/index.html", "site/fr/text/index.html"])
def test_files_are_linked_once_there_are_some(page: str) -> None:
    assert "text-tidy.csv" not in made(before(), Settings())[page].decode()
    found = made(during(), Settings())[page].decode()
    for name in ("text-tidy.csv", "text-wide.csv", "text-nist.json"):
        assert f"data/{name}" in found
    assert "minutes" not in found


@pytest.mark.parametrize("page", ["site/fr/index.html", "site/fr/text/index.html"])
def test_minutes_are_there_once_a_result_is_and_something_makes_them(page: str) -> None:
    assert _MINUTES not in made(during(), printed())
    assert _MINUTES not in made(after(), Settings())
    files = made(after(), printed())
    assert files[_MINUTES].startswith(b"%PDF")
    assert "data/text-minutes.fr.pdf" in files[page].decode()


@pytest.mark.parametrize(
    ("page", "target", "link"),
    [
        ("site/fr/text/index.html", "site/assets/night.css", "../../assets/night.css"),
        ("site/fr/text/index.html", "site/fr/text/claims.html", "claims.html"),
        ("site/fr/text/unit/75-001.html", "site/fr/text/index.html", "../index.html"),
        ("site/index.html", "results.json", "../results.json"),
        ("site/fr/index.html", ".", "../.."),
        ("site/fr/site/index.html", "site/fr/site/fr/a.html", "fr/a.html"),
    ],
)
def test_a_link_is_relative_to_its_page(page: str, target: str, link: str) -> None:
    assert relative(page, target) == link
