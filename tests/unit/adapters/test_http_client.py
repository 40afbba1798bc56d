"""Questions over HTTP: where they may go, how much and how long they take, and what comes back."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from tests.support.folders import paper
from tests.support.refusals import refused
from tests.support.site_server import SiteServer
from tests.support.tlog import LOG, WITNESSES, make_checkpoint, make_tree
from tests.support.witnessed import NOW, body, forked_tree, new_memory, new_witness, served

from suffrage.adapters.cosigning import Alarm, Cosigning, witnessed_size
from suffrage.adapters.http_client import ask, checked_address
from suffrage.adapters.http_folder import HttpFolder
from suffrage.adapters.witness_client import WitnessClient
from suffrage.tlog.note import open_note
from suffrage.verify.follow import Following


@pytest.mark.parametrize(
    "url",
    [
        "http://vote.example.org",
        "http://10.0.0.1/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "https://",
        "https://me@vote.example.org/",
        "https://vote.example.org/?a=b",
        "https://vote.example.org/#a",
        "https://vote.example.org:port/",
        "https://[::1",
        "http://localhost.example.org/",
        "",
    ],
)
def test_only_https_and_this_machine_are_asked(url: str) -> None:
    with refused("http.address", url=url):
        checked_address(url)
    with refused("http.address"):
        ask(url, most=10)


@pytest.mark.parametrize(
    "url",
    [
        "https://vote.example.org/public/",
        "http://127.0.0.1:80",
        "http://[::1]/",
        "http://localhost",
    ],
)
def test_these_may_be_asked(url: str) -> None:
    assert checked_address(url) == url.rstrip("/")


@contextmanager
def server(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that answers each connection by hand, once it has read the request."""

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                # Closing over unread bytes would reset the connection.
                _read_request(connection)
                try:
                    answer(connection)
                except OSError:
                    continue

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


def _read_request(connection: socket.socket) -> None:
    with connection.makefile("rb") as file:
        headers = iter(file.readline, b"\r\n")
        lengths = [int(one.split(b":")[1]) for one in headers if one.startswith(b"Content-Length:")]
        file.read(sum(lengths))


def says(text: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(text)


def test_a_redirection_is_not_followed() -> None:
    with server(says(b"HTTP/1.0 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n")) as url:
        assert ask(url, most=10).status == 302


def test_an_answer_without_end_is_cut() -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.0 200 OK\r\n\r\n")
        while True:
            connection.sendall(bytes(65536))

    with server(endless) as url, refused("http.large", most=100_000):
        ask(url, most=100_000)


def test_an_answer_that_drips_ends_with_its_time() -> None:
    def drips(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.0 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"a")

    with server(drips) as url, refused("http.unreachable", reason="TimeoutError"):
        ask(url, most=2**40, seconds=0.1)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nshort",
        b"HTTP/1.0 200 OK\r\n" + 200 * b"a: b\r\n",
    ],
)
def test_what_is_no_answer_is_none(text: bytes) -> None:
    with server(says(text)) as url, refused("http.unreachable"):
        ask(url, most=10)


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with refused("http.unreachable"):
        ask(f"http://127.0.0.1:{port}", most=10)


def test_a_proxy_of_the_environment_does_not_see_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with server(says(b"HTTP/1.0 200 OK\r\n\r\nhere")) as url:
        assert ask(url, most=10).data == b"here"


def test_a_board_is_followed_over_http() -> None:
    files, policy = paper()
    with SiteServer(dict(files)) as site:
        folder = HttpFolder(site.address(""))
        following = Following(folder, policy)
        assert following.advance()
        assert not following.advance()
        assert following.note == files["log/checkpoint"]
        assert following.tree.size == following.state.size
        with refused("folder.missing", path="blob/none"):
            folder.read("blob/none")
        site.down = True
        with refused("http.status", status=503):
            folder.read("about.json")


@pytest.mark.parametrize("path", ["../key", "/etc", "a/../b", "a?b", "a b", "", "a%2fb", ".git"])
def test_a_path_never_leads_out_of_the_folder(path: str) -> None:
    with refused("folder.path"):
        HttpFolder("http://127.0.0.1:1").read(path)


def test_a_file_too_large_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("suffrage.adapters.http_folder._LARGEST_FILE", 3)
    with SiteServer({"about.json": b"{ }\n"}) as site, refused("folder.large", most=3):
        HttpFolder(site.address("")).read("about.json")


def test_a_witness_of_our_own_cosigns_over_http(tmp_path: Path) -> None:
    with served(new_witness(new_memory(tmp_path))) as url:
        client = WitnessClient(url)
        assert client.last(LOG.name) is None
        cosigning = Cosigning([client])
        for size in (3, 7, 300):
            tree = make_tree(size)
            note = cosigning.collect(tree, make_checkpoint(tree), [WITNESSES[0].key], NOW)
            signed = open_note(note, [LOG.key, WITNESSES[0].key]).signed
            assert [one.time for one in signed] == [None, NOW]
        assert witnessed_size(client, make_checkpoint(make_tree(7)), NOW) == 300
        assert client.last(LOG.name) == note
        # A restored office, and then a forked log.
        restored = Cosigning([client])
        restored.collect(make_tree(7), make_checkpoint(make_tree(7)), [], NOW)
        forked = forked_tree(301, 2)
        restored.collect(forked, make_checkpoint(forked), [], NOW)
        assert restored.alarms == (
            Alarm("rolled-back", 0, 300, NOW),
            Alarm("forked", 0, 301, NOW),
        )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"HTTP/1.0 409 C\r\nContent-Type: text/x.tlog.size\r\n\r\n7\n", "witness.stale"),
        (b"HTTP/1.0 409 C\r\nContent-Type: text/plain\r\n\r\n7\n", "witness.answer-size"),
        *(
            (
                b"HTTP/1.0 409 C\r\nContent-Type: text/x.tlog.size\r\n\r\n" + size,
                "witness.answer-size",
            )
            for size in (b"", b"-1\n", b"07\n", b"1e3\n", "²\n".encode(), b"9" * 19, b"7" * 5000)
        ),
        (b"HTTP/1.0 422 U\r\n\r\n", "witness.inconsistent"),
        (b"HTTP/1.0 403 F\r\n\r\n", "witness.answer"),
        (b"HTTP/1.0 307 T\r\nLocation: /\r\n\r\n", "witness.answer"),
        (b"HTTP/1.0 200 OK\r\n\r\n" + bytes(65537), "http.large"),
    ],
)
def test_each_answer_of_a_witness_is_understood_or_refused(text: bytes, code: str) -> None:
    with server(says(text)) as url, refused(code):
        WitnessClient(url)(body(make_tree(3), 0), NOW)


def test_a_dead_witness_is_left_in_peace_for_half_a_minute() -> None:
    dead, seconds = True, 0.0

    def answer(connection: socket.socket) -> None:
        connection.sendall(b"" if dead else b"HTTP/1.0 200 OK\r\n\r\nline")

    with server(answer) as url:
        client = WitnessClient(url, clock=lambda: seconds)
        request = body(make_tree(3), 0)
        with refused("http.unreachable"):
            client(request, NOW)
        dead, seconds = False, 29.0
        with refused("witness.resting"):
            client(request, NOW + 3600)
        # The office's own clock has not moved, as in an evening that is tried out.
        seconds = 30.0
        assert client(request, NOW) == b"line"
