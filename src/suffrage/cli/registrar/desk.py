"""A registrar's working folder, opened by one program at a time: settings, keys, board, book.

```
registrar.toml   settings                    registrar.key   secrets, private
journal/         the book, sealed            out/            what leaves the computer
```
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from suffrage.adapters.age_files import Journal, recipient_of
from suffrage.adapters.core_dumps import forbid_core_dumps
from suffrage.adapters.private_file import held
from suffrage.board.signature import key_of
from suffrage.cli.files import read_input
from suffrage.cli.registrar.board import read_board
from suffrage.cli.registrar.keys import KEYS, Keys, read_keys
from suffrage.cli.registrar.settings import Settings, read_settings
from suffrage.conduct.state import State
from suffrage.errors import NotVerified, Refused
from suffrage.model.csv_table import Rejected
from suffrage.model.roles import role_kind
from suffrage.registrar.book import Book, Change, Prepared, read_book, write_changes
from suffrage.registrar.electorate import Electorate, read_electorate
from suffrage.registrar.lists import ROLE
from suffrage.registrar.runs import (
    Carrier,
    Run,
    carrier_of,
    open_runs,
    section_of_channel,
    served_runs,
)

__all__ = ["Desk", "FirstDesk", "at_desk", "at_first_desk"]

_JOURNAL: Final = "journal"


@dataclass(slots=True)
class FirstDesk:
    """A folder before and after it is prepared: everything at hand but the book."""

    folder: Path
    settings: Settings
    keys: Keys = field(repr=False)
    state: State = field(repr=False)
    journal: Journal = field(repr=False)

    @property
    def channel(self) -> str:
        """Whose boxes the credentials are for."""
        return self.settings.channel

    def electorate(self, carrier: Carrier) -> Electorate | Rejected:
        """The members of the section, as many as the board counts.

        Raises ``Refused("registrar.members")`` for another number, and what reading raises.
        """
        unit = section_of_channel(self.state, self.channel).id
        columns = self.settings.members
        found = read_electorate(
            read_input(self.folder / columns.csv),
            columns,
            self.state.rules.tree.section_ids,
            unit,
            carrier,
            self.settings.language,
        )
        entitled = self.state.registered.get(unit, 0)
        if isinstance(found, Electorate) and len(found.voters) != entitled:
            raise Refused(
                "registrar.members", unit=unit, number=len(found.voters), entitled=entitled
            )
        return found

    def keep(self, changes: Sequence[Change]) -> None:
        """Write changes of the book down, durably."""
        self.journal.append(write_changes(changes))


@dataclass(slots=True)
class Desk(FirstDesk):
    """The prepared folder; ``book`` follows what is written down."""

    book: Book = field(repr=False)

    @property
    def channel(self) -> str:
        """As it was when the book was begun, whatever the settings say now."""
        return self.book.prepared.channel

    def change(self, change: Change) -> None:
        """Make one change of the book, and write it down."""
        after = self.book.after(change)
        self.keep([change])
        self.book = after

    def open_runs(self) -> tuple[Run, ...]:
        """The runs that may still change; raises ``Refused("registrar.set-up")`` for none."""
        runs = open_runs(self.state, self.book.prepared.runs)
        if not runs:
            raise Refused("registrar.set-up", channel=self.channel)
        return runs

    def carrier(self) -> Carrier:
        """How the credentials travel."""
        return carrier_of(self.state, self.book.prepared.runs)


@contextmanager
def at_desk(folder: Path) -> Iterator[Desk]:
    """The prepared folder, for this program alone until the block ends.

    Raises as ``at_first_desk``; ``Refused("registrar.unprepared")``,
    ``NotVerified("registrar.other-board")`` for the board of another election, and what reading
    the journal raises.
    """
    with at_first_desk(folder) as first:
        entries = first.journal.entries()
        if not entries:
            raise Refused("registrar.unprepared", path=str(folder))
        book = read_book(entries)
        if book.prepared.origin != first.state.origin:
            raise NotVerified("registrar.other-board", origin=book.prepared.origin)
        yield Desk(first.folder, first.settings, first.keys, first.state, first.journal, book)


@contextmanager
def at_first_desk(folder: Path) -> Iterator[FirstDesk]:
    """A folder with settings and keys, for this program alone until the block ends.

    Raises ``NotVerified("registrar.board")`` unless the copy of the board holds as a whole;
    ``Refused``: ``registrar.not-appointed`` when the board names another key for the registrar,
    ``registrar.recipient`` and ``registrar.recipient-missing``.
    """
    forbid_core_dumps()
    settings = read_settings(folder)
    with held(folder / KEYS) as file:
        keys = read_keys(file.data)
        place = settings.board
        state = read_board(folder / place.folder, folder / place.policy)
        if state.keys.get(ROLE) != key_of(keys.seed):
            raise Refused("registrar.not-appointed", key=key_of(keys.seed))
        recipients = [*_recipients(settings, state), recipient_of(keys.identity)]
        journal = Journal(folder / _JOURNAL, recipients, keys.identity)
        yield FirstDesk(folder, settings, keys, state, journal)


def prepared_by(first: FirstDesk) -> Prepared:
    """What the first entry of the journal says: all runs that the board now waits for.

    Raises ``Refused("registrar.prepared")`` where a journal exists, and as ``served_runs``.
    """
    if first.journal.entries():
        raise Refused("registrar.prepared", path=str(first.folder))
    unit = section_of_channel(first.state, first.channel).id
    return Prepared(
        first.state.origin, first.channel, unit, served_runs(first.state, first.channel)
    )


def _recipients(settings: Settings, state: State) -> list[str]:
    """The commission and every camp's agent can open the book, and nobody else is asked to."""
    for role in settings.recipients:
        if role not in state.keys or role_kind(role) not in {"agent", "commission"}:
            raise Refused("registrar.recipient", role=role)
    agents = {role for role in state.keys if role_kind(role) == "agent"}
    for role in sorted(agents - settings.recipients.keys()):
        raise Refused("registrar.recipient-missing", role=role)
    if not any(role_kind(role) == "commission" for role in settings.recipients):
        raise Refused("registrar.recipient-missing", role="commission")
    return list(dict.fromkeys(settings.recipients.values()))
