"""The page on running the office: its nginx settings, with an office started as its unit says."""

import hashlib
import json
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.support import crowd
from tests.support.kits import entropy_of
from tests.support.nginx_front import Answer, Front, nginx_front
from tests.support.office_page import block, unit_line
from tests.support.office_server import OfficeServer, office_server
from tests.support.site_server import POLICY

from suffrage.office.codes import draw_code

CHAIR = "chair@example.org"
TOKEN = "t" * 32
GUESSES = 20
"""False codes from one line in a quarter of an hour."""

SLOW = 20
MEGABYTE = 2**20
YEARS = "max-age=63072000; includeSubDomains"


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder with a short name: the path of a socket has at most a hundred letters."""
    with tempfile.TemporaryDirectory(prefix="front-") as name:
        yield Path(name)


@pytest.fixture(scope="module")
def data(place: Path) -> Path:
    """The office's folder: three sections whose polls have closed, and somebody who may sign in."""
    folder = place / "srv" / "office"
    folder.mkdir(parents=True)
    (folder / "clock").write_text(crowd.CLOCK, encoding="ascii")
    crowd.prepare({"SUFFRAGE_DATA": str(folder), "SUFFRAGE_CLOCK": str(folder / "clock")}, 3)
    return folder


@pytest.fixture(scope="module")
def front(place: Path, data: Path) -> Iterator[Front]:
    own, run = place / "nginx", place / "run"
    own.mkdir()
    run.mkdir()
    folders = {"/srv/suffrage": str(data.parent), "/run/suffrage": str(run)}
    with nginx_front(block("nginx"), own, folders) as one:
        yield one


@pytest.fixture(scope="module")
def server(place: Path, data: Path, front: Front) -> Iterator[OfficeServer]:
    """The office as the unit starts it, once it has published."""
    command = unit_line("ExecStart").split()
    assert command[:3] == ["/opt/suffrage/bin/suffrage", "serve", "--bind"]
    bind = command[3].replace("/run/suffrage", str(place / "run"))
    umask = int(unit_line("UMask"), 8)
    with office_server(
        data, clock=crowd.CLOCK, bind=bind, umask=umask, more=command[4:], SUFFRAGE_URL=front.url
    ) as one:
        wait_for((data / "public/congress/site/en/text/embed.html").exists)
        yield one


def wait_for(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


def routes(server: OfficeServer) -> list[str]:
    """What the office itself was asked for."""
    lines = server.log.read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines if line.startswith("{")]
    return [one["route"] for one in told if "route" in one]


# -- what every answer says -------------------------------------------------------------------


@pytest.mark.usefixtures("server")
def test_every_page_says_to_stay_on_https_and_what_it_may_load(front: Front) -> None:
    for path in ("/", "/account/login/", "/static/desk.css", "/health", "/nowhere"):
        answer = front.ask("GET", path)
        assert answer.header("strict-transport-security") == YEARS, path
        assert "script-src 'self'" in answer.header("content-security-policy")
        assert "frame-ancestors 'none'" in answer.header("content-security-policy")
        assert answer.header("x-content-type-options") == "nosniff"
    assert front.ask("GET", "/").header("cache-control") == "no-store"


def test_plain_http_leads_to_https_of_this_office_alone(front: Front) -> None:
    for host in (front.host, "evil.example"):
        connection = HTTPConnection("127.0.0.1", front.plain, timeout=10)
        connection.request("GET", "/account/login/?next=/", headers={"Host": host})
        answer = connection.getresponse()
        assert answer.status == 301
        assert answer.getheader("Location") == f"{front.url}/account/login/?next=/"
        connection.close()


def test_only_protocols_of_today_are_spoken(front: Front) -> None:
    with front.connect() as one:
        assert one.version() in {"TLSv1.2", "TLSv1.3"}
    assert re.search(r"ssl_protocols +TLSv1.2 TLSv1.3;", block("nginx"))


# -- what is public ---------------------------------------------------------------------------


def test_the_public_files_come_from_nginx_and_never_meet_the_office(
    front: Front, server: OfficeServer
) -> None:
    folder = server.data / "public/congress"
    tile = next((folder / "log/tile/0").rglob("*.p/*")).relative_to(folder)
    for path in ("site/en/text/index.html", "log/checkpoint", "results.json", "sheets.csv"):
        answer = front.ask("GET", f"/e/congress/{path}")
        assert (answer.status, answer.header("cache-control")) == (200, "no-cache")
        assert answer.header("content-security-policy") == POLICY
        assert answer.header("strict-transport-security") == YEARS
        assert answer.header("access-control-allow-origin") == "*"
        assert answer.header("x-content-type-options") == "nosniff"
    assert "immutable" in front.ask("GET", f"/e/congress/{tile}").header("cache-control")
    assert front.ask("GET", "/e/congress/log/none").status == 404
    framed = front.ask("GET", "/e/congress/site/en/text/embed.html")
    assert "frame-ancestors *" in framed.header("content-security-policy")
    page = front.ask("GET", "/e/congress/site/en/text/index.html", {"Accept-Encoding": "gzip"})
    assert page.header("content-type") == "text/html; charset=utf-8"
    assert page.header("content-encoding") == "gzip"
    assert front.ask("GET", "/e/congress/sheets.csv").header("content-type").endswith("utf-8")
    assert [route for route in routes(server) if "<path:path>" in route] == []


@pytest.mark.usefixtures("server")
def test_the_address_of_a_board_leads_to_its_first_page(front: Front) -> None:
    answer = front.ask("GET", "/e/congress/")
    assert (answer.status, answer.header("location")) == (
        302,
        f"{front.url}/e/congress/site/index.html",
    )


def test_nothing_beside_the_public_folder_is_served(front: Front, server: OfficeServer) -> None:
    secret = (server.data / "secret").read_bytes().strip()
    (server.data / "public/congress/.half-written").write_bytes(b"half")
    for path in (
        "/e/congress/.half-written",
        "/e/congress/../../secret",
        "/e/congress/%2e%2e/%2e%2e/secret",
        "/e/congress/..%2f..%2fsecret",
        "/e/congress/site/%2e%2e/%2e%2e/%2e%2e/office.sqlite3",
        "/e/%2e%2e/secret",
        "/e/congress//../../secret",
    ):
        answer = front.ask("GET", path)
        assert answer.status in {400, 404}, path
        assert secret not in answer.body


def test_the_web_server_s_group_reads_what_is_public_and_nothing_else(
    server: OfficeServer, data: Path, place: Path
) -> None:
    # The folder of the socket is shut to others; in it the group may ask.
    assert (place / "run/office.sock").stat().st_mode & 0o060 == 0o060
    own = {server.log, data / "clock"}  # written by the test
    open_to_group = [
        path.relative_to(data)
        for path in data.rglob("*")
        if not path.is_relative_to(data / "public") and path not in own
        if path.stat().st_mode & 0o077
    ]
    assert open_to_group == []
    shut = [
        path
        for path in (data / "public").rglob("*")
        if not path.stat().st_mode & 0o040 and not path.name.startswith(".")
    ]
    assert shut == []


# -- who asks ---------------------------------------------------------------------------------


def guess(front: Front, number: int, source: str = "127.0.0.1") -> int:
    """The answer to a false code, from somebody who says to be somebody else."""
    told = f"198.51.100.{number}"
    body = f"code={draw_code(entropy_of(f'wrong {number}'))}".encode()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Origin": front.url,
        "X-Forwarded-For": told,
        "X_Forwarded_For": told,
        "X-Real-IP": told,
        "Forwarded": f"for={told}",
    }
    path = f"/s/congress/{crowd.units_of(3)[0]}/1"
    return front.ask("POST", path, headers, body, source=source).status


@pytest.mark.usefixtures("server")
def test_whoever_forges_an_address_is_limited_by_the_own_one(front: Front) -> None:
    assert {guess(front, number) for number in range(GUESSES)} == {422}
    assert guess(front, GUESSES) == 409
    # Another line is another matter: the limit does not stop everybody.
    assert guess(front, GUESSES, source="127.0.0.2") == 422


@pytest.mark.usefixtures("server")
def test_another_host_is_refused_and_leads_nowhere(front: Front) -> None:
    for headers in ({"Host": "evil.example"}, {"Host": f"{front.host}.evil.example"}):
        answer = front.ask("GET", "/account/login/", headers)
        assert (answer.status, b"evil" in answer.body) == (421, False)
    answer = front.ask("GET", "https://evil.example/account/login/")
    assert (answer.status, b"evil" in answer.body) == (421, False)
    forwarded = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"}
    answer = front.ask("GET", "/desk/congress/keys", forwarded)
    assert (answer.status, answer.header("location")[:15]) == (302, "/account/login/")
    assert answer.header("strict-transport-security") == YEARS
    one = socket.create_connection(("127.0.0.1", front.port), 10)
    with one, pytest.raises(ssl.SSLError):
        front.trust.wrap_socket(one, server_hostname="evil.example")


# -- how much, and how slowly -----------------------------------------------------------------


def picture(size: int) -> bytes:
    """A photo of so many bytes: a small one, filled up as some cameras do."""
    small = crowd.picture_of("", 64)
    return small + bytes(size - len(small))


def send_photo(front: Front, data: bytes) -> Answer:
    headers = {
        "Content-Type": "image/jpeg",
        "X-Contest": "text",
        "Cookie": f"suffrage_section={crowd.cookie_of(crowd.units_of(3)[0])}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Origin": front.url,
    }
    return front.ask("POST", "/section/photo", headers, data)


@pytest.mark.usefixtures("server")
def test_a_photo_as_large_as_may_be_passes_and_a_larger_one_is_told_so(front: Front) -> None:
    largest = picture(4 * MEGABYTE)
    answer = send_photo(front, largest)
    assert answer.status == 200, answer.body
    assert json.loads(answer.body) == {"scan": hashlib.sha256(largest).hexdigest()}
    # The office says it in the reader's language, nginx in both, and to a script as the office.
    answer = send_photo(front, picture(4 * MEGABYTE + 1))
    assert (answer.status, json.loads(answer.body)["code"]) == (422, "photo.large")
    answer = send_photo(front, picture(9 * MEGABYTE))
    assert (answer.status, json.loads(answer.body)["code"]) == (413, "photo.large")


def test_what_is_too_large_for_a_form_is_told_in_words(front: Front, server: OfficeServer) -> None:
    seen = routes(server).count("new/file")
    answer = front.ask("POST", "/new/file", {"Origin": front.url}, bytes(9 * MEGABYTE))
    assert answer.status == 413
    assert answer.header("content-type") == "text/plain; charset=utf-8"
    text = answer.body.decode()
    assert "This is too large" in text
    assert "trop lourd" in text
    assert routes(server).count("new/file") == seen
    # A roll has 32 MB: the office hears of it, and asks who sends it.
    answer = front.ask("POST", "/desk/congress/roll/upload", {}, bytes(33 * MEGABYTE))
    assert answer.status != 413
    answer = front.ask("POST", "/desk/congress/roll/upload", {}, bytes(41 * MEGABYTE))
    assert answer.status == 413


@contextmanager
def slow_bodies(front: Front) -> Iterator[None]:
    """Connections that send one byte of a form now and then, until the block ends.

    The forms are good as far as they have come: the office would have to wait for their rest.
    """
    sockets = [front.connect() for _ in range(SLOW)]
    head = (
        f"POST /account/login/ HTTP/1.1\r\nHost: {front.host}\r\nContent-Length: 9999\r\n"
        f"Cookie: csrftoken={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\nOrigin: {front.url}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\nemail="
    )
    for one in sockets:
        one.sendall(head.encode())
    over = threading.Event()

    def drip() -> None:
        while not over.wait(0.1):
            for one in sockets:
                one.sendall(b"a")

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        yield
        assert thread.is_alive(), "the slow connections were ended"
    finally:
        over.set()
        thread.join()
        for one in sockets:
            one.close()


@pytest.mark.usefixtures("server")
def test_slow_bodies_keep_nobody_waiting(front: Front) -> None:
    with slow_bodies(front):
        begun = time.monotonic()
        for _ in range(5):
            assert front.ask("GET", "/account/login/").status == 200
        assert time.monotonic() - begun < 10


# -- the whole way ----------------------------------------------------------------------------


def convener(server: OfficeServer) -> None:
    """Whoever runs the machine names the first person."""
    command = [sys.executable, "-m", "suffrage.cli", "convener", CHAIR]
    settings = {"SUFFRAGE_DATA": str(server.data), "SUFFRAGE_URL": server.url}
    subprocess.run(command, check=True, env=settings, stdout=subprocess.DEVNULL)


def sign_in(page: Page, server: OfficeServer) -> None:
    page.goto(f"{server.url}/account/login/?next=/account/security/")
    page.get_by_label("E-mail address").fill(CHAIR)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code from the mail").fill(server.code_for(CHAIR))
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_sign_in_by_code_works_whole_and_its_cookies_are_safe(
    browser: Browser, server: OfficeServer
) -> None:
    convener(server)
    context = browser.new_context(ignore_https_errors=True, locale="en")
    page = context.new_page()
    sign_in(page, server)
    expect(page.get_by_role("link", name="Add a passkey")).to_be_visible()
    cookies = {one.get("name"): one for one in context.cookies()}
    assert {"csrftoken", "sessionid"} <= cookies.keys()
    assert [name for name, one in cookies.items() if not one.get("secure")] == []
    assert cookies["sessionid"].get("httpOnly") is True
    same = {name: one.get("sameSite") for name, one in cookies.items()}
    assert (same["csrftoken"], same["sessionid"]) == ("Strict", "Lax")
    with page.expect_navigation():
        page.locator("header").get_by_role("button", name="Sign out").click()
    page.goto(f"{server.url}/account/security/")
    expect(page.get_by_label("E-mail address")).to_be_visible()
    context.close()
