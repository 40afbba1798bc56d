"""A mail server on loopback for tests: what it received is in its memory, its answers are chosen.

>>> with mail_server() as server:
...     server.port, server.received
"""

import logging
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PASSWORD = "planted-smtp-password-4711"


class MailServer:
    """The handler: ``answers`` are given in turn to the messages that come, then 250.

    ``on_received`` is called for each message that was taken, before the answer leaves.
    """

    def __init__(self) -> None:
        self.port = 0
        self.received: list[EmailMessage] = []
        self.answers: list[str] = []
        self.rejected_mailboxes: set[str] = set()
        self.encrypted: list[bool] = []
        self.logins: list[str] = []
        self.on_received: Callable[[], object] = lambda: None

    def text(self, mailbox: str) -> str:
        """The text of the last message that went to a mailbox."""
        found = [one for one in self.received if one["To"] == mailbox]
        body = found[-1].get_body()
        assert body is not None
        return str(body.get_content())

    async def handle_RCPT(  # noqa: N802  (the library's name)
        self, _server: Any, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address in self.rejected_mailboxes:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  (same)
        self, server: Any, _session: Session, envelope: Envelope
    ) -> str:
        answer = self.answers.pop(0) if self.answers else "250 taken"
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=POLICY)
        assert isinstance(message, EmailMessage)
        if answer.startswith("250"):
            self.received.append(message)
            self.encrypted.append(server.transport.get_extra_info("cipher") is not None)
            self.on_received()
            return answer
        # A rude server quotes the message in its answer.
        return f"{answer} {content.decode('utf-8', 'replace').splitlines()[-12:]}"[:400]

    def login(self, _server: Any, _session: Any, _envelope: Any, _kind: str, data: Any) -> Any:
        """Take one password only."""
        assert isinstance(data, LoginPassword)
        self.logins.append(data.login.decode())
        return AuthResult(success=data.password.decode() == PASSWORD, handled=False)


class _Loopback(Controller):
    """The library asks the port that was given, which is 0 here."""

    def _trigger_server(self) -> None:
        listening: Any = self.server
        self.port = listening.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def mail_server(
    certificate: tuple[Path, Path] | None = None, *, security: str = "none", login: bool = False
) -> Iterator[MailServer]:
    """A server on a free port; ``security`` is ``none``, ``starttls`` or ``tls``."""
    handler = MailServer()
    context = None
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*certificate)
    more: dict[str, Any] = {}
    if security == "starttls":
        more = {"tls_context": context, "require_starttls": True}
    if login:
        more |= {
            "authenticator": handler.login,
            "auth_required": True,
            "auth_require_tls": security == "starttls",
        }
    controller = _Loopback(
        handler,
        hostname="127.0.0.1",
        port=0,
        ssl_context=context if security == "tls" else None,
        **more,
    )
    # Its log would repeat every message.
    log = logging.getLogger("mail.log")
    log.disabled = True
    controller.start()
    handler.port = controller.port
    try:
        yield handler
    finally:
        controller.stop()
        log.disabled = False


def make_certificate(folder: Path, name: str = "localhost") -> tuple[Path, Path]:
    """A certificate that signs itself, and its key, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "mail.pem", folder / "mail.key"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths
