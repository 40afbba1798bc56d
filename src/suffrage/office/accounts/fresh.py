"""Who changes how an account is opened has signed in just now.

The library asks those who have a passkey for it once more; those who have none sign in again.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

__all__ = ["fresh"]

_FRESH: Final = 15 * 60


def fresh(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view for whoever signed in within a quarter of an hour; else the page that asks again."""

    @wraps(view)
    def asked(request: HttpRequest, **named: Any) -> HttpResponse:
        if not request.user.is_authenticated or _is_fresh(request):
            return view(request, **named)
        return render(request, "account/fresh.html", {"next": request.path}, status=403)

    return asked


def _is_fresh(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < _FRESH
