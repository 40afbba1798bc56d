"""Pages of the office: Jinja2 with the words and figures of the public pages.

A template gets ``desk`` (where there is one), ``t`` and the other ways to write words, numbers
and moments in the reader's language, ``url``, ``static`` and ``csrf_input``.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import json_script
from jinja2 import Environment, StrictUndefined

from suffrage.model.definition import Definition
from suffrage.office.accounts.faults import faults
from suffrage.office.alarms import raised_alarms
from suffrage.office.desks.navigation import DESKS
from suffrage.office.models import Person
from suffrage.office.speech import reader, role_words
from suffrage.words import LANGUAGES

if TYPE_CHECKING:
    from suffrage.office.desks.commission_ways import Group
    from suffrage.office.rights.desk import Desk

__all__ = ["context", "environment", "links", "set_board"]

_WAYS = ("t", "told", "num", "pct", "when", "hour")


def environment(**options: Any) -> Environment:
    """Jinja2 as Django starts it: strict about what is undefined, always escaping."""
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made = Environment(**options)  # noqa: S701  (Django sets autoescape)
    made.globals.update(static=static, url=_url, languages=LANGUAGES, links=links)
    made.globals.update(commission_groups=_commission_groups)
    made.globals.update(faults=faults, json_script=json_script)
    made.filters["instant"] = _instant
    return made


def links(roles: Iterable[str]) -> list[tuple[str, str]]:
    """The desks that somebody with these roles may open: address name and word."""
    return [(page, word) for policy, opens, page, word in DESKS if policy.roles_for(roles, opens)]


def set_board(request: HttpRequest, rules: Definition) -> None:
    """Have the page tell hours in the election's zone, and say where it is a rehearsal's."""
    request.zone = rules.time_zone  # type: ignore[attr-defined]
    request.rehearsal = rules.rehearsal  # type: ignore[attr-defined]


def context(request: HttpRequest) -> dict[str, Any]:
    """What every template gets."""
    speaker = reader(getattr(request, "zone", "Europe/Paris"))
    ways = {name: getattr(speaker, name) for name in _WAYS}
    return {
        "language": speaker.language,
        "person": _person(request),
        "rehearsal": getattr(request, "rehearsal", False),
        "messages": get_messages(request),
        "as_role": partial(role_words, speaker),
        "alarms": raised_alarms(),
        **ways,
    }


def _commission_groups(desk: "Desk") -> "list[Group]":
    # What a desk is imports this module, which says how its pages are shown.
    from suffrage.office.desks.commission_ways import commission_groups  # noqa: PLC0415

    return commission_groups(desk)


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def _person(request: HttpRequest) -> Person | None:
    """Who asks; nobody where a request failed before that was known."""
    found = getattr(request, "user", None)
    return found if isinstance(found, Person) else None


def _instant(moment: datetime) -> str:
    """A moment of a table as records write it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
