"""What a dossier is made from: a board that was checked, its tree, and the texts that it names.

>>> source = Source(board, tree, note, read_text, "fr")             # doctest: +SKIP
>>> source.text(digest)                                             # doctest: +SKIP
Account(words='Seen at 19:40.', erased=False)
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from suffrage.board.kinds import KINDS
from suffrage.board.kinds.kind import Text
from suffrage.conduct.state import State
from suffrage.night.history import Entry
from suffrage.site.exports.cells import clean
from suffrage.site.exports.stamp import Stamp, stamp_of
from suffrage.site.pages.board import Board
from suffrage.site.pages.render import Reader
from suffrage.site.pages.roles import role_name
from suffrage.tlog.tree import Tree
from suffrage.words import Language

__all__ = ["Account", "Rows", "Source"]

Rows = tuple[tuple[str, ...], ...]
"""A table as people read it: every cell is told in the language of the document."""


@dataclass(frozen=True, slots=True)
class Account:
    """A text that somebody wrote, by lines; ``erased`` where only its hash is left."""

    lines: tuple[str, ...]
    erased: bool


@dataclass(frozen=True)
class Source:
    """A checked board in a language.

    ``tree`` is the log's, ``note`` its cosigned checkpoint as published, and ``blob`` reads a
    payload by its hash, ``None`` where it is erased.
    """

    board: Board
    tree: Tree = field(repr=False)
    note: bytes = field(repr=False)
    blob: Callable[[str], bytes | None] = field(repr=False)
    language: Language

    @property
    def state(self) -> State:
        """The state after the last record."""
        return self.board.state

    @cached_property
    def reader(self) -> Reader:
        """How the document speaks."""
        return Reader(self.language, self.state.rules.time_zone)

    @cached_property
    def stamp(self) -> Stamp:
        """The board on which the document rests."""
        return stamp_of(self.board.history, self.board.root(self.board.size))

    def acts(self, *families: str) -> Iterator[Entry]:
        """The records of these families (``lot.drawn``), in the order of the log."""
        found = (
            entry
            for kind in KINDS
            if kind.partition("/")[0] in families
            for entry in self.board.history.acts(kind)
        )
        return iter(sorted(found, key=lambda entry: entry.index))

    def role(self, role: str) -> str:
        """A role in words, with its code, which is the same in both languages."""
        told = clean(role_name(self.state, role, self.reader))
        return f"{told} [{role}]"

    def account(self, entry: Entry) -> Account:
        """The text that a record carries."""
        data = entry.body.data if isinstance(entry.body, Text) else b""
        return _account(data)

    def reason(self, digest: str) -> Account | None:
        """The text of a hash that a vote names; ``None`` where it names none."""
        return _account(self.blob(digest) or b"") if digest else None


def _account(data: bytes) -> Account:
    lines = _lines(data.decode("utf-8", errors="replace").splitlines())
    return Account(lines, erased=not data)


def _lines(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(clean(line) for line in found if line.strip())
