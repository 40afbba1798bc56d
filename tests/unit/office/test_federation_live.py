"""While somebody copies a sheet the page says what its figures show, and never the right one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.support.browser import open_browser
from tests.support.desk_scripts import bundled

pytestmark = pytest.mark.long

FIELDS = ("signatures", "proxies", "ballots", "blank", "void", "valid", "votes.to1", "votes.to2")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as one:
        yield one


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    fields = "".join(
        f'<label for="{name}">{name}</label><input id="{name}" name="{name}" inputmode="numeric">'
        for name in FIELDS
    )
    one = browser.new_page()
    one.set_content(
        f'<html lang="en"><form data-sheet data-registered="90">{fields}'
        '<div data-findings role="status"></div></form></html>'
    )
    one.add_script_tag(content=bundled("sheet_live.ts", "enhanceSheets(document)").decode())
    yield one
    one.close()


def copy(page: Page, **figures: int) -> str:
    typed = {"signatures": 60, "proxies": 0, "ballots": 60, "blank": 1, "void": 0, "valid": 59}
    votes = {"votes.to1": 40, "votes.to2": 19}
    for name, value in {**typed, **votes, **figures}.items():
        page.locator(f'[name="{name}"]').fill(str(value))
    return page.locator("[data-findings]").inner_text()


def test_a_sheet_that_adds_up_says_nothing(page: Page) -> None:
    assert copy(page) == ""


def test_a_sum_that_does_not_add_up_is_said_without_the_right_one(page: Page) -> None:
    said = copy(page, valid=58)
    assert "58 valid votes are not the sum" in said
    assert "59" not in said
    assert page.locator("[data-findings] .fault").count() == 2


def test_nothing_is_said_before_every_line_is_there(page: Page) -> None:
    copy(page, valid=58)
    page.locator("[name=blank]").fill("")
    assert page.locator("[data-findings]").inner_text() == ""
