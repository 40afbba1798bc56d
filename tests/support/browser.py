"""A browser for tests: Debian's Chromium, pages judged by axe-core and html-validate from ``web/``.

>>> with open_browser() as browser:                               # doctest: +SKIP
...     page = browser.new_page()
...     assert_accessible(page)
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.support.codes import ROOT

__all__ = [
    "OFFICE_SCRIPTS",
    "SCRIPT",
    "assert_accessible",
    "assert_valid_html",
    "barriers",
    "open_browser",
    "wait",
]

WEB = ROOT / "web"
AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
VALIDATOR = WEB / "node_modules" / ".bin" / "html-validate"
SCRIPT = ROOT / "src/suffrage/site/pages/assets/night.js"
OFFICE_SCRIPTS = ROOT / "src/suffrage/office/static"
PATIENCE: Final = 30.0
"""Seconds until what is awaited counts as missing: a busy machine is slow, and not at fault."""
# What axe-core calls worse than a nuisance.
GRAVE = {"serious", "critical"}


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Chromium without a window; skips where it, or the script of the pages, is absent."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium is absent: install it to have the pages tried in a browser")
    if not SCRIPT.is_file():
        pytest.skip("night.js is absent: make setup builds it where Node.js is")
    # Chromium refuses to be its own jailer as root, which build machines are.
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    expect.set_options(timeout=1000 * PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*flags, *quiet])
        try:
            yield browser
        finally:
            browser.close()


def wait(page: Page, holds: Callable[[], bool]) -> None:
    """Let an open page go on until something holds elsewhere; fails with what the page says."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, page.inner_text("body")
        page.wait_for_timeout(50)


@cache
def _axe() -> str:
    if not AXE.is_file():
        pytest.skip("axe-core is absent: make setup installs the packages of web/")
    return AXE.read_text(encoding="utf-8")


def assert_accessible(page: Page) -> None:
    """Fail with what axe-core finds serious or critical on an open page."""
    grave = barriers(page)
    assert not grave, "\n".join(grave)


def barriers(page: Page) -> list[str]:
    """What axe-core finds serious or critical on an open page, a line each."""
    # Evaluated from outside, where the policy of the page does not reach.
    page.evaluate(_axe())
    found: dict[str, Any] = page.evaluate("axe.run()")
    assert found["passes"], "axe-core has looked at nothing"
    return [
        f"{page.url}: {one['id']}: {one['help']}: {node['html'][:200]}"
        for one in found["violations"]
        if one["impact"] in GRAVE
        for node in one["nodes"][:3]
    ]


def assert_valid_html(pages: Mapping[str, bytes], folder: Path) -> None:
    """Fail with what html-validate refuses; ``folder`` is an empty place to write to."""
    if shutil.which("node") is None or not VALIDATOR.exists():
        pytest.skip("html-validate is absent: make setup installs the packages of web/")
    names = {}
    for number, (path, data) in enumerate(sorted(pages.items())):
        file = folder / f"{number}.html"
        file.write_bytes(data)
        names[str(file)] = path
    config = str(WEB / "support" / "html-validate.json")
    command = ["node", str(VALIDATOR), "--config", config, "--formatter", "json", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=WEB)
    assert done.stdout, done.stderr
    found = [
        f"{names[report['filePath']]}:{one['line']}: {one['ruleId']}: {one['message']}"
        for report in json.loads(done.stdout)
        for one in report["messages"]
    ]
    assert not found, "\n".join(found)
    assert done.returncode == 0, done.stderr
