"""The table of seats before anybody votes, from typed votes or those of the last result."""

from dataclasses import dataclass, field

from django.http import HttpResponse

from suffrage.errors import SuffrageError
from suffrage.model.bodies import Body
from suffrage.model.contests import Linked, Option
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.elections.seat_preview import SeatPreview, preview_seats
from suffrage.office.rights.desk import Desk, action
from suffrage.office.speech import reader

__all__ = ["preview"]

_MOST = 9
"""Digits of a number of votes."""


@dataclass(slots=True)
class _Table:
    """A body with what was typed for each option, and the seats that it gives."""

    body: Body
    options: list[tuple[str, str, str]]
    seen: SeatPreview | None = None
    fault: str = ""
    sizes: list[tuple[int, int, str]] = field(default_factory=list)


@action(POLICY, "see")
def preview(desk: Desk) -> HttpResponse:
    """Every body, with a field for each option; the votes stand in the address."""
    tables = [_table(desk, body) for body in desk.definition.bodies]
    return desk.render("commission/seats.html", tables=tables)


def _table(desk: Desk, body: Body) -> _Table:
    asked = desk.request.GET
    labels = {one.id: one.label for one in _options(desk, body)}
    known = desk.state.certified.get(body.contest) or desk.state.announced.get(body.contest)
    typed = {
        name: asked.get(f"{body.id}.{name}", str(known.votes.get(name, "")) if known else "")
        for name in labels
    }
    made = _Table(body, [(name, label, typed[name]) for name, label in labels.items()])
    votes = {name: int(text) for name, text in typed.items() if _is_number(text)}
    if not any(text.strip() for text in typed.values()):
        return made
    if len(votes) < len(labels):
        made.fault = reader().t("preview.each")
        return made
    try:
        made.seen = preview_seats(body, votes)
    except SuffrageError as error:
        made.fault = reader().told(error.code, error.fields)
        return made
    made.sizes = _runs(made.seen, labels)
    return made


def _options(desk: Desk, body: Body) -> tuple[Option, ...]:
    options = desk.definition.contest_by_id[body.contest].options
    if isinstance(options, Linked):
        return desk.state.options.get(body.contest, ())
    return options


def _is_number(text: str) -> bool:
    text = text.strip()
    return text.isascii() and text.isdigit() and len(text) <= _MOST


def _runs(seen: SeatPreview, labels: dict[str, str]) -> list[tuple[int, int, str]]:
    """Sizes that follow each other with the same outcome, as one line: from, to, who."""
    found: list[tuple[int, int, str]] = []
    for line in seen.sizes:
        who = labels[line.majority] if line.majority is not None else ""
        if found and found[-1][2] == who:
            found[-1] = (found[-1][0], line.size, who)
        else:
            found.append((line.size, line.size, who))
    return found
