"""Every page says how many witnesses have cosigned the board as it is served now."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.support.histories import board_of
from tests.support.simulator import Simulation
from tests.support.site_server import SiteServer

from suffrage.site.pages.all_pages import all_pages
from suffrage.site.pages.settings import Settings
from suffrage.tlog.note import SignatureLine, format_note, parse_note
from suffrage.words import Language, sentence

CHECKPOINT = "log/checkpoint"
PAGES = ("/check.html", "/index.html")


@pytest.fixture
def server() -> Iterator[SiteServer]:
    simulation = Simulation().to_the_count()
    files = dict(simulation.files())
    made = all_pages(board_of(simulation), Settings(scripted=True))
    kept = [one for one in made if one.path.endswith(PAGES) or "/assets/" in one.path]
    with SiteServer(files | {one.path: one.make() for one in kept}) as one:
        yield one


def line(page: Page, server: SiteServer, language: str = "en", name: str = "check") -> Locator:
    page.goto(server.address(f"site/{language}/{name}.html"))
    found = page.locator("[data-quorum]")
    expect(found).to_be_visible()
    return found


def said(code: str, server: SiteServer, cosigned: int, language: Language = "en") -> str:
    size = int(server.files[CHECKPOINT].split(b"\n")[1])
    return sentence(code, {"cosigned": cosigned, "quorum": 2, "size": size}, language)


def only(server: SiteServer, number: int) -> None:
    """The log's own line, and those of so many witnesses."""
    note = parse_note(server.files[CHECKPOINT])
    server.files[CHECKPOINT] = format_note(note.text, note.lines[: 1 + number])


def test_enough_and_too_few(page: Page, server: SiteServer) -> None:
    expect(line(page, server)).to_have_text(said("page.witnessed.enough", server, 2))
    for number in (1, 0):
        only(server, number)
        expect(line(page, server)).to_have_text(said("page.witnessed.few", server, number))
        front = line(page, server, name="index")
        expect(front).to_have_text(said("page.witnessed.few", server, number))
        expect(front).to_have_class("few")
    french = said("page.witnessed.few", server, 0, "fr")
    shown = line(page, server, "fr").inner_text()
    assert " ".join(shown.split()) == " ".join(french.split())


def test_a_stranger_s_line_counts_for_nothing_and_a_false_one_for_no_verdict(
    page: Page, server: SiteServer
) -> None:
    note = parse_note(server.files[CHECKPOINT])
    log, one, _ = note.lines
    stranger = SignatureLine("witness.stranger.example.org", one.key_id, one.signature)
    server.files[CHECKPOINT] = format_note(note.text, [log, one, stranger])
    expect(line(page, server)).to_have_text(said("page.witnessed.few", server, 1))
    false = SignatureLine(one.name, one.key_id, bytes(len(one.signature)))
    server.files[CHECKPOINT] = format_note(note.text, [log, false])
    unknown = sentence("page.witnessed.unknown", {}, "en")
    expect(line(page, server)).to_have_text(unknown)
    del server.files[CHECKPOINT]
    expect(line(page, server)).to_have_text(unknown)
