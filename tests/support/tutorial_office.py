"""What somebody has who follows the office's tutorial: its page, a terminal, browsers.

Whatever a step runs, presses or fills in must stand in that step of the page, and the other way.

>>> guide = Guide.read(PAGE)                                      # doctest: +SKIP
>>> people = People(browser, Terminal(folder, (free_port(), free_port())))
>>> people.sign_in("chair").press("My keys")
"""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Download, Locator, Page, expect

__all__ = ["Guide", "People", "Person", "Step", "Terminal"]

_HEADING: Final = re.compile(r"^## (\d+)\. (.+)$", re.MULTILINE)
_BLOCK: Final = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAMED: Final = re.compile(r"\*\*(.+?)\*\*")
_WAIT: Final = 120.0
_SOON: Final = 30_000
"""Milliseconds until a page has what is asked of it; machines that test may be busy."""
_PORTS: Final = {"8000": 0, "8118": 1}


@dataclass(frozen=True)
class Step:
    """One step: its shell blocks, and what it names in bold, which are buttons and fields."""

    blocks: tuple[str, ...]
    named: frozenset[str]


@dataclass(frozen=True)
class Guide:
    """The tutorial: its steps by heading, in their order; ``everywhere`` is named before them."""

    steps: Mapping[str, Step]
    everywhere: frozenset[str]

    @classmethod
    def read(cls, page: Path) -> "Guide":
        """The steps of a page; their numbers must count up from one."""
        head, *parts = _HEADING.split(page.read_text(encoding="utf-8"))
        numbers, titles, texts = parts[0::3], parts[1::3], parts[2::3]
        assert numbers == [str(number + 1) for number in range(len(numbers))]
        assert len(set(titles)) == len(titles)
        steps = {
            title: Step(tuple(_BLOCK.findall(text)), frozenset(_NAMED.findall(text)))
            for title, text in zip(titles, texts, strict=True)
        }
        return cls(steps, frozenset(_NAMED.findall(head)))


class Terminal:
    """One shell, in which blocks run one after another; a command that fails ends the test.

    Only the ports of the page are exchanged for free ones, so that tests can run side by side.
    """

    def __init__(self, folder: Path, ports: tuple[int, int]) -> None:
        self.folder, self.ports = folder, ports
        self._said = folder / "terminal.log"
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("SUFFRAGE_", "DJANGO_", "DATABASE_URL"))
        }
        environment |= {
            "LC_ALL": "C.UTF-8",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        with self._said.open("wb") as said:
            self._shell = subprocess.Popen(
                ["bash", "-euo", "pipefail"],
                cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=said, stderr=said,
            )  # fmt: skip

    def run(self, block: str) -> str:
        """Run a block, once the one before has ended; what it said."""
        stdin = self._shell.stdin
        assert stdin is not None
        before, mark = self._said.stat().st_size, f"ended-{time.monotonic_ns()}"
        stdin.write(f"{{\n{self.local(block)}\n}} < /dev/null\necho {mark}\n".encode())
        stdin.flush()
        until, said = time.monotonic() + _WAIT, ""
        while time.monotonic() < until:
            ended = self._shell.poll() is not None
            said = self._said.read_bytes()[before:].decode(errors="replace")
            if mark in said:
                return said.partition(mark)[0].strip()
            assert not ended, f"{block}\n{said}"
            time.sleep(0.02)
        raise AssertionError(f"{block}\n{said}")

    def local(self, text: str) -> str:
        """A text of the page with this terminal's ports."""
        for port, place in _PORTS.items():
            text = text.replace(port, str(self.ports[place]))
        return text

    def close(self) -> None:
        """End what still runs in it, and the shell."""
        stdin = self._shell.stdin
        if self._shell.poll() is None and stdin is not None:
            stdin.write(b"kill $(jobs -p) || true\nwait || true\n")
            stdin.close()
            self._shell.wait(90)


@dataclass
class Person:
    """Somebody at a window: what they press and fill in, by the names that the page shows.

    ``touches`` counts keys and taps, ``numbers`` and ``photos`` what was filled in.
    """

    page: Page
    used: set[str]
    touches: int = 0
    numbers: int = 0
    photos: int = 0

    def press(self, *names: str) -> "Person":
        """Press buttons, follow links or unfold, one after another."""
        for name in names:
            self._touch(name)
            button = self.page.get_by_role("button", name=name, exact=True)
            link = self.page.get_by_role("link", name=name, exact=True)
            fold = self.page.locator("summary").filter(has_text=re.compile(f"^{re.escape(name)}$"))
            either = button.or_(link).or_(fold)
            # What the page itself has comes before what stands at the head of every page.
            within = self.page.locator("main").locator(either)
            expect(either.first).to_be_visible(timeout=_SOON)
            (within if within.count() else either).first.click()
        return self

    def follow(self, name: str, *, within: Locator | None = None) -> "Person":
        """Follow the link, or press the button, that has a name in its text."""
        self._touch(name)
        place = within or self.page.locator("main")
        link = place.get_by_role("link", name=name)
        link.or_(place.get_by_role("button", name=name)).first.click()
        return self

    def fill(self, fields: Mapping[str, str]) -> None:
        """Type into fields by their labels."""
        for label, text in fields.items():
            self._touch(label, 1 + len(text))
            place = self.page.get_by_label(label, exact=True).first
            self.numbers += place.get_attribute("inputmode") == "numeric"
            place.fill(text)

    def choose(self, name: str) -> None:
        """Take one of several."""
        self._touch(name)
        self.page.get_by_role("radio", name=name).first.check()

    def give(self, label: str, file: Path) -> None:
        """Choose a file, or take a photo: the button, the release, the consent."""
        self._touch(label, 3)
        self.photos += file.suffix == ".jpg"
        self.page.get_by_label(label, exact=True).first.set_input_files(file)

    def fetch(self, name: str, folder: Path) -> Path:
        """Download what a button gives."""
        with self.page.expect_download() as found:
            self.press(name)
        download: Download = found.value
        kept = folder / download.suggested_filename
        download.save_as(kept)
        return kept

    def sign(self) -> None:
        """Sign what is shown, and wait until it is on the board."""
        self.press("Sign and write")
        expect(self.page.get_by_role("status").first).to_contain_text(
            "Written on the board", timeout=_SOON
        )

    def sees(self, text: str, *, seconds: int = 30) -> None:
        """The page says so, or will."""
        expect(self.page.locator("main")).to_contain_text(text, timeout=1000 * seconds)

    def looks_until(self, text: str) -> None:
        """Load the page again until it says so."""
        until = time.monotonic() + _WAIT
        while text not in self.page.inner_text("main"):
            assert time.monotonic() < until, self.page.inner_text("main")
            self.page.wait_for_timeout(200)
            self.page.reload()

    def _touch(self, name: str, touches: int = 1) -> None:
        self.used.add(name)
        self.touches += touches


@dataclass
class People:
    """A browser profile for each person, who signs in with the code of the last mail."""

    browser: Browser
    terminal: Terminal
    used: set[str] = field(default_factory=set)
    _known: dict[str, Person] = field(default_factory=dict)
    _contexts: list[BrowserContext] = field(default_factory=list)
    _code: str = ""

    @property
    def url(self) -> str:
        """The office's address."""
        return self.terminal.local("http://localhost:8000")

    def window(self, width: int = 1100, **more: Any) -> Person:
        """A window of a profile of its own."""
        size = {"width": width, "height": 740}
        context = self.browser.new_context(viewport=size, locale="en-GB", **more)  # type: ignore[arg-type]
        context.set_default_timeout(_SOON)
        self._contexts.append(context)
        return Person(context.new_page(), self.used)

    def sign_in(self, name: str) -> Person:
        """Somebody's window, signed in at the first call: ``chair`` is chair@example.org."""
        if name not in self._known:
            person = self.window()
            person.page.goto(f"{self.url}/account/login/")
            person.fill({"E-mail address": f"{name}@example.org"})
            person.press("Send me a code")
            person.fill({"Code from the mail": self._fresh_code()})
            person.press("Sign in")
            expect(person.page.get_by_role("heading", level=1)).to_have_text(
                "My desks", timeout=_SOON
            )
            self._known[name] = person
        return self._known[name]

    def at(self, name: str, *pages: str) -> Person:
        """Somebody, who goes from the list of the own desks to a page."""
        return self.sign_in(name).press("My desks", *pages)

    def published(self, board: str) -> None:
        """Wait until all that stands on a board is in the public folder."""
        until, page = time.monotonic() + _WAIT, self._contexts[0].pages[0]
        while time.monotonic() < until:
            found = page.request.get(f"{self.url}/health").json()["boards"][board]
            if found["published"] == found["size"]:
                return
            page.wait_for_timeout(200)
        raise AssertionError(found)

    def awaited(self) -> None:
        """Wait until the office answers, as somebody who loads the page again."""
        until = time.monotonic() + _WAIT
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.terminal.ports[0])) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("the office does not answer")

    def close(self) -> None:
        """Close every window."""
        for context in self._contexts:
            context.close()

    def _fresh_code(self) -> str:
        until = time.monotonic() + _WAIT
        while time.monotonic() < until:
            code = self.terminal.run("code")
            if code not in ("", self._code):
                self._code = code
                return code
            time.sleep(0.1)
        raise AssertionError("no new code was mailed")
