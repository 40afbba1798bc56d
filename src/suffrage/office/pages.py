"""Pages of the office: Jinja2 with the words and figures of the public pages.

A template gets ``desk`` (where there is one), ``t`` and the other ways to write words, numbers
and moments in the reader's language, ``url``, ``static`` and ``csrf_input``.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from jinja2 import Environment, StrictUndefined

from suffrage.office.alarms import raised_alarms
from suffrage.site.pages.render import Reader
from suffrage.words import LANGUAGES

__all__ = ["context", "environment", "links", "reader"]

_WAYS = ("t", "told", "num", "pct", "when", "hour")


def environment(**options: Any) -> Environment:
    """Jinja2 as Django starts it: strict about what is undefined, always escaping."""
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made = Environment(**options)  # noqa: S701  (Django sets autoescape)
    made.globals.update(static=static, url=_url, languages=LANGUAGES, links=links)
    return made


def reader(zone: str = "Europe/Paris") -> Reader:
    """How pages speak to whoever asks now; hours are told in the election's zone."""
    return Reader("fr" if (get_language() or "fr").startswith("fr") else "en", zone)


def links(roles: Iterable[str]) -> list[tuple[str, str]]:
    """The desks that somebody with these roles may open: address name and word."""
    # The desks' own modules render pages.
    from suffrage.office.desks.navigation import DESKS  # noqa: PLC0415

    return [
        (page, word) for policy, opens, page, word in DESKS if policy.roles_for(roles, opens)
    ]


def context(request: HttpRequest) -> dict[str, Any]:
    """What every template gets."""
    speaker = reader(getattr(request, "zone", "Europe/Paris"))
    ways = {name: getattr(speaker, name) for name in _WAYS}
    return {
        "language": speaker.language,
        "person": request.user if request.user.is_authenticated else None,
        "messages": get_messages(request),
        "alarms": raised_alarms(),
        **ways,
    }


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)
