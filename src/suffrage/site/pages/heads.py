"""What a page says of itself, by its path and the board on which it rests."""

from base64 import b64encode
from dataclasses import replace

from suffrage.site.pages import addresses
from suffrage.site.pages.board import Board
from suffrage.site.pages.people import contest_title, election_title
from suffrage.site.pages.render import Head, Reader
from suffrage.site.pages.settings import Settings
from suffrage.words import LANGUAGES

__all__ = ["below_contest", "head_of"]


def head_of(
    board: Board, path: str, title: str, size: int, reader: Reader, settings: Settings
) -> Head:
    """What a page says of itself, one step below the first page of its language."""
    language, state = reader.language, board.at(size)
    rest = path.removeprefix(f"{addresses.SITE}{language}/")
    front = addresses.front_path(language)
    name = election_title(state, language)
    return Head(
        path=path,
        title=title,
        election=name,
        origin=state.origin,
        size=size,
        root=b64encode(board.root(size)).decode(),
        key=board.log_key,
        zone=state.rules.time_zone,
        twins={one: f"{addresses.SITE}{one}/{rest}" for one in LANGUAGES},
        up=() if path == front else ((name, front),),
        follow=settings.follow,
        scripted=settings.scripted,
        rehearsal=state.rules.rehearsal,
        quorum=state.rules.witnesses.quorum,
        witnesses=tuple(sorted(state.rules.witnesses.keys.values())),
    )


def below_contest(head: Head, board: Board, instance: str, reader: Reader) -> Head:
    """The head of a page below a contest's: the trail leads through the contest."""
    title = contest_title(board.state, instance, reader.language)
    above = (title, addresses.page_path(reader.language, instance))
    return replace(head, up=(*head.up, above))
