"""What changed in substance on a board, record by record: the entries of the feed.

A sheet that comes is no news of its own, two thousand of which would drown the rest; a round
that closes, the first figures, a correction, a dispute, a claim and a result are.

>>> for change in changes(history, size):               # doctest: +SKIP
...     change.entry.at, change.code, change.instance
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from suffrage.board.kinds import KINDS
from suffrage.conduct.state import State
from suffrage.model.contests import instance_place
from suffrage.night.counted import counted
from suffrage.night.history import Entry, History
from suffrage.site.exports.corrections import Correction, corrections
from suffrage.site.exports.tables import may_show

__all__ = ["Change", "Shows", "changes", "shows"]

_CODES: Final = {
    "polls.closed": "feed.polls-closed",
    "dispute.filed": "feed.dispute-filed",
    "dispute.ruled": "feed.dispute-ruled",
    "claim.made": "feed.claim",
    "box.annulled": "feed.box-annulled",
    "result.announced": "feed.announced",
    "result.certified": "feed.certified",
    "result.ratified": "feed.ratified",
    "board.superseded": "feed.superseded",
    "board.closed": "feed.closed",
}
"""A kind without its version, and the code of its title."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the record that made it, and the instance and unit that it concerns, if one.

    ``code`` is that of its title; ``correction`` is there for a correction of figures that may
    be shown.
    """

    entry: Entry
    code: str
    instance: str = ""
    unit: str = ""
    correction: Correction | None = None


Shows = Callable[[History, str, int], bool]
"""Whether figures of an instance could appear at a size of the board."""


def shows(history: History, instance: str, size: int) -> bool:
    """Whether figures of an instance could appear at a size of the board."""
    state = history.at(size)
    return may_show(state, counted(state, instance), history.instant_of(size))


def changes(history: History, size: int, shown: Shows = shows) -> tuple[Change, ...]:
    """The changes among the first ``size`` records, in their order.

    ``shown`` answers as ``shows`` does; whoever asks again as the board grows may remember.
    """
    state = history.at(size)
    found = [*_acts(history, state, size)]
    for instance in state.rules.instances():
        first = _first_figures(history, instance, size, shown)
        if first is None:
            continue
        found.append(Change(first, "feed.first-figures", instance))
        found += [
            Change(one.entry, "feed.correction", instance, one.unit, one)
            for one in corrections(history, instance, size)
        ]
    return tuple(sorted(found, key=lambda change: (change.entry.index, change.code)))


def _acts(history: History, state: State, size: int) -> Iterator[Change]:
    for kind in KINDS:
        code = _CODES.get(kind.partition("/")[0])
        for entry in history.acts(kind) if code else ():
            if code and entry.index < size:
                yield Change(entry, code, *_concern(state, entry))


def _concern(state: State, entry: Entry) -> tuple[str, str]:
    """The instance and the unit of a record; empty where it concerns more than one."""
    fields: Mapping[str, Any] = {
        name: getattr(entry.record.head, name) for name in entry.record.head.__struct_fields__
    }
    if dispute := state.disputes.get(fields.get("dispute", "")):
        return state.rules.instance_of(dispute.contest, dispute.unit), dispute.unit
    contest = fields.get("contest", "")
    if not contest or instance_place(contest)[1]:
        return contest, ""
    return (contest if contest in state.rules.instances() else ""), ""


def _first_figures(history: History, instance: str, size: int, shown: Shows) -> Entry | None:
    """The record with which figures could first appear, found by doubling, then by halving.

    Coverage grows with the board; where a box is annulled late it can fall again, and then the
    record found is one after which figures could appear, though perhaps not the first.
    """
    contest = instance_place(instance)[0]
    units = history.at(size).rules.sections_of(instance)
    found = (one for unit in units for one in history.entries.get((contest, unit.id), ()))
    entries = sorted((one for one in found if one.index < size), key=lambda entry: entry.index)
    low, high = 0, 1
    while high <= len(entries) and not shown(history, instance, entries[high - 1].index + 1):
        low, high = high, 2 * high
    high = min(high, len(entries))
    while low < high:
        middle = (low + high) // 2
        if shown(history, instance, entries[middle].index + 1):
            high = middle
        else:
            low = middle + 1
    return entries[low] if low < len(entries) else None
