"""The style sheet and the script, as they lie beside this code."""

from collections.abc import Iterator
from functools import cache, partial
from importlib.resources import files

from suffrage.site.files import SiteFile
from suffrage.site.pages.addresses import ASSETS
from suffrage.site.pages.settings import Settings

__all__ = ["asset_files", "has_script"]

_STYLE, _SCRIPT = "night.css", "night.js"


def asset_files(settings: Settings) -> Iterator[SiteFile]:
    """``night.css``, and ``night.js`` where the site has one."""
    yield SiteFile(ASSETS + _STYLE, _STYLE, partial(_asset, _STYLE))
    if settings.scripted:
        yield SiteFile(ASSETS + _SCRIPT, _SCRIPT, partial(_asset, _SCRIPT))


def has_script() -> bool:
    """Whether the script has been built: Node.js makes it, and pages work without."""
    return files(__package__).joinpath("assets", _SCRIPT).is_file()


@cache
def _asset(name: str) -> bytes:
    with files(__package__).joinpath("assets", name).open("rb") as file:
        return file.read()
