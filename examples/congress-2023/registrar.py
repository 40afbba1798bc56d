"""The registrar of the demo: one credential a member for both rounds, by a post that is played.

A real registrar works with ``suffrage registrar`` on a computer of its own, and what it hands
over lies in letters. Here each credential lands in the pocket of its voter, who is played too,
and the table lies open in ``registrar.json``, which a real one seals to the agents.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from stage import Stage

from suffrage.model import canonical
from suffrage.registrar.book import Book, Prepared
from suffrage.registrar.check import check_table
from suffrage.registrar.deliver import Handed, Letter, deliver
from suffrage.registrar.electorate import Electorate, Voter
from suffrage.registrar.lists import ROLE, Table, commit, table_of
from suffrage.registrar.runs import section_of_channel, served_runs

_CHANNEL = "abroad"


@dataclass
class Pockets:
    """A channel that gives each voter the own credential; ``lists`` are public, by box."""

    credentials: list[str] = field(default_factory=list, repr=False)
    lists: dict[str, bytes] = field(default_factory=dict)

    def carry(self, letters: Sequence[Letter]) -> Iterator[Handed]:
        """Hand over every letter."""
        for index, letter in enumerate(letters):
            self.credentials.append(letter.private)
            yield Handed(index)


def send_credentials(stage: Stage) -> Pockets:
    """New credentials for all members abroad, in every round whose box has not opened."""
    state = stage.state
    unit = section_of_channel(state, _CHANNEL)
    runs = served_runs(state, _CHANNEL)
    numbers = range(1, state.registered[unit.id] + 1)
    voters = tuple(Voter(f"{unit.id}/{number}", "", "fr") for number in numbers)
    pockets = Pockets()
    empty = Book(Prepared(state.origin, _CHANNEL, unit.id, runs))
    book = deliver(empty, voters, runs, pockets, lambda _changes: None, os.urandom).book
    for run in runs:
        people = Electorate(voters, ())
        made = commit(stage.state, book, people, run, stage.sign(ROLE), stage.at)
        stage.take(made.record)
        pockets.lists[run.box] = made.public
    table = stage.out / "registrar.json"
    table.write_bytes(canonical.encode(table_of(book)))
    _check(stage, table.read_bytes())
    return pockets


def _check(stage: Stage, table: bytes) -> None:
    """The agents find each list of the table on the board, and one key a member in each."""
    checked = check_table(canonical.decode(table, Table), stage.state)
    members = {one.members for one in checked}
    if len(members) != 1:
        raise SystemExit("the registrar's lists are of different lengths")
    stage.screen.say(
        stage.at,
        f"{members.pop()} credentials sent and forgotten; agents check both rounds' lists",
    )
