"""The script of the public pages in a real browser: what it adds, and what it never believes."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.support.browser import SCRIPT
from tests.support.histories import board_of
from tests.support.simulator import Simulation
from tests.support.site_server import SiteServer

from suffrage.model import canonical
from suffrage.site.pages.all_pages import all_pages
from suffrage.site.pages.settings import Settings
from suffrage.words import Language, sentence

FOLLOW = 20
CONTEST = "site/en/text/index.html"
FRONT = "site/en/index.html"
SHEET_PAGE = "site/en/text/unit/75-001.html"
TO1 = 'data[data-name="text/votes/to1"]'
# The pages that the tests open; others would only cost time.
NEEDED = (
    "site/assets/",
    FRONT,
    "site/en/text/index",
    "site/en/text/at/",
    "site/en/text/unit/75-001",
    "site/fr/text/index",
)
BY_FEDERATION = "section[aria-labelledby=federations]"


def words(key: str, /, language: Language = "en", **fields: str | int) -> str:
    return sentence(key, fields, language)


def published(simulation: Simulation) -> dict[str, bytes]:
    """Everything that is public of an election: its folder, and its site with the script."""
    files = dict(simulation.files())
    settings = Settings(follow=FOLLOW, scripted=True)
    made = all_pages(board_of(simulation), settings)
    return files | {one.path: one.make() for one in made if one.path.startswith(NEEDED)}


@pytest.fixture
def election() -> Simulation:
    """Four sections of six have reported, each seen on the page."""
    simulation = Simulation().to_the_count()
    for unit in ("13-001", "13-002", "75-001", "75-002"):
        simulation.receive(unit)
    return simulation


@pytest.fixture
def server(election: Simulation) -> Iterator[SiteServer]:
    with SiteServer(published(election)) as one:
        yield one


def look(page: Page, server: SiteServer) -> None:
    """Let time pass until the page asks for the checkpoint, beyond what it asked at first."""
    expect(foot(page)).to_be_visible()
    before = server.asked["log/checkpoint"]
    for _ in range(200):
        page.clock.run_for(1_000 * FOLLOW // 4)
        if server.asked["log/checkpoint"] > before:
            return
        page.evaluate("new Promise((done) => requestAnimationFrame(done))")
    raise AssertionError("the page does not follow")


def foot(page: Page) -> Locator:
    """What the foot says of witnesses, once the page has looked for them."""
    return page.locator("[data-quorum]")


def live(page: Page) -> Locator:
    return page.locator("#live")


# -- following ---------------------------------------------------------------------------------


def test_a_page_takes_over_new_figures_and_says_so(
    page: Page, server: SiteServer, election: Simulation
) -> None:
    page.goto(server.address(CONTEST))
    before = page.locator(TO1).first.text_content()
    size = page.locator('meta[name="suffrage:size"]').get_attribute("content")
    election.wait().receive("75-003")
    server.files.update(published(election))
    look(page, server)
    expect(live(page)).to_contain_text(words("page.live.new"))
    expect(live(page)).to_contain_text(page.locator(".opening").inner_text())
    # The foot names the board that is shown now, and is told its witnesses.
    new = page.locator('meta[name="suffrage:root"]').get_attribute("content")
    expect(page.locator("footer .hash code")).to_have_text(str(new))
    expect(foot(page)).to_be_visible()
    assert page.locator(TO1).first.text_content() != before
    expect(page.locator(TO1).first).to_have_class("changed")
    expected = page.locator('data[data-name="text/units/expected"]').first
    expect(expected).not_to_have_class("changed")
    assert page.locator('meta[name="suffrage:size"]').get_attribute("content") != size
    # On a phone the line covers figures: it goes with the next look, the marks stay.
    look(page, server)
    expect(live(page)).to_be_empty()
    expect(page.locator(TO1).first).to_have_class("changed")


def test_a_page_without_figures_reads_out_its_new_sentences(
    page: Page, server: SiteServer, election: Simulation
) -> None:
    page.goto(server.address(FRONT))
    before = page.locator(".opening").all_inner_texts()
    election.wait().receive("75-003")
    server.files.update(published(election))
    look(page, server)
    expect(live(page)).to_contain_text(words("page.live.new"))
    after = page.locator(".opening").all_inner_texts()
    (news,) = [text for text in after if text not in before]
    assert len(after) == 2
    expect(live(page)).to_have_text(f"{words('page.live.new')} {news}")


def test_a_hidden_page_asks_for_nothing_and_looks_when_it_is_shown(
    page: Page, server: SiteServer
) -> None:
    page.goto(server.address(CONTEST))
    expect(foot(page)).to_be_visible()
    first = server.asked["log/checkpoint"]
    show = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true})"
    page.evaluate(show % "true")
    page.clock.run_for(600_000)
    assert server.asked["log/checkpoint"] == first == 1
    page.evaluate(show % "false")
    with page.expect_response("**/log/checkpoint"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    look(page, server)
    assert server.asked["log/checkpoint"] == 3


def test_a_page_that_does_not_change_stays_silent(
    page: Page, server: SiteServer, election: Simulation
) -> None:
    page.goto(server.address(CONTEST))
    election.wait().receive("75-003")
    pages = {path: data for path, data in server.files.items() if path.startswith("site/")}
    server.files.update(published(election) | pages)
    for _ in range(6):
        look(page, server)
    expect(live(page)).to_be_empty()
    # The page is asked for a few times, since it is written after the checkpoint, then no more.
    assert server.asked[CONTEST] == 5


def test_what_the_reader_chose_stays(page: Page, server: SiteServer, election: Simulation) -> None:
    page.goto(server.address(CONTEST))
    table = page.locator(f"{BY_FEDERATION} table")
    page.get_by_role("searchbox").fill("75")
    heading = table.locator("thead th").last
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    election.wait().receive("75-003")
    server.files.update(published(election))
    look(page, server)
    expect(live(page)).to_contain_text(words("page.live.new"))
    expect(table.locator("tbody tr:visible")).to_have_count(1)
    expect(page.get_by_role("searchbox")).to_have_value("75")
    heading = table.locator("thead th").last
    expect(heading).to_have_attribute("aria-sort", "descending")
    expect(heading.get_by_role("button")).to_be_focused()


def test_who_stands_on_a_link_of_the_foot_stays_there(
    page: Page, server: SiteServer, election: Simulation
) -> None:
    page.goto(server.address(CONTEST))
    check = page.locator("footer a").first
    check.focus()
    before = page.locator("footer").inner_text()
    election.wait().receive("75-003")
    server.files.update(published(election))
    look(page, server)
    expect(page.locator("footer")).not_to_have_text(before)
    expect(check).to_be_focused()


def test_a_board_that_contradicts_raises_the_alarm_for_good(
    page: Page, server: SiteServer, election: Simulation
) -> None:
    page.goto(server.address(CONTEST))
    honest = dict(server.files)
    other = Simulation().to_the_count()
    for unit in ("13-001", "13-002", "75-001", "75-003", "75-002"):
        other.receive(unit)
    server.files.update(published(other))
    look(page, server)
    expect(live(page)).to_have_text(words("page.live.rollback"))
    expect(live(page)).to_have_attribute("aria-live", "assertive")
    expect(page.locator(".changed")).to_have_count(0)
    server.files.update(honest)
    with pytest.raises(AssertionError, match="does not follow"):
        look(page, server)
    expect(live(page)).to_have_text(words("page.live.rollback"))
    assert other.state.size == election.state.size + 1


def test_a_shorter_board_is_an_alarm_when_it_comes_twice(
    page: Page, server: SiteServer, election: Simulation
) -> None:
    older = server.files["log/checkpoint"]
    election.wait().receive("75-003")
    server.files.update(published(election))
    newer = server.files["log/checkpoint"]
    page.goto(server.address(CONTEST))
    server.files["log/checkpoint"] = older
    look(page, server)
    expect(live(page)).to_be_empty()
    look(page, server)
    expect(live(page)).to_have_text(words("page.live.rollback"))
    server.files["log/checkpoint"] = newer
    look(page, server)
    expect(live(page)).to_be_empty()


@pytest.mark.parametrize("fault", ["signature", "key", "absent", "no note"])
def test_a_checkpoint_that_is_none(
    page: Page, server: SiteServer, election: Simulation, fault: str
) -> None:
    page.goto(server.address(CONTEST))
    good = server.files["log/checkpoint"]
    if fault == "signature":
        line = good.splitlines(keepends=True)[4]
        server.files["log/checkpoint"] = good.replace(line[-9:-5], b"AAAA")
    elif fault == "key":
        lines = good.splitlines(keepends=True)
        server.files["log/checkpoint"] = b"".join(lines[:4] + lines[5:])
    elif fault == "absent":
        server.down = True
    else:
        server.files["log/checkpoint"] = b"<html>Please pay for this network</html>\n"
    look(page, server)
    if fault in {"signature", "key"}:
        expect(live(page)).to_have_text(words("page.live.rollback"))
        return
    expect(live(page)).to_be_empty()
    look(page, server)
    expect(live(page)).to_have_text(words("page.live.stale"))
    server.down = False
    server.files["log/checkpoint"] = good
    look(page, server)
    expect(live(page)).to_be_empty()
    assert election.state.size


def test_a_page_that_runs_ahead_of_its_board_is_not_taken_over(
    page: Page, server: SiteServer, election: Simulation
) -> None:
    page.goto(server.address(CONTEST))
    election.wait().receive("75-003")
    server.files.update(published(election))
    forged = server.files[CONTEST].replace(b'size" content="', b'size" content="9')
    server.files[CONTEST] = forged
    before = page.locator("main").inner_text()
    look(page, server)
    look(page, server)
    expect(live(page)).to_be_empty()
    assert page.locator("main").inner_text() == before


def test_a_page_of_another_board_raises_the_alarm(
    page: Page, server: SiteServer, election: Simulation
) -> None:
    page.goto(server.address(CONTEST))
    root = page.locator('meta[name="suffrage:root"]').get_attribute("content")
    election.wait().receive("75-003")
    files = published(election)
    mine = files[CONTEST].decode()
    new = mine.partition('suffrage:root" content="')[2].partition('"')[0]
    assert root
    assert new != root
    server.files.update(files | {CONTEST: mine.replace(new, root).encode()})
    look(page, server)
    expect(live(page)).to_have_text(words("page.live.rollback"))
    expect(page.locator(".changed")).to_have_count(0)


def test_a_permanent_page_looks_for_its_witnesses_and_asks_for_nothing_more(
    page: Page, server: SiteServer
) -> None:
    path = next(path for path in server.files if path.startswith("site/en/text/at/"))
    page.goto(server.address(path))
    expect(foot(page)).to_be_visible()
    page.clock.run_for(600_000)
    assert server.asked["log/checkpoint"] == 1


# -- tables ------------------------------------------------------------------------------------


def rows(table: Locator) -> list[str]:
    return table.locator("tbody tr:visible th").all_inner_texts()


def test_a_table_sorts_by_mouse_and_keyboard(page: Page, server: SiteServer) -> None:
    page.goto(server.address(CONTEST))
    table = page.locator(f"{BY_FEDERATION} table")
    assert rows(table) == ["13", "75"]
    first, votes = table.locator("thead th").first, table.locator("thead th").nth(3)
    first.get_by_role("button").click()
    expect(first).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("Enter")
    expect(first).to_have_attribute("aria-sort", "descending")
    assert rows(table) == ["75", "13"]
    votes.get_by_role("button").click()
    expect(votes).to_have_attribute("aria-sort", "descending")
    expect(table.locator("th[aria-sort]")).to_have_count(1)
    cells = table.locator("tbody tr td:nth-child(4) data")
    values = [int(one.get_attribute("value") or "") for one in cells.all()]
    assert values == sorted(values, reverse=True)


def test_a_table_filters_by_words(page: Page, server: SiteServer) -> None:
    page.goto(server.address("site/fr/text/index.html"))
    table = page.locator(f"{BY_FEDERATION} table")
    field = page.get_by_label(words("page.filter", "fr"), exact=True)
    field.fill(" 13 ")
    assert rows(table) == ["13"]
    expect(page.locator(".filter output")).to_have_text("1 / 2")
    field.fill("nobody")
    assert rows(table) == []
    field.fill("")
    assert rows(table) == ["13", "75"]
    expect(page.locator(".filter output")).to_be_empty()


# -- check it yourself -------------------------------------------------------------------------


@pytest.fixture
def sheet(election: Simulation) -> str:
    """The SHA-256 of the sheet whose page is tried."""
    return hashlib.sha256(canonical.encode(election.sheet("75-001"))).hexdigest()


def steps(page: Page, server: SiteServer) -> tuple[list[str], list[str]]:
    """Open the page of the sheet, check, and say what held and what did not."""
    page.goto(server.address(SHEET_PAGE))
    button = page.get_by_role("button", name=words("page.check.button"))
    button.click()
    expect(button).not_to_have_attribute("aria-disabled", "true")
    expect(page.locator("[data-steps] li").first).to_be_visible()
    held, failed = ("[data-steps] li.ok", "[data-steps] li.bad")
    return page.locator(held).all_inner_texts(), page.locator(failed).all_inner_texts()


def test_every_step_from_the_key_to_the_figures(
    page: Page, server: SiteServer, election: Simulation, sheet: str
) -> None:
    held, failed = steps(page, server)
    assert failed == []
    assert len(held) == 6
    assert f"board of {election.state.size} records" in held[0]
    assert "secretary@75-001" in held[3]
    assert '"kind":"sheet.received/1"' in held[3]
    assert sheet in held[4]
    assert '"votes":{"to1":' in held[4]
    assert held[5] == words("page.check.figures", figures=11)


def test_it_still_holds_when_the_board_has_grown(
    page: Page, server: SiteServer, election: Simulation, sheet: str
) -> None:
    size = page_size(server.files[SHEET_PAGE])
    assert size < election.state.size
    election.wait().receive("75-003")
    server.files.update(election.files())
    held, failed = steps(page, server)
    assert (len(held), failed) == (6, [])
    assert held[1] == words("page.check.growth", old=size)
    assert sheet


def page_size(data: bytes) -> int:
    return int(data.partition(b'suffrage:size" content="')[2].partition(b'"')[0])


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


@pytest.mark.parametrize(
    ("fault", "held", "code"),
    [
        ("checkpoint", 0, "note.signature"),
        ("tile", 1, "log.consistency"),
        ("entry", 2, "log.inclusion"),
        ("blob", 4, "record.blob"),
        ("other blob", 3, "record.blob"),
    ],
)
def test_one_flipped_bit_is_found_at_its_step(
    page: Page, server: SiteServer, sheet: str, fault: str, held: int, code: str
) -> None:
    files = server.files
    path = {
        "checkpoint": "log/checkpoint",
        "tile": next(path for path in files if path.startswith("log/tile/0/")),
        "entry": next(path for path in files if path.startswith("log/tile/entries/")),
        "blob": f"blob/{sheet[:2]}/{sheet}",
        "other blob": SHEET_PAGE,
    }[fault]
    if fault == "other blob":
        other = hashlib.sha256(b"another sheet").hexdigest()
        files[path] = files[path].replace(sheet.encode(), other.encode())
    elif fault in {"entry", "checkpoint"}:
        # A digit of the payload's hash, or of the board's size.
        place = files[path].index(sheet.encode() if fault == "entry" else b"\n1") + 1
        files[path] = flipped(files[path], place)
    else:
        files[path] = flipped(files[path], len(files[path]) // 2)
    done, failed = steps(page, server)
    assert failed == [words("page.check.bad", code=code)]
    assert len(done) == held


@pytest.mark.parametrize("what", ["value", "text"])
def test_a_page_that_shows_another_figure_is_found(
    page: Page, server: SiteServer, election: Simulation, sheet: str, what: str
) -> None:
    votes = election.sheet("75-001").votes["to1"]
    data = server.files[SHEET_PAGE].decode()
    name = 'data-name="text/unit/75-001/votes/to1" data-field="votes.to1"'
    honest = f'<data value="{votes}" {name}>{votes}</data>'
    assert honest in data
    lie = (
        honest.replace(f'"{votes}"', f'"{votes + 9}"')
        if what == "value"
        else honest.replace(f">{votes}<", f">{votes + 9}<")
    )
    server.files[SHEET_PAGE] = data.replace(honest, lie).encode()
    held, failed = steps(page, server)
    assert len(held) == 5
    assert "votes.to1" in failed[0]
    assert sheet


def test_a_file_that_does_not_answer(page: Page, server: SiteServer, sheet: str) -> None:
    del server.files[f"blob/{sheet[:2]}/{sheet}"]
    held, failed = steps(page, server)
    assert len(held) == 4
    assert failed == [words("page.check.absent")]


def test_a_page_on_a_disk_says_why_it_cannot_check_and_does_not_follow(
    page: Page, server: SiteServer, sheet: str, tmp_path: Path
) -> None:
    for path, data in server.files.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    page.goto((tmp_path / SHEET_PAGE).as_uri())
    page.get_by_role("button", name=words("page.check.button")).click()
    expect(page.locator("[data-steps] li.bad")).to_have_text(words("page.check.offline"))
    page.goto((tmp_path / CONTEST).as_uri())
    page.clock.run_for(600_000)
    expect(live(page)).to_be_empty()
    assert sheet


# -- without the script ------------------------------------------------------------------------


def test_without_the_script_a_page_is_whole(
    browser: Browser, server: SiteServer, sheet: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.address(CONTEST))
    assert rows(page.locator(f"{BY_FEDERATION} table")) == ["13", "75"]
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("searchbox")).to_have_count(0)
    page.goto(server.address(SHEET_PAGE))
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator("main data").first).to_be_visible()
    context.close()
    assert sheet


def test_a_site_without_the_script_names_none(election: Simulation) -> None:
    made = all_pages(board_of(election), Settings(follow=FOLLOW, scripted=False))
    pages = {one.path: one.make() for one in made}
    assert SCRIPT.is_file()
    assert not [path for path, data in pages.items() if b"<script" in data or "night.js" in path]
