"""What the registrar hands out: the public list of each run, its salted root, and the table.

The list and the root are signed as the record ``credentials.committed/1``. The table is for the
commission and the agents: with it they check that every credential of the list belongs to a
member, and no member has two. Formats: ``docs/spec/credential-table.md``.
"""

from dataclasses import dataclass, field
from typing import Annotated, Final, Literal

from msgspec import Meta

from suffrage.acts.online.commit_credentials import commit_credentials
from suffrage.belenios.credentials import write_public_credentials
from suffrage.board.record import Record
from suffrage.board.signature import Signer
from suffrage.board.submission import write_submission
from suffrage.conduct.state import State
from suffrage.conduct.step import step
from suffrage.errors import Refused
from suffrage.model.values import Ident, UnitId, Value
from suffrage.registrar.book import Book, Line
from suffrage.registrar.electorate import Electorate
from suffrage.registrar.runs import Run
from suffrage.roll.salted import Salted, in_order
from suffrage.tlog.tree import Tree

__all__ = ["ROLE", "Committed", "Leaf", "Row", "Table", "Void", "commit", "leaves_of", "table_of"]

ROLE: Final = "registrar"


class Leaf(Salted, frozen=True):
    """The content of one leaf of a run's root: a member's number and public credential."""

    credential: str
    number: Annotated[str, Meta(min_length=1)]


class Row(Value, frozen=True):
    """One member of the table, with the keys that count, by run."""

    number: str
    keys: dict[str, Line]


class Void(Value, frozen=True):
    """A key that was issued and does not count: lost, interrupted, withdrawn."""

    number: str
    run: str
    key: str


class Table(Value, frozen=True):
    """Who has which public key, by number; it opens no ballot and casts none."""

    format: Literal["suffrage-credentials/1"]
    origin: str
    channel: Ident
    unit: UnitId
    runs: tuple[Run, ...]
    members: tuple[Row, ...]
    void: tuple[Void, ...] = ()


@dataclass(frozen=True, slots=True)
class Committed:
    """A run's public list as Belenios writes it, and the signed record that commits it."""

    run: Run
    public: bytes = field(repr=False)
    record: bytes


def leaves_of(book: Book, run: Run) -> tuple[Leaf, ...]:
    """The leaves of a run in the order of the tree: one for each key that counts."""
    lines = book.counting(run)
    return in_order(Leaf(salt=line.salt, credential=line.key, number=n) for n, line in lines)


def commit(
    state: State, book: Book, electorate: Electorate, run: Run, sign: Signer, now: str
) -> Committed:
    """The list of a run, signed for the board that ``state`` stands for.

    Raises ``Refused``: ``registrar.undelivered`` while a member lacks a credential,
    ``registrar.stranger`` for a credential of nobody on the roll, and whatever the board would
    refuse: it is asked here, so that no record leaves in vain.
    """
    _check_members(book, electorate, run)
    public = write_public_credentials((line.key for _, line in book.counting(run)), group=run.group)
    root = Tree(leaf.leaf for leaf in leaves_of(book, run)).root().hex()
    draft = commit_credentials(state, ROLE, now, run.box, run.run, public, root=root)
    record = write_submission(state.origin, draft, sign)
    step(state, Record.parse(record), None)
    return Committed(run, public, record)


def table_of(book: Book) -> Table:
    """The table of a book: the keys that count, and those that were issued and do not."""
    names = [run.name for run in book.prepared.runs]
    keys: dict[str, dict[str, Line]] = {}
    for run in book.prepared.runs:
        for number, line in book.counting(run):
            keys.setdefault(number, {})[run.name] = line
    counting = {line.key for lines in keys.values() for line in lines.values()}
    void = [
        Void(number, run, key) for key, (number, run) in book.spent.items() if key not in counting
    ]
    prepared = book.prepared
    return Table(
        format="suffrage-credentials/1",
        origin=prepared.origin,
        channel=prepared.channel,
        unit=prepared.unit,
        runs=prepared.runs,
        members=tuple(Row(number, keys[number]) for number in sorted(keys)),
        void=tuple(sorted(void, key=lambda one: (one.number, names.index(one.run), one.key))),
    )


def _check_members(book: Book, electorate: Electorate, run: Run) -> None:
    lacking = sum(bool(book.due(voter.number, [run])) for voter in electorate.voters)
    if lacking:
        raise Refused("registrar.undelivered", number=lacking, run=run.name)
    known = electorate.by_number
    for number, _ in book.counting(run):
        if number not in known:
            raise Refused("registrar.stranger", number=number, run=run.name)
