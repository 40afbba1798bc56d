"""The page on serving the public folder: its nginx settings run, and do what the page says."""

import re
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse

import pytest
from playwright.sync_api import Browser
from tests.support.browser import SCRIPT
from tests.support.codes import ROOT
from tests.support.nginx_process import running_nginx
from tests.support.office_server import free_port
from tests.support.site_server import POLICY, SiteServer

PAGE = (ROOT / "docs/howto/serve.md").read_text(encoding="utf-8")
STYLE = SCRIPT.with_name("night.css")


def settings() -> str:
    found = re.search(r"```nginx\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """nginx with the settings of the page, on a folder with one file of each kind."""
    place = tmp_path_factory.mktemp("nginx")
    folder = place / "election"
    files = {
        "log/checkpoint": b"three lines\n",
        "log/tile/0/000.p/3": bytes(96),
        "blob/16/16453b76": b"{}",
        "results.json": b"{}",
        "sheets.csv": b"contest,unit\n",
        "site/en/text/index.html": b"<!DOCTYPE html><title>x</title>",
        "site/en/text/embed.html": b"<!DOCTYPE html><title>x</title>",
        "site/assets/night.css": STYLE.read_bytes(),
    }
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    number = free_port()
    text = settings().replace("/srv/election", str(folder))
    text = text.replace("listen 80;", f"listen 127.0.0.1:{number};")
    with running_nginx(text, place, number):
        yield number


def get(port: int, path: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", f"/{path}", headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status in {200, 404}
    return answer


def test_what_never_changes_may_be_kept_and_the_rest_is_asked_for(port: int) -> None:
    for path in ("log/tile/0/000.p/3", "blob/16/16453b76"):
        assert "immutable" in (get(port, path).getheader("Cache-Control") or "")
    for path in ("log/checkpoint", "results.json", "site/en/text/index.html"):
        assert get(port, path).getheader("Cache-Control") == "no-cache"
    # A tile that is not there yet may come: its absence is not kept.
    missing = get(port, "log/tile/0/000.p/4")
    assert (missing.status, missing.getheader("Cache-Control")) == (404, None)


def test_a_page_may_do_what_the_browser_tests_allow_it(port: int) -> None:
    answer = get(port, "site/en/text/index.html")
    assert answer.getheader("Content-Security-Policy") == POLICY
    assert answer.getheader("Content-Type") == "text/html; charset=utf-8"
    framed = get(port, "site/en/text/embed.html").getheader("Content-Security-Policy")
    assert framed == POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
    assert get(port, "site/assets/night.css").getheader("Content-Encoding") == "gzip"
    assert get(port, "sheets.csv").getheader("Content-Type") == "text/csv; charset=utf-8"


def test_the_box_for_other_sites_stands_in_a_frame_and_no_page_does(
    port: int, browser: Browser
) -> None:
    base = f"http://127.0.0.1:{port}/site/en/text"
    frames = "".join(f'<iframe src="{base}/{one}.html"></iframe>' for one in ("embed", "index"))
    page = browser.new_page()
    with SiteServer({"press.html": frames.encode()}, policy="frame-src *") as press:
        page.goto(press.address("press.html"), wait_until="networkidle")
        shown = [(frame.url, frame.title()) for frame in page.frames[1:]]
    page.close()
    assert shown[0] == (f"{base}/embed.html", "x")
    assert shown[1][1] != "x"
