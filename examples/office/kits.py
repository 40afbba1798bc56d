"""Kits printed by the federations; the codes are read from the paper, as people read them."""

import io
import re
import subprocess
import time
import zipfile
from urllib.parse import urljoin

from browser import Browser
from story import Story, require

__all__ = ["print_kits"]

_CODE = re.compile(r"^\s*([0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4})\s*$", re.MULTILINE)
_WAIT = 300.0


def print_kits(story: Story, federation: str, round_: int) -> dict[str, str]:
    """Print all kits of a federation; the code of each section, from its sealed page."""
    officer = story.who(f"federation@{federation}")
    officer.open(story.desk("kits/") + f"?round={round_}")
    require(officer.submit(f"kits/{round_}/all/{federation}"), "print")
    codes = {}
    with zipfile.ZipFile(io.BytesIO(_fetched(officer))) as kits:
        for name in kits.namelist():
            unit = name.removeprefix("kit-").rpartition("-")[0]
            codes[unit] = _code_in(kits.read(name))
    return codes


def _fetched(officer: Browser) -> bytes:
    """The file of all kits, once it is made."""
    until = time.monotonic() + _WAIT
    while time.monotonic() < until:
        page = officer.open(officer.page.url)
        if found := re.search(r'href="([^"]+/file)"', page.text):
            return officer.fetch(urljoin(page.url, found[1]))
        time.sleep(0.3)
    raise TimeoutError(officer.page.words[:400])


def _code_in(pdf: bytes) -> str:
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],  # noqa: S607  (Debian's poppler-utils)
        input=pdf, capture_output=True, check=True,
    ).stdout.decode()  # fmt: skip
    found = _CODE.search(text)
    if found is None:
        raise LookupError("a kit without a code")
    return found[1]
