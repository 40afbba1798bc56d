"""A refusal as a page: the sentence of its code and what to do next, nothing lost.

Views let errors of ``suffrage.errors`` through; what is no such error is a fault of ours.
"""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from suffrage.errors import (
    Inconsistent,
    Malformed,
    NotVerified,
    Refused,
    SuffrageError,
    Unavailable,
)
from suffrage.office.speech import reader

__all__ = ["SpokenRefusals", "status_of", "told"]

_STATUS: Final[tuple[tuple[type[SuffrageError], int], ...]] = (
    (Malformed, 422),
    (Inconsistent, 422),
    (NotVerified, 422),
    (Unavailable, 503),
    (Refused, 409),
)


class SpokenRefusals:
    """Turns the errors that views raise into pages, or into JSON where JSON was asked for."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self._answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of a refusal; ``None`` for any other error."""
        if not isinstance(error, SuffrageError):
            return None
        status = status_of(error)
        sentence = told(error)
        if request.headers.get("Accept", "").startswith("application/json"):
            said = {"code": error.code, "field": error.at, "sentence": sentence}
            return JsonResponse(said, status=status)
        context = {"sentence": sentence, "error": error}
        return render(request, "refusal.html", context, status=status)


def status_of(error: SuffrageError) -> int:
    """The HTTP status of a refusal."""
    if error.code == "office.not-granted":
        return 403
    return next(status for kind, status in _STATUS if isinstance(error, kind))


def told(error: SuffrageError) -> str:
    """The sentence of a refusal in the reader's language."""
    return reader().told(error.code, error.fields)
