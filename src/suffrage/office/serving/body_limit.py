"""Requests that are too large are refused before anything of them is read, whoever sends them.

The framework writes a file that is sent to the disk while it reads the form around it, for
strangers too: without this, one request could fill the disk.
"""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from suffrage.errors import Malformed
from suffrage.office.refusals import told

__all__ = ["MEGABYTES", "BodyLimit"]

MEGABYTES: Final = 40
"""The largest file of any form is a roll of 32 MB."""


class BodyLimit:
    """Answers 413 to what says that it is larger; what does not say how large it is has no body."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        said = str(request.META.get("CONTENT_LENGTH") or "0")
        if len(said) > 15 or not said.isdecimal() or int(said) > MEGABYTES * 2**20:  # noqa: PLR2004  (digits enough)
            sentence = told(Malformed("draft.file-large", most=MEGABYTES))
            return HttpResponse(sentence, "text/plain; charset=utf-8", status=413)
        return self._answer(request)
