"""One browser for the tests of a file, and pages that may not complain."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.support.browser import open_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; skips where it is absent. Its event loop must not outlive the tests of a file."""
    with open_browser() as one:
        yield one


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page with a clock of its own; fails if a script throws or breaks the policy."""
    context = browser.new_context()
    one = context.new_page()
    complaints: list[str] = []
    one.on("pageerror", lambda error: complaints.append(str(error)))
    one.on("console", lambda message: complaints.append(message.text))
    one.clock.install()
    yield one
    context.close()
    # A file that does not answer is told by the browser itself, and is what some tests are about.
    assert [text for text in complaints if "Failed to load resource" not in text] == []
