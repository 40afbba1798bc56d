"""Mail: encrypted or refused, one recipient, bounded patience, and no word of the message."""

import gc
import socket
import ssl
import threading
import traceback
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.mail_server import PASSWORD, MailServer, mail_server, make_certificate
from tests.support.refusals import refused

from suffrage.adapters.smtp import Mailer, Server, message
from suffrage.errors import SuffrageError
from suffrage.roll.contacts import MAILBOX

pytestmark = pytest.mark.long

NOW = datetime(2023, 1, 2, 9, 0, tzinfo=UTC)
SENDER = "registrar@example.org"
CANARY = "Canar-yCanar-yCana-ryCana"


def mail(to: str = "ada@example.org") -> EmailMessage:
    return message(SENDER, to, "Votre code – été", f"Voici\n\n    {CANARY}\n", NOW)


def plain(server: MailServer, waits: list[int] | None = None) -> Mailer:
    kept = [] if waits is None else waits
    at = Server("127.0.0.1", server.port, "none", SENDER)
    return Mailer(at, "", ssl.create_default_context(), kept.append)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


def test_messages_arrive_over_one_connection(server: MailServer) -> None:
    with plain(server) as mailer:
        outcomes = list(mailer.send([mail(), mail("bea@example.org")]))

    assert outcomes == [None, None]
    assert [one["To"] for one in server.received] == ["ada@example.org", "bea@example.org"]
    assert CANARY in server.text("ada@example.org")
    assert server.received[0]["Subject"] == "Votre code – été"


def test_neither_the_message_nor_the_greeting_names_this_machine(server: MailServer) -> None:
    with plain(server) as mailer:
        list(mailer.send([mail()]))
    assert socket.gethostname() not in str(server.received[0])
    assert server.received[0]["Message-ID"].endswith("@example.org>")


# -- the line is encrypted, or nothing leaves ------------------------------------------------------


@pytest.mark.parametrize("host", ["mail.example.org", "10.0.0.1", "::2", "0.0.0.0", "127.evil.org"])
def test_clear_text_to_another_machine_is_refused(host: str) -> None:
    with refused("mail.clear", host=host):
        Server(host, 25, "none", SENDER)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.0.0.9"])
def test_clear_text_within_this_machine_is_not(host: str) -> None:
    Server(host, 25, "none", SENDER)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_encrypted_with_a_login(tmp_path: Path, security: Any) -> None:
    certificate = make_certificate(tmp_path)
    context = ssl.create_default_context(cafile=str(certificate[0]))
    login = security == "starttls"
    with mail_server(certificate, security=security, login=login) as running:
        at = Server("localhost", running.port, security, SENDER, "registrar" if login else "")
        with Mailer(at, PASSWORD, context, lambda _: None) as mailer:
            assert list(mailer.send([mail()])) == [None]
    assert running.encrypted == [True]
    assert running.logins == (["registrar"] if login else [])


def test_a_server_that_hides_its_encryption_gets_nothing(server: MailServer) -> None:
    at = Server("127.0.0.1", server.port, "starttls", SENDER)
    with (
        Mailer(at, "", ssl.create_default_context(), lambda _: None) as mailer,
        refused("mail.no-tls"),
    ):
        list(mailer.send([mail()]))
    assert server.received == []


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_of_nobody_is_not_trusted(tmp_path: Path, security: Any) -> None:
    with mail_server(make_certificate(tmp_path), security=security) as running:
        at = Server("localhost", running.port, security, SENDER)
        with (
            Mailer(at, "", ssl.create_default_context(), lambda _: None) as mailer,
            refused("mail.no-tls"),
        ):
            list(mailer.send([mail()]))
    assert running.received == []


def test_a_false_password_is_not_tried_again(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    context = ssl.create_default_context(cafile=str(certificate[0]))
    with mail_server(certificate, security="starttls", login=True) as running:
        at = Server("localhost", running.port, "starttls", SENDER, "registrar")
        waits: list[int] = []
        with Mailer(at, "wrong", context, waits.append) as mailer, refused("mail.login"):
            list(mailer.send([mail()]))
    assert (waits, running.received) == ([], [])


# -- patience --------------------------------------------------------------------------------------


def test_what_may_pass_is_tried_three_times_and_not_more(server: MailServer) -> None:
    waits: list[int] = []
    server.answers = ["451 later"] * 2
    with plain(server, waits) as mailer:
        assert list(mailer.send([mail()])) == [None]
    assert waits == [4, 16]

    server.answers = ["451 later"] * 3
    with plain(server, waits) as mailer:
        first, second = list(mailer.send([mail(), mail("bea@example.org")]))
    assert first is not None
    assert (first.code, first.fields) == ("mail.later", {"reply": 451})
    assert second is None


def test_one_mailbox_that_is_none_does_not_stop_the_others(server: MailServer) -> None:
    server.rejected_mailboxes = {"ada@example.org"}
    waits: list[int] = []
    with plain(server, waits) as mailer:
        first, second = list(mailer.send([mail(), mail("bea@example.org")]))
    assert first is not None
    assert (first.code, first.fields, second, waits) == ("mail.refused", {"reply": 550}, None, [])


def test_nobody_at_the_port() -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    waits: list[int] = []
    at = Server("127.0.0.1", port, "none", SENDER)
    with (
        Mailer(at, "", ssl.create_default_context(), waits.append) as mailer,
        refused("mail.unreachable"),
    ):
        list(mailer.send([mail()]))
    assert waits == [4, 16]


@contextmanager
def _hanging_up(after: bytes) -> Iterator[int]:
    """A server that ends the connection once it has read these bytes."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:

        def serve() -> None:
            while True:
                try:
                    line, _ = listener.accept()
                except OSError:
                    return
                with line:
                    line.sendall(b"220 here\r\n")
                    seen = b""
                    while data := line.recv(4096):
                        seen += data
                        if after in seen:
                            break
                        line.sendall(b"354 go on\r\n" if b"data" in data.lower() else b"250 OK\r\n")

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]


def test_a_connection_that_ends_after_the_message_says_nothing_of_it() -> None:
    with _hanging_up(b"\r\n.\r\n") as port:
        at = Server("127.0.0.1", port, "none", SENDER)
        with (
            Mailer(at, "", ssl.create_default_context(), lambda _: None) as mailer,
            pytest.raises(SuffrageError) as caught,
        ):
            list(mailer.send([mail()]))
    assert caught.value.code == "mail.unreachable"
    _says_nothing(caught.value)


# -- no word of the message ------------------------------------------------------------------------


def _says_nothing(error: BaseException) -> None:
    text = "".join(traceback.format_exception(error)) + repr(error) + str(vars(error))
    assert CANARY not in text
    assert error.__context__ is None
    assert error.__cause__ is None


def test_a_server_that_quotes_the_message_is_not_quoted(server: MailServer) -> None:
    server.answers = ["554 your message was:"]
    with plain(server) as mailer:
        (failure,) = mailer.send([mail()])
    assert failure is not None
    assert failure.code == "mail.refused"
    _says_nothing(failure)
    assert failure.__traceback__ is None


def test_nothing_that_was_sent_stays_in_memory(server: MailServer) -> None:
    canary = "forgt-tenaft-erward-sfully"

    def send() -> None:
        letter = message(SENDER, "ada@example.org", "x", f"code {canary}", NOW)
        server.answers = ["451 once"]
        list(mailer.send([letter]))

    with plain(server) as mailer:
        send()
        server.received.clear()
        gc.collect()
        found = [
            one
            for holder in gc.get_objects()
            for one in gc.get_referents(holder)
            if isinstance(one, str | bytes) and len(one) < 100_000
            if ("code " + canary in one if isinstance(one, str) else canary.encode() in one)
        ]
    assert found == []


# -- headers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "to",
    [
        "ada@example.org\r\nBcc: eve@example.org",
        "ada@example.org, eve@example.org",
        "Ada <ada@example.org>",
        "ada@example.org\n",
        "",
        "ada",
    ],
)
def test_an_address_is_one_address(to: str) -> None:
    with refused("mail.address"):
        mail(to)


def test_a_subject_is_one_line() -> None:
    with refused("mail.address"):
        message(SENDER, "ada@example.org", "x\r\nBcc: eve@example.org", "x", NOW)


@given(st.from_regex(MAILBOX))
def test_every_mailbox_that_a_roll_may_hold_is_an_address(mailbox: str) -> None:
    assert mail(mailbox)["To"] == mailbox
