"""The work-list: what each section of a federation has done, and what is to do next about it.

A line follows from the board's state, the keys that wait and the readings that differ; nothing
else is counted. Silent sections come first, then what is late, then what waits for the office.

>>> [line.unit for line in lines_of(state, "75", 1, now, private)]      # doctest: +SKIP
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from suffrage.conduct.remembered import of_state
from suffrage.conduct.state import State
from suffrage.count.unit_state import Awaited, Received, Reserved, Sealed, name_of
from suffrage.model.units import PAPER, Unit

__all__ = ["BEFORE", "ORDER", "Line", "Private", "Task", "due_dispute", "lines_of", "the_round"]

Task = Literal[
    "silent", "signatures", "figures", "phone", "ruled", "difference", "reserved", "second",
    "another", "commission", "sealed", "waiting", "done",
]  # fmt: skip

ORDER: Final[tuple[Task, ...]] = (
    "silent", "signatures", "figures", "phone", "ruled", "difference", "reserved", "second",
    "another", "commission", "sealed", "waiting", "done",
)  # fmt: skip
"""What a section needs, the most urgent first."""

BEFORE: Final = timedelta(hours=2)
"""Phones are tried while the room is made ready."""


@dataclass(frozen=True, slots=True)
class Private:
    """What the board does not say: by section, or by (section, contest).

    ``phones`` are sections with a key that waits, ``differences`` the open ones, ``referred``
    those that the commission has to decide, ``telephoned`` entries whose paper is awaited,
    ``held`` differences in which the section has read again and holds to its figures.
    ``role`` is whoever looks, who cannot be the second reader of what the same role sent.
    """

    role: str = ""
    contacts: Mapping[str, tuple[str, str]] = field(default_factory=dict, repr=False)
    phones: frozenset[str] = frozenset()
    differences: frozenset[tuple[str, str]] = frozenset()
    referred: frozenset[tuple[str, str]] = frozenset()
    telephoned: frozenset[tuple[str, str]] = frozenset()
    held: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """A section: what it needs (``task``), in which contest, and since how many minutes.

    ``states`` are the states of its sheets by contest, ``late`` is 0 where nothing is due;
    ``hidden`` tells that the section lies in a pool, so that its sheet is sealed from the paper.
    """

    unit: str
    name: str
    task: Task
    late: int
    contest: str
    states: tuple[tuple[str, str], ...]
    officer: str = field(repr=False)
    phone: str = field(repr=False)
    telephoned: bool
    held: bool
    hidden: bool


def lines_of(state: State, place: str, round_: int, now: str, private: Private) -> tuple[Line, ...]:
    """The paper sections of a federation in a round, the most urgent first."""
    sections = (one for one in state.rules.tree.below(place) if one.channel == PAPER)
    found = [_line(state, unit, round_, now, private) for unit in sections]
    return tuple(sorted(found, key=lambda line: (ORDER.index(line.task), -line.late)))


def the_round(state: State, now: str) -> int:
    """The round that people work on: the last that begins within ``BEFORE``, else the first."""
    soon = (datetime.fromisoformat(now) + BEFORE).strftime("%Y-%m-%dT%H:%M:%SZ")
    rounds = state.rules.rounds
    begun = [number for number in rounds if state.rules.contests_of(number)[0].opens <= soon]
    return begun[-1] if begun else rounds[0]


def _line(state: State, unit: Unit, round_: int, now: str, private: Private) -> Line:
    contests = [one.id for one in state.rules.contests_of(round_)]
    task, contest, due = _task(state, unit.id, round_, now, private)
    officer, phone = private.contacts.get(unit.id, ("", ""))
    return Line(
        unit=unit.id,
        name=unit.name or unit.id,
        task=task,
        late=_minutes(due, now) if due else 0,
        contest=contest,
        states=tuple((one, name_of(state.unit(one, unit.id))) for one in contests),
        officer=officer,
        phone=phone,
        telephoned=any((unit.id, one) in private.telephoned for one in contests),
        held=task == "difference" and (unit.id, contest) in private.held,
        hidden=_is_hidden(state, unit.id, round_),
    )


def _task(
    state: State, unit: str, round_: int, now: str, private: Private
) -> tuple[Task, str, str]:
    """What is to do, the contest that asks for it, and the instant at which it was due."""
    late, due = _late(state, unit, round_, now)
    phone = unit in private.phones
    if phone:
        return "phone", "", due
    if late:
        return late, _first_awaited(state, unit, round_), due
    found = [
        (_task_of(state, unit, one.id, private), one.id) for one in state.rules.contests_of(round_)
    ]
    task, contest = min(found, key=lambda one: ORDER.index(one[0]))
    return task, contest, ""


def _late(
    state: State, unit: str, round_: int, now: str
) -> tuple[Literal["silent", "signatures", "figures", ""], str]:
    evening, contests = state.evening(round_), state.rules.contests_of(round_)
    opens, closes = contests[0].opens, evening.ends.get(unit, contests[0].closes)
    states = [state.unit(one.id, unit) for one in contests]
    awaited = any(isinstance(one, Awaited) for one in states)
    counted = (round_, unit) in state.turnout or not all(isinstance(one, Awaited) for one in states)
    # A section in a pool says nothing before its paper comes, so that its silence says nothing.
    hidden = _is_hidden(state, unit, round_)
    opened = hidden or counted or (round_, unit) in state.opened_sections
    if not evening.opened or not awaited:
        return "", ""
    if not opened:
        return ("silent", opens) if now > opens else ("", "")
    if now < closes:
        return "", ""
    return ("figures", closes) if counted or hidden else ("signatures", closes)


def _is_hidden(state: State, unit: str, round_: int) -> bool:
    return any(state.rules.pool_of(one.id, unit) for one in state.rules.contests_of(round_))


def _task_of(state: State, unit: str, contest: str, private: Private) -> Task:
    now, key = state.unit(contest, unit), (unit, contest)
    if due_dispute(state, contest, unit):
        return "ruled"
    if isinstance(now, Received):
        return _second_of(now, key, private)
    if isinstance(now, Reserved):
        return "reserved"
    if isinstance(now, Sealed):
        return "sealed"
    return "waiting" if isinstance(now, Awaited) else "done"


def _second_of(now: Received, key: tuple[str, str], private: Private) -> Task:
    """What a sheet with one entry needs before it is final."""
    if key in private.referred:
        return "commission"
    if key in private.differences:
        return "difference"
    mine = private.role in (now.by, now.sheet.entered_by)
    return "another" if mine else "second"


def due_dispute(state: State, contest: str, unit: str) -> str:
    """The dispute whose ruling orders a correction that has not come; empty without one."""
    return _due(state).get((contest, unit), "")


@of_state
def _due(state: State) -> Mapping[tuple[str, str], str]:
    return {
        (one.contest, one.unit): name
        for name, one in state.disputes.items()
        if one.status == "correction-due"
    }


def _first_awaited(state: State, unit: str, round_: int) -> str:
    """The contest whose figures may be entered or sealed now; empty while none may."""
    if not state.evening(round_).closed:
        return ""
    awaited = (
        one.id
        for one in state.rules.contests_of(round_)
        if isinstance(state.unit(one.id, unit), Awaited)
    )
    return next(awaited, "")


def _minutes(since: str, now: str) -> int:
    passed = datetime.fromisoformat(now) - datetime.fromisoformat(since)
    return max(0, int(passed.total_seconds()) // 60)
