"""The book: who has which public key, and whether the message with its secret half went out.

It is the fold of its changes, which are written down one after the other and never altered
(``docs/spec/credential-table.md``). Invariants: no public key is issued twice; a key counts only
once it is acknowledged; an issue replaces what was issued to the same member and not
acknowledged; an acknowledged key goes only by a withdrawal.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Self

from immutables import Map
from msgspec import Meta

from suffrage.errors import Inconsistent, Malformed, Unavailable
from suffrage.model import canonical
from suffrage.model.values import Digest, Ident, UnitId, Value
from suffrage.registrar.runs import Run

__all__ = [
    "Acknowledged",
    "Book",
    "Change",
    "Held",
    "Issued",
    "Line",
    "Prepared",
    "Told",
    "Withdrawn",
    "read_book",
    "write_changes",
]

_Number = Annotated[str, Meta(min_length=1)]


class Line(Value, frozen=True):
    """A member's public key for one run, and the salt of the leaf that will hold it."""

    key: str
    salt: Digest


class Prepared(Value, frozen=True, tag_field="change", tag="prepared"):
    """The first change: whose credentials these are."""

    origin: str
    channel: Ident
    unit: UnitId
    runs: Annotated[tuple[Run, ...], Meta(min_length=1)]


class Issued(Value, frozen=True, tag_field="change", tag="issued"):
    """A credential has been made; its message is about to leave. ``keys`` are by run."""

    number: _Number
    keys: dict[str, Line]


class Acknowledged(Value, frozen=True, tag_field="change", tag="acknowledged"):
    """The channel has taken the member's message."""

    number: _Number


class Withdrawn(Value, frozen=True, tag_field="change", tag="withdrawn"):
    """A member's keys for these runs are void: lost, seen by others, or the member has left."""

    number: _Number
    runs: tuple[str, ...]


class Told(Value, frozen=True, tag_field="change", tag="told"):
    """The member was sent the opening with this hash."""

    number: _Number
    opening: Digest


Change = Prepared | Issued | Acknowledged | Withdrawn | Told


@dataclass(frozen=True, slots=True)
class Held:
    """A member's present key for one run; it counts once its message was acknowledged."""

    line: Line
    is_acknowledged: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """The state of all changes so far.

    ``held`` is by number and run; ``spent`` names the owner and the run of every key that was
    ever issued; ``told`` has the hash of the last opening that went to each number.
    """

    prepared: Prepared
    held: Map[str, Map[str, Held]] = field(default_factory=Map, repr=False)
    spent: Map[str, tuple[str, str]] = field(default_factory=Map, repr=False)
    told: Map[str, str] = field(default_factory=Map, repr=False)

    def after(self, change: Change) -> Self:
        """The book with one more change.

        Raises ``Unavailable("registrar.key-twice")`` when a key was issued before, to whomever:
        the source of randomness repeats itself. Raises ``Inconsistent("registrar.order")`` for a
        change that cannot follow.
        """
        if isinstance(change, Issued):
            return self._issued(change)
        if isinstance(change, Acknowledged):
            return self._acknowledged(change)
        if isinstance(change, Withdrawn):
            return self._withdrawn(change)
        if isinstance(change, Told):
            return replace(self, told=self.told.set(change.number, change.opening))
        raise Inconsistent("registrar.order")

    def after_all(self, changes: Iterable[Change]) -> Self:
        """The book with more changes; raises as ``after``."""
        book = self
        for change in changes:
            book = book.after(change)
        return book

    def due(self, number: str, runs: Iterable[Run]) -> tuple[Run, ...]:
        """Those of the runs for which the member has no key that counts."""
        held = self.held.get(number, Map())
        return tuple(
            run for run in runs if not (run.name in held and held[run.name].is_acknowledged)
        )

    def counting(self, run: Run) -> list[tuple[str, Line]]:
        """Number and line of every member whose key counts in a run, by number."""
        found = []
        for number in sorted(self.held):
            held = self.held[number].get(run.name)
            if held is not None and held.is_acknowledged:
                found.append((number, held.line))
        return found

    def _issued(self, change: Issued) -> Self:
        before = self.held.get(change.number, Map())
        # Keys whose message was interrupted go, or the next message would vouch for them.
        held = Map({name: one for name, one in before.items() if one.is_acknowledged})
        spent = self.spent
        for name, line in change.keys.items():
            self._check_run(name)
            if name in held:
                raise Inconsistent("registrar.order")
            if line.key in spent:
                raise Unavailable("registrar.key-twice")
            spent = spent.set(line.key, (change.number, name))
            held = held.set(name, Held(line))
        return replace(self, held=self.held.set(change.number, held), spent=spent)

    def _acknowledged(self, change: Acknowledged) -> Self:
        held = self.held.get(change.number, Map())
        if all(one.is_acknowledged for one in held.values()):
            raise Inconsistent("registrar.order")
        taken = Map({name: replace(one, is_acknowledged=True) for name, one in held.items()})
        return replace(self, held=self.held.set(change.number, taken))

    def _withdrawn(self, change: Withdrawn) -> Self:
        held = self.held.get(change.number, Map())
        for name in change.runs:
            self._check_run(name)
            held = held.delete(name) if name in held else held
        return replace(self, held=self.held.set(change.number, held))

    def _check_run(self, name: str) -> None:
        if name not in {run.name for run in self.prepared.runs}:
            raise Inconsistent("registrar.order")


def write_changes(changes: Sequence[Change]) -> bytes:
    """The bytes of one entry of the journal."""
    return canonical.encode(changes)


def read_book(entries: Iterable[bytes]) -> Book:
    """The book of a journal's entries, in their order.

    Raises ``Malformed``: ``canonical.*``, ``registrar.journal`` when it does not begin with what
    was prepared; and what ``Book.after`` raises.
    """
    changes = [
        change for entry in entries for change in canonical.decode(entry, tuple[Change, ...])
    ]
    if not changes or not isinstance(changes[0], Prepared):
        raise Malformed("registrar.journal")
    return Book(changes[0]).after_all(changes[1:])
