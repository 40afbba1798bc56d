"""A browser that is photographed: somebody of the story signed in, or a section's phone.

>>> with Camera(playwright, story, Path("docs/images")) as camera:
...     page = camera.page("federation@62")
...     page.goto(address)
...     camera.take(page, "federation", 900)
"""

import io
import os
from pathlib import Path
from typing import Self

from PIL import Image
from playwright.sync_api import Page, Playwright
from story import PEOPLE, Story

__all__ = ["Camera"]

DESK, PHONE = 1200, 360
COLOURS = 64


class Camera:
    """Chromium without a window; pictures are written to ``folder`` as ``office-<name>.png``."""

    def __init__(self, playwright: Playwright, story: Story, folder: Path) -> None:
        # Chromium refuses to be its own jailer as root, which build machines are.
        flags = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        self._chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        self._story, self._folder = story, folder
        self._pages: dict[str, Page] = {}

    def __enter__(self) -> Self:
        """Nothing more to begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the browser."""
        self._chromium.close()

    def page(self, role: str) -> Page:
        """The page of whoever holds a role, signed in by the code of the mail at the first call."""
        if role not in self._pages:
            page = self._open(DESK)
            office, address = self._story.office, PEOPLE[role]
            seen = len(office.mails(address))
            page.goto(f"{office.url}/account/login/code/")
            page.fill("[name=email]", address)
            page.locator("main button").first.click()
            page.fill("[name=code]", office.code_for(address, seen))
            page.locator("main button").first.click()
            page.wait_for_url(f"{office.url}/")
            self._pages[role] = page
        return self._pages[role]

    def phone(self) -> Page:
        """A page as wide as a small phone."""
        return self._open(PHONE)

    def until(self, page: Page, path: str, selector: str) -> None:
        """Open a page again until the publisher has brought what is looked for."""
        for _ in range(60):
            page.goto(self._story.office.url + path)
            if page.locator(selector).count():
                return
            page.wait_for_timeout(500)
        raise TimeoutError(f"{selector} at {path}")

    def take(self, page: Page, name: str, most: int) -> None:
        """Photograph the top of a page, at most ``most`` pixels of it, in few colours."""
        width = page.viewport_size["width"] if page.viewport_size else DESK
        tall = int(page.evaluate("document.documentElement.getBoundingClientRect().height"))
        page.evaluate("document.activeElement && document.activeElement.blur()")
        page.evaluate("window.scrollTo(0, 0)")
        page.set_viewport_size({"width": width, "height": min(tall + 8, most)})
        image = Image.open(io.BytesIO(page.screenshot()))
        data = io.BytesIO()
        image.convert("RGB").quantize(COLOURS).save(data, "PNG", optimize=True)
        (self._folder / f"office-{name}.png").write_bytes(data.getvalue())

    def _open(self, width: int) -> Page:
        context = self._chromium.new_context(
            viewport={"width": width, "height": 800}, locale="en-GB"
        )
        return context.new_page()
