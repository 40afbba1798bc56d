"""The course of a board: its state at every size, and what has come of each unit.

It only grows: each record is added with the state that it made. States share their structure,
so that one a record costs little; a ballot of an online box changes no figure of the night, and
makes no entry.

>>> history = History()
>>> history.add(record, body, state)                    # doctest: +SKIP
>>> history.at(size).rules.title, history.entries[("text", "75-012")]    # doctest: +SKIP
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from suffrage.board.kinds.online import OnlineEvent
from suffrage.board.record import Body, Record
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.night.concern import Concern, concern_of, rounds_after

__all__ = ["Entry", "History"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A record by its index, with what it held."""

    index: int
    record: Record
    body: Body

    @property
    def at(self) -> str:
        """When, by the word of whoever signed."""
        return self.record.at


class History:
    """Every state that the night has shown, in the order of the log."""

    def __init__(self) -> None:
        self._sizes: list[int] = []
        self._times: list[str] = []
        self._latest: list[str] = []
        self._states: list[State] = []
        self._entries: dict[tuple[str, str], list[Entry]] = {}
        self._acts: dict[str, list[Entry]] = {}
        self._changed: dict[tuple[str, str], list[int]] = {}
        self._size = 0

    @property
    def size(self) -> int:
        """How many records have been added."""
        return self._size

    @property
    def now(self) -> State:
        """The state after the last record; the empty one before the first."""
        return self.at(self._size)

    @property
    def last_at(self) -> str:
        """The instant of the last record that carries one; empty before the first."""
        return self._times[-1] if self._times else ""

    def add(self, record: Record, body: Body, state: State) -> None:
        """Add the next record, what its payload held, and the state after it.

        Raises ``Refused("night.other-board")`` when it is not the next.
        """
        if state.size != self._size + 1:
            raise Refused("night.other-board", size=state.size, claimed=self._size + 1)
        self._size = state.size
        if isinstance(record.head, OnlineEvent) and record.head.type == "Ballot":
            return
        self._sizes.append(state.size)
        self._times.append(record.at or self.last_at)
        self._latest.append(max(self._times[-1], self._latest[-1] if self._latest else ""))
        self._states.append(state)
        entry = Entry(state.size - 1, record, body)
        self._acts.setdefault(record.kind, []).append(entry)
        found = concern_of(record, state)
        for key in found.units:
            self._entries.setdefault(key, []).append(entry)
        self._note(found, rounds_after(record, state))

    def at(self, size: int) -> State:
        """The state of the first ``size`` records."""
        place = bisect_right(self._sizes, min(size, self._size))
        if not place:
            return State(size=size)
        state = self._states[place - 1]
        return state if state.size == size else replace(state, size=size)

    def size_at(self, instant: str) -> int:
        """How many records the board held when all up to an instant, and none after, had come.

        A record is dated by whoever signs it; the board's order decides between two.
        """
        late = bisect_right(self._latest, instant)
        if late == len(self._latest):
            return self._size
        return self._sizes[late - 1] if late else 0

    def instant_of(self, size: int) -> str:
        """The instant of the last record of a board of that size."""
        place = bisect_left(self._sizes, size + 1)
        return self._times[place - 1] if place else ""

    @property
    def entries(self) -> Mapping[tuple[str, str], Sequence[Entry]]:
        """The records of each (contest, unit), in their order."""
        return self._entries

    def changed(self, instance: str, size: int | None = None) -> int:
        """The size of the board when a record last concerned an instance, as of a size or now."""
        return max(self._last((instance, ""), size), self._last(("", ""), size))

    def unit_changed(self, contest: str, unit: str) -> int:
        """The size of the board when a record last concerned a unit in a contest."""
        return max(self._last(key) for key in ((contest, unit), (contest, "*"), ("", "")))

    def acts(self, kind: str) -> Sequence[Entry]:
        """The records of one kind, such as ``claim.made/2``, in their order."""
        return self._acts.get(kind, ())

    def _last(self, key: tuple[str, str], size: int | None = None) -> int:
        sizes = self._changed.get(key, ())
        place = len(sizes) if size is None else bisect_right(sizes, size)
        return sizes[place - 1] if place else 0

    def _note(self, found: Concern, after: Sequence[str]) -> None:
        """Remember the size at which something was concerned; "*" stands for all units.

        ``after`` are instances of a later round, which have changed by it as well.
        """
        keys = [(instance, "") for instance in found.instances.union(after)]
        keys += found.units
        keys += [(contest, "*") for contest in found.contests]
        if found.everything:
            keys.append(("", ""))
        for key in keys:
            self._changed.setdefault(key, []).append(self._size)
