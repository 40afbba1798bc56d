"""Letters from HTML to PDF, in memory: tagged, so that a screen reader finds its way.

Nothing is fetched: whatever address a text smuggles in is refused, and so is a file of this
machine. Needs the extra ``[print]`` and the libraries of Pango.
"""

from typing import NoReturn

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from suffrage.errors import Refused

__all__ = ["render_letters"]


class _NoFetcher(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Answers every address with the end of the rendering."""

    def fetch(self, _url: str, _headers: object = None) -> NoReturn:
        raise FatalURLFetchingError


def render_letters(html: str) -> bytes:
    """The PDF of a document; raises ``Refused("letters.fetch")`` when it asks for anything."""
    fetcher = _NoFetcher(allowed_protocols=())
    try:
        data: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(pdf_tags=True)
    except FatalURLFetchingError:
        raise Refused("letters.fetch") from None
    return data
