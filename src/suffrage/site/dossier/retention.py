"""The retention clock: when each thing must be destroyed or archived, reckoned from the board.

The clock starts with the last certificate or ratification, once every held contest is certified
and no dispute is open; then the period runs in which the result may be challenged. The number of
days is the organisation's to declare: the defaults are proposals, and are shown as such. A court
case stops every clock, and that is for counsel to say. Source of the principle: CNIL, deliberation
2019-053 (keep until the means of redress are exhausted, then destroy); no figure comes from there.

>>> clock = retention_clock(source, Retention(), declared=False)        # doctest: +SKIP
>>> clock.rows[0].due                                                   # doctest: +SKIP
'2023-04-19'
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from msgspec import Meta

from suffrage.conduct.standing import stands
from suffrage.conduct.state import State
from suffrage.conduct.tables import open_disputes
from suffrage.model.values import Value
from suffrage.site.dossier.source import Source

__all__ = ["KEEPSAKES", "Clock", "Retention", "Row", "retention_clock"]

Days = Annotated[int, Meta(ge=0, le=36_500)]


class Retention(Value, frozen=True):
    """Days of the period of challenge, and after it for each thing.

    ``shares`` are the trustees' key shares, whose days count from the certificate.
    """

    challenge: Days = 90
    roll: Days = 0
    signing_lists: Days = 0
    photos: Days = 0
    look_ups: Days = 0
    texts: Days = 0
    credentials: Days = 0
    shares: Days = 0


KEEPSAKES: Final = (
    "roll",
    "signing_lists",
    "photos",
    "look_ups",
    "texts",
    "credentials",
    "shares",
)
"""What personal or secret thing has a clock, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Row:
    """A thing, its days after the event from which they count, and the day, empty if unknown."""

    name: str
    days: int
    due: str


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock; ``started`` and ``ends`` (of the period of challenge) are empty if it stands.

    ``why`` says what it waits for: ``certificate`` or ``dispute``. ``declared`` is whether the
    organisation gave the days. ``erased`` and ``texts`` count texts of the board, ``destroyed``
    and ``shares`` the key shares of runs that were opened.
    """

    started: str
    ends: str
    why: str
    declared: bool
    challenge: int
    rows: tuple[Row, ...]
    erased: int
    texts: int
    destroyed: int
    shares: int


def retention_clock(source: Source, days: Retention, *, declared: bool) -> Clock:
    """The clock as the board stands."""
    state = source.state
    why = _waits_for(state)
    start = None if why else _last_day(source)
    end = start + timedelta(days=days.challenge) if start else None
    return Clock(
        started=_told(start),
        ends=_told(end),
        why=why,
        declared=declared,
        challenge=days.challenge,
        rows=tuple(_row(name, getattr(days, name), start, end) for name in KEEPSAKES),
        erased=len(state.erased),
        texts=len(state.texts),
        destroyed=sum(len(run.destroyed) for run in state.runs.values()),
        shares=sum(len(run.trustees) for run in state.runs.values()),
    )


def _row(name: str, days: int, start: date | None, end: date | None) -> Row:
    begin = start if name == "shares" else end
    return Row(name, days, _told(begin + timedelta(days=days) if begin else None))


def _waits_for(state: State) -> str:
    if open_disputes(state):
        return "dispute"
    held = [one for one in state.rules.instances() if stands(state, one)]
    return "" if held and all(one in state.certified for one in held) else "certificate"


def _last_day(source: Source) -> date:
    """The day, where the votes were cast, of the last certificate or ratification."""
    last = max(entry.at for entry in source.acts("result.certified", "result.ratified"))
    return datetime.fromisoformat(last).astimezone(ZoneInfo(source.reader.zone)).date()


def _told(day: date | None) -> str:
    return day.isoformat() if day else ""
