"""Make credentials, hand them to the channel, forget them.

A private string lives in ``_deliver_batch`` and in the channel that it is handed to, and nowhere
else: it is in no value that outlives the batch, in no exception and in no trace of one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, Protocol

from suffrage.belenios.backend import load_group
from suffrage.belenios.credentials import derive_exponent, make_credential
from suffrage.belenios.group import Entropy
from suffrage.errors import SuffrageError, Unavailable
from suffrage.registrar.book import Acknowledged, Book, Change, Issued, Line
from suffrage.registrar.electorate import Voter
from suffrage.registrar.runs import Run
from suffrage.roll.salted import draw_salts

__all__ = ["Channel", "Delivery", "Handed", "Keep", "Letter", "deliver"]

BATCH: Final = 32
"""Members whose messages leave between two writings of the book."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One member's message to be: the private string, and the runs that it serves."""

    voter: Voter
    runs: tuple[Run, ...]
    private: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of the letter at ``index``: taken by the channel, or refused for this member."""

    index: int
    refusal: SuffrageError | None = None


class Channel(Protocol):
    """What carries letters; it keeps none of them and tells each as soon as it knows."""

    def carry(self, letters: Sequence[Letter], /) -> Iterator[Handed]:
        """Hand over the letters in turn; raises ``SuffrageError`` when the channel itself fails."""


Keep = Callable[[Sequence[Change]], None]
"""Writes changes of the book down, durably, before it returns."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The book afterwards, and why some members could not be reached, by number."""

    book: Book = field(repr=False)
    refused: dict[str, SuffrageError] = field(repr=False)


def deliver(
    book: Book,
    voters: Sequence[Voter],
    runs: Sequence[Run],
    channel: Channel,
    keep: Keep,
    entropy: Entropy,
    *,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    stopping: Callable[[], bool] = lambda: False,
) -> Delivery:
    """Send every member who lacks one a new credential for the runs where it lacks.

    ``stopping`` is asked between batches. What was issued and not acknowledged, here or in an
    earlier call, never counts: the same call again makes it anew. Raises what the channel raises,
    and ``Unavailable``: ``registrar.key-twice``, ``roll.entropy``, ``bel.entropy``, and
    ``registrar.failed`` in the place of any other error, whose text might quote a message.
    """
    refused: dict[str, SuffrageError] = {}
    due = [voter for voter in voters if book.due(voter.number, runs)]
    waiting = iter(due)
    done = 0
    while batch := list(islice(waiting, 0 if stopping() else BATCH)):
        failure: SuffrageError | None = None
        held = _Holder(book, keep)
        try:
            refused |= _deliver_batch(held, batch, runs, channel, entropy)
        except SuffrageError as error:
            failure = type(error)(error.code, at=error.at, **error.fields)
        except Exception as error:  # noqa: BLE001  (its text could quote a message)
            failure = Unavailable("registrar.failed", kind=type(error).__name__)
        book = held.book
        if failure is not None:
            # Raised here, where no frame and no context leads back to a private string.
            raise failure
        done += len(batch)
        progress(done, len(due))
    return Delivery(book, refused)


class _Holder:
    """The book while a batch is under way: what is written down is also remembered."""

    def __init__(self, book: Book, keep: Keep) -> None:
        self.book = book
        self._keep = keep

    def add(self, changes: Sequence[Change]) -> None:
        if not changes:
            return
        # The fold comes first: what it refuses is never written down.
        after = self.book.after_all(changes)
        self._keep(changes)
        self.book = after


def _deliver_batch(
    held: _Holder,
    voters: Sequence[Voter],
    runs: Sequence[Run],
    channel: Channel,
    entropy: Entropy,
) -> dict[str, SuffrageError]:
    letters, issued = [], []
    for voter in voters:
        due = held.book.due(voter.number, runs)
        private, keys = _make(due, entropy)
        letters.append(Letter(voter, due, private))
        issued.append(Issued(voter.number, keys))
    held.add(issued)
    refused: dict[str, SuffrageError] = {}
    taken: list[Acknowledged] = []
    try:
        for handed in channel.carry(letters):
            number = voters[handed.index].number
            if handed.refusal is None:
                taken.append(Acknowledged(number))
            else:
                refused[number] = handed.refusal
    finally:
        # Whatever happened since, these letters are on their way.
        held.add(taken)
    return refused


def _make(runs: Sequence[Run], entropy: Entropy) -> tuple[str, dict[str, Line]]:
    """A new private string, and for each run its public key with a salt."""
    private = make_credential(runs[0].uuid, entropy, runs[0].group).private
    salts = draw_salts(len(runs), entropy)
    keys = {}
    for run, salt in zip(runs, salts, strict=True):
        group = load_group(run.group)
        secret = derive_exponent(group, run.uuid, private)
        (key,) = group.encode(group.base([secret]))
        keys[run.name] = Line(key, salt)
    return private, keys
