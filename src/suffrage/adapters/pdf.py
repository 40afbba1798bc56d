"""Documents from HTML to PDF, in memory: tagged (PDF/UA-1), so that a screen reader can follow.

Nothing is fetched: whatever address a text smuggles in is refused, and so is a file of this
machine. Equal HTML gives equal bytes with the same fonts and library. Needs the extra ``[print]``
and the libraries of Pango.
"""

from typing import NoReturn

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from suffrage.errors import Refused

__all__ = ["render_pdf"]


class _NoFetcher(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Answers every address with the end of the rendering."""

    def fetch(self, _url: str, _headers: object = None) -> NoReturn:
        raise FatalURLFetchingError


def render_pdf(html: str) -> bytes:
    """The PDF of a document; raises ``Refused("pdf.fetch")`` when it asks for anything."""
    fetcher = _NoFetcher(allowed_protocols=())
    try:
        data: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError:
        raise Refused("pdf.fetch") from None
    return data
