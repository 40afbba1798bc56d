"""Each member's opening: the way from the own number and public credential to the signed root.

It goes by another channel than the credential. It cannot vote; it tells its reader which
credential is the member's, and with the box's archive whether the member has voted.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final, Literal

from msgspec import Meta

from suffrage.conduct.state import State
from suffrage.errors import NotVerified, Refused
from suffrage.model.values import Ident, Value
from suffrage.registrar.book import Book
from suffrage.registrar.lists import Leaf, leaves_of
from suffrage.registrar.runs import Run
from suffrage.roll.salted import Path, check_leaf, path_to
from suffrage.tlog.merkle import verify_inclusion
from suffrage.tlog.tree import Tree

__all__ = ["FORMAT", "MemberOpening", "RunOpening", "check_opening", "open_members"]

FORMAT: Final = "suffrage-opening/1"


class RunOpening(Path, frozen=True):
    """A member's leaf in the root of one run."""

    box: Ident
    run: int
    secret: Leaf


class MemberOpening(Value, frozen=True):
    """What one member receives: an opening for each run whose root is on the board."""

    format: Literal["suffrage-opening/1"]
    origin: str
    openings: Annotated[tuple[RunOpening, ...], Meta(min_length=1)]

    @property
    def number(self) -> str:
        """The number of the member, the same in each opening."""
        return self.openings[0].secret.number


def open_members(state: State, book: Book) -> list[MemberOpening]:
    """The opening of each member, by number, for the runs whose present root is on the board.

    Raises ``Refused("registrar.uncommitted")`` when that is none of them.
    """
    found: dict[str, list[RunOpening]] = {}
    for run in book.prepared.runs:
        for one in _openings(state, book, run):
            found.setdefault(one.secret.number, []).append(one)
    if not found:
        raise Refused("registrar.uncommitted")
    origin = book.prepared.origin
    return [MemberOpening(FORMAT, origin, tuple(found[number])) for number in sorted(found)]


def _openings(state: State, book: Book, run: Run) -> Iterator[RunOpening]:
    leaves = leaves_of(book, run)
    tree = Tree(leaf.leaf for leaf in leaves)
    stated = state.runs.get((run.box, run.run))
    if stated is None or stated.credential_root != tree.root().hex():
        return
    for index, leaf in enumerate(leaves):
        way = path_to(index, tree.prove_inclusion)
        yield RunOpening(index=way.index, path=way.path, box=run.box, run=run.run, secret=leaf)


def check_opening(opening: MemberOpening, state: State) -> Sequence[RunOpening]:
    """The openings of a member, each of which leads to the root that the board holds.

    Raises ``NotVerified``: ``registrar.other-board``, ``registrar.not-committed``,
    ``registrar.opening``, ``registrar.not-listed`` when the box opened without the credential.
    """
    if opening.origin != state.origin:
        raise NotVerified("registrar.other-board", origin=opening.origin)
    for one in opening.openings:
        run = state.runs.get((one.box, one.run))
        if run is None or not run.credential_root:
            raise NotVerified("registrar.not-committed", box=one.box, run=one.run)
        try:
            check_leaf(one.secret, one, run.credential_root, run.credential_count, verify_inclusion)
        except NotVerified as error:
            raise NotVerified("registrar.opening", box=one.box, run=one.run) from error
        if run.electorate and one.secret.credential not in run.electorate:
            raise NotVerified("registrar.not-listed", box=one.box, run=one.run)
    return opening.openings
