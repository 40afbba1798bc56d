"""How a stranger checks every figure: what to fetch, what to run, whom to believe."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from suffrage.site.files import SiteFile
from suffrage.site.pages import addresses
from suffrage.site.pages.board import Board
from suffrage.site.pages.heads import head_of
from suffrage.site.pages.in_languages import in_languages
from suffrage.site.pages.render import Reader, render
from suffrage.site.pages.settings import Settings

__all__ = ["CheckView", "check_files"]


@dataclass(frozen=True, slots=True)
class CheckView:
    """What the convening notice says, to be compared with it on paper."""

    origin: str
    log_key: str
    definition: str
    witnesses: tuple[tuple[str, str], ...]
    quorum: int
    boxes: tuple[str, ...]


def check_files(board: Board, settings: Settings) -> Iterator[SiteFile]:
    """The page in both languages; it follows from the definition and the runs of boxes."""
    state = board.state
    view = CheckView(
        origin=state.origin,
        log_key=board.log_key,
        definition=state.rules.digest,
        witnesses=tuple(sorted(state.rules.witnesses.keys.items())),
        quorum=state.rules.witnesses.quorum,
        boxes=tuple(f"box/{box}-{run}.bel" for box, run in sorted(state.runs)),
    )
    latest = max(map(board.history.changed, state.rules.instances()))
    make = partial(_page, board, view, latest, settings)
    yield from in_languages(board, settings, addresses.check_path, latest, make)


def _page(
    board: Board, view: CheckView, size: int, settings: Settings, path: str, reader: Reader
) -> bytes:
    head = head_of(board, path, reader.t("page.foot.check"), size, reader, settings)
    return render("check.html", head, reader, view)
