"""A view that changes something is asked by POST alone; who may ask was checked before."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse, HttpResponseNotAllowed

from suffrage.office.rights.desk import Desk

__all__ = ["posted"]

_P = ParamSpec("_P")


def posted(
    view: Callable[Concatenate[Desk, _P], HttpResponse],
) -> Callable[Concatenate[Desk, _P], HttpResponse]:
    """The same view, which answers 405 to anything but a POST."""

    @wraps(view)
    def asked(desk: Desk, /, *args: _P.args, **named: _P.kwargs) -> HttpResponse:
        if desk.request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return view(desk, *args, **named)

    return asked
