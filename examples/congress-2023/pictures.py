"""Pictures of the night's pages for the documentation, from what ``play.py`` has left.

``python pictures.py [FOLDER] [--to docs/images]`` makes the pages as they stood at each moment,
from the public folder alone, and opens them as wide as a phone and as wide as a desk.
"""

import argparse
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

from live_site import served
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from stage import instant

from suffrage.board.record import Body, Record
from suffrage.cli.directory import Directory
from suffrage.conduct.state import State
from suffrage.night.history import History
from suffrage.night.projection.from_board import project_board
from suffrage.site.pages.addresses import page_path
from suffrage.site.pages.all_pages import all_pages
from suffrage.site.pages.board import Board
from suffrage.site.pages.settings import Settings
from suffrage.tlog.keys import format_key
from suffrage.verify.follow import Following

WIDTHS = {"phone": (390, 1700), "desk": (1060, 1500)}


@dataclass(frozen=True)
class Picture:
    """A contest's page at a local time."""

    name: str
    contest: str
    at: str


PICTURES = (
    Picture("2100", "text", "2023-01-12T21:00:00"),
    Picture("2330", "text", "2023-01-12T23:30:00"),
    Picture("0200", "text", "2023-01-13T02:00:00"),
    Picture("certified", "text", "2023-01-13T18:00:00"),
    Picture("round-2", "first-secretary", "2023-01-19T23:30:00"),
)


def main() -> None:
    """Draw all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("build/demo"))
    parser.add_argument("--to", type=Path, default=Path("docs/images"))
    chosen = parser.parse_args()
    course: list[tuple[Record, Body, State]] = []
    following = Following(
        Directory(chosen.folder / "public"), watch=lambda *one: course.append(one)
    )
    following.advance()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        for one in PICTURES:
            with tempfile.TemporaryDirectory() as folder:
                page = write_page(Path(folder), one, course, following)
                with served(Path(folder)) as address:
                    root = address.removesuffix("site/index.html")
                    for width, size in WIDTHS.items():
                        target = chosen.to / f"night-{one.name}-{width}.png"
                        target.write_bytes(drawn(browser, root + page, size))


def write_page(
    folder: Path, one: Picture, course: list[tuple[Record, Body, State]], following: Following
) -> str:
    """Write the page and its style as they stood; the path of the page comes back."""
    history = History()
    for record, body, state in course:
        if record.at > instant(one.at):
            break
        history.add(record, body, state)
    board = Board(history, following.tree.root, format_key(following.key), project_board)
    page = page_path("fr", one.contest)
    for file in all_pages(board, Settings(follow=0)):
        if file.path in (page, "site/assets/night.css"):
            target = folder / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.make())
    return page


def drawn(browser: Browser, address: str, size: tuple[int, int]) -> bytes:
    """The top of a page, in few colours."""
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(address)
    image = Image.open(io.BytesIO(page.screenshot()))
    page.close()
    data = io.BytesIO()
    image.convert("RGB").quantize(128).save(data, "PNG", optimize=True)
    return data.getvalue()


if __name__ == "__main__":
    main()
