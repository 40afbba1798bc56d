"""The public site of a simulated election, page by page."""

import re
from fractions import Fraction

from tests.support.histories import board_of
from tests.support.simulator import Simulation

from suffrage.site.pages.all_pages import all_pages
from suffrage.site.pages.settings import Settings

__all__ = ["figures", "keys", "pages"]

_DATA = re.compile(r'<data value="([^"]+)" data-name="([^"]+)"[^>]*>')


def pages(simulation: Simulation, settings: Settings | None = None) -> dict[str, str]:
    """Every page of the site by its path below ``site/``."""
    made = all_pages(board_of(simulation), settings or Settings())
    return {
        file.path.removeprefix("site/"): file.make().decode()
        for file in made
        if file.path.endswith(".html")
    }


def keys(simulation: Simulation, settings: Settings | None = None) -> dict[str, object]:
    """What the bytes of each file follow from, by its path below ``site/``."""
    made = all_pages(board_of(simulation), settings or Settings())
    return {file.path.removeprefix("site/"): file.key for file in made}


def figures(page: str) -> dict[str, Fraction]:
    """The named figures of a page."""
    return {name: Fraction(value) for value, name in _DATA.findall(page)}
