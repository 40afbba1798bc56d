"""Pictures of the night's page for the documentation, from what ``play.py --night`` has left.

``python pictures.py [FOLDER] [--to docs/images]`` opens the first round's page as it stood at
21:00, at 23:30, at 02:00 and after the certificate, as wide as a phone and as wide as a desk.
"""

import argparse
import io
from pathlib import Path

from live_site import served
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from stage import instant

from suffrage.cli.directory import Directory
from suffrage.night.history import History
from suffrage.verify.follow import Following

MOMENTS = {
    "2100": "2023-01-12T21:00:00",
    "2330": "2023-01-12T23:30:00",
    "0200": "2023-01-13T02:00:00",
    "certified": "2023-01-13T18:00:00",
}
CONTEST = "text"
SIZES = {"phone": (390, 1700), "desk": (1060, 1500)}


def main() -> None:
    """Draw all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("build/demo"))
    parser.add_argument("--to", type=Path, default=Path("docs/images"))
    chosen = parser.parse_args()
    public = chosen.folder / "public"
    pages = {name: page_at(public, instant(local)) for name, local in MOMENTS.items()}
    with served(public) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        root = address.removesuffix("site/index.html")
        for name, path in pages.items():
            for width, size in SIZES.items():
                target = chosen.to / f"night-{name}-{width}.png"
                target.write_bytes(picture(browser, root + path, size))


def page_at(public: Path, moment: str) -> str:
    """The permanent page of the latest figures at an instant."""
    history = History()
    Following(Directory(public), watch=history.add).advance()
    size = history.size_at(moment)
    folder = public / "site" / "fr" / CONTEST / "at"
    kept = [int(page.stem) for page in folder.glob("*.html")]
    latest = max(one for one in kept if one <= size)
    return f"site/fr/{CONTEST}/at/{latest}.html"


def picture(browser: Browser, address: str, size: tuple[int, int]) -> bytes:
    """The top of a page, in few colours."""
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(address)
    drawn = Image.open(io.BytesIO(page.screenshot()))
    page.close()
    data = io.BytesIO()
    drawn.convert("RGB").quantize(128).save(data, "PNG", optimize=True)
    return data.getvalue()


if __name__ == "__main__":
    main()
