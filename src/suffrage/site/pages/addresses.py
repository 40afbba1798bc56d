"""Where the pages lie: one place for each thing, the same below both languages.

>>> page_path("fr", "text"), unit_path("fr", "text", "75-012")
('site/fr/text/index.html', 'site/fr/text/unit/75-012.html')
>>> relative("site/fr/text/index.html", "site/assets/night.css")
'../../assets/night.css'
"""

from typing import Final

from suffrage.words import Language

__all__ = [
    "ASSETS",
    "SITE",
    "agreements_path",
    "body_path",
    "card_path",
    "check_path",
    "federation_path",
    "front_path",
    "moment_path",
    "page_path",
    "relative",
    "unit_path",
]

SITE: Final = "site/"
ASSETS: Final = "site/assets/"


def front_path(language: Language) -> str:
    """The first page of a language."""
    return f"{SITE}{language}/index.html"


def page_path(language: Language, instance: str, page: str = "index") -> str:
    """A page of a contest instance: ``index``, ``claims``, ``disputes``, ``options`` and so on."""
    return f"{SITE}{language}/{instance}/{page}.html"


def federation_path(language: Language, instance: str, federation: str) -> str:
    """A federation's figures in an instance."""
    return f"{SITE}{language}/{instance}/federation/{federation}.html"


def unit_path(language: Language, instance: str, unit: str) -> str:
    """One published unit's figures in an instance."""
    return f"{SITE}{language}/{instance}/unit/{unit}.html"


def moment_path(language: Language, instance: str, size: int) -> str:
    """The permanent address of the figures at one size of the board."""
    return f"{SITE}{language}/{instance}/at/{size}.html"


def body_path(language: Language, body: str) -> str:
    """The seats of a body."""
    return f"{SITE}{language}/body/{body}.html"


def check_path(language: Language) -> str:
    """How a stranger checks everything."""
    return f"{SITE}{language}/check.html"


def agreements_path(language: Language) -> str:
    """What allies promised each other, and what became of it."""
    return f"{SITE}{language}/agreements.html"


def relative(page: str, target: str) -> str:
    """The link from one path of the public folder to another; ``.`` is the folder itself."""
    # ``posixpath.relpath`` asks for the working directory; a site has a hundred thousand links.
    here = page.split("/")[:-1]
    there = [] if target == "." else target.split("/")
    same = 0
    while same < min(len(here), len(there) - 1) and here[same] == there[same]:
        same += 1
    return "/".join([".."] * (len(here) - same) + there[same:]) or "."


def card_path(language: Language, instance: str) -> str:
    """The picture that others show of a link to a contest."""
    return f"{SITE}card/{language}/{instance}.png"
