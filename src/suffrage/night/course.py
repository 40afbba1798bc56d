"""The moments of a night at which its figures are set down, for a drawing and a table.

From the close of the polls every ten minutes, later every hour, then every day, until nothing is
missing and the result is certified: always the same moments for the same records.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from suffrage.night.history import History
from suffrage.night.moment import last_poll

__all__ = ["Moment", "moments_of"]

_STEPS: Final = (
    (timedelta(hours=6), timedelta(minutes=10)),
    (timedelta(hours=36), timedelta(hours=1)),
    (timedelta(days=30), timedelta(days=1)),
)


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, and how many records the board held then."""

    at: str
    size: int


def moments_of(history: History, instance: str, size: int | None = None) -> tuple[Moment, ...]:
    """The moments of an instance's night so far, or up to a size of the board.

    The last one is when a record last concerned it. None before the polls of its round have
    closed.
    """
    latest = history.changed(instance, size)
    end = history.instant_of(latest)
    start = last_poll(history.at(latest), instance)
    if end < start:
        return ()
    found: list[Moment] = []
    for at in _instants(start, end):
        size = min(history.size_at(at), latest)
        # Where no record came in between, nothing is said twice.
        if not found or size != found[-1].size:
            found.append(Moment(at, size))
    if found and found[-1].size == latest:
        return tuple(found)
    return (*found, Moment(end, latest))


def _instants(start: str, end: str) -> Iterator[str]:
    first = now = datetime.fromisoformat(start)
    for until, step in _STEPS:
        while now - first < until:
            text = now.strftime("%Y-%m-%dT%H:%M:%SZ")
            if text > end:
                return
            yield text
            now += step
