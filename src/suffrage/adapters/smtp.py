"""Messages over SMTP, one connection for many, and never in clear beyond this machine.

* TLS from the first byte or by STARTTLS, with the certificate checked; plain only to loopback.
* A message goes to one address, which is in no shape to bring a second header or recipient.
* A failure that may pass is tried again, a bounded number of times; one that concerns a single
  message does not stop the others.
* No error quotes a message or a server's answer, which may quote the message: codes only.

>>> with Mailer(server, password, context, time.sleep) as mailer:
...     outcomes = list(mailer.send(messages))
"""

import smtplib
import ssl
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from ipaddress import ip_address
from types import TracebackType
from typing import Final, Literal, Self

from suffrage.errors import Malformed, Refused, SuffrageError, Unavailable

__all__ = ["Mailer", "Server", "message"]

_TRIES: Final = 3
_SECONDS: Final = 30
_PERMANENT: Final = 500


@dataclass(frozen=True, slots=True)
class Server:
    """Where messages are handed in.

    Raises ``Refused("mail.clear")`` for a connection without TLS to another machine.
    """

    host: str
    port: int
    security: Literal["tls", "starttls", "none"]
    sender: str
    user: str = ""

    def __post_init__(self) -> None:
        if self.security == "none" and not _is_loopback(self.host):
            raise Refused("mail.clear", host=self.host)


def message(
    sender: str,
    to: str,
    subject: str,
    text: str,
    now: datetime,
    attachments: Iterable[tuple[str, bytes]] = (),
) -> EmailMessage:
    """One message; attachments are JSON files.

    Raises ``Malformed("mail.address")`` for an address or a subject that is more than itself.
    """
    letter = EmailMessage(policy=SMTP)
    try:
        letter["From"] = Address(addr_spec=sender)
        letter["To"] = Address(addr_spec=to)
        letter["Subject"] = subject
    except (ValueError, IndexError):
        letter = None  # type: ignore[assignment]
    if letter is None:
        raise Malformed("mail.address")
    letter["Date"] = format_datetime(now)
    letter["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text)
    for name, data in attachments:
        letter.add_attachment(data, maintype="application", subtype="json", filename=name)
    return letter


class Mailer:
    """A connection to a server, opened when the first message leaves."""

    def __init__(
        self,
        server: Server,
        password: str,
        context: ssl.SSLContext,
        wait: Callable[[int], None],
    ) -> None:
        self._server = server
        self._password = password
        self._context = context
        self._wait = wait
        self._line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hang_up()

    def send(self, letters: Iterable[EmailMessage]) -> Iterator[SuffrageError | None]:
        """For each message in turn: ``None`` once the server took it, or why it did not.

        ``mail.refused`` and ``mail.later`` concern one message. Raised, because they concern all:
        ``Unavailable``: ``mail.unreachable``; ``Refused``: ``mail.no-tls``, ``mail.login``,
        ``mail.sender``.
        """
        for letter in letters:
            yield self._send(letter)

    def _send(self, letter: EmailMessage) -> SuffrageError | None:
        outcome = _Outcome()
        for attempt in range(_TRIES):
            if attempt:
                self._wait(4**attempt)
            outcome = self._try(letter)
            if not outcome.may_pass:
                break
        if outcome.failure is not None and outcome.stops_all:
            raise outcome.failure
        return outcome.failure

    def _try(self, letter: EmailMessage) -> "_Outcome":
        """One attempt; what the library raised is gone when this returns."""
        try:
            line = self._connected()
            line.send_message(letter)
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            outcome = _judge(error)
        else:
            return _Outcome()
        self._hang_up()
        return outcome

    def _connected(self) -> smtplib.SMTP:
        if self._line is not None:
            return self._line
        server = self._server
        # The library would otherwise tell the server this machine's own name.
        own = server.sender.rpartition("@")[2]
        line: smtplib.SMTP
        if server.security == "tls":
            line = smtplib.SMTP_SSL(
                server.host, server.port, own, timeout=_SECONDS, context=self._context
            )
        else:
            line = smtplib.SMTP(server.host, server.port, own, timeout=_SECONDS)
        self._line = line
        if server.security == "starttls":
            line.starttls(context=self._context)
        if server.user:
            line.login(server.user, self._password)
        return line

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            try:
                line.quit()
            except (smtplib.SMTPException, OSError):
                line.close()


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of an attempt: no failure, or one, and whom it concerns."""

    failure: SuffrageError | None = field(default=None, repr=False)
    may_pass: bool = False
    stops_all: bool = False


def _judge(error: Exception) -> _Outcome:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _of_one_message(next((code for code, _ in error.recipients.values()), 0))
    if isinstance(error, smtplib.SMTPDataError | smtplib.SMTPHeloError):
        return _of_one_message(error.smtp_code)
    if isinstance(error, UnicodeError):
        return _of_one_message(_PERMANENT)
    return _of_all(error)


def _of_all(error: Exception) -> _Outcome:
    if isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLCertVerificationError):
        return _Outcome(Refused("mail.no-tls"), stops_all=True)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _Outcome(Refused("mail.login"), stops_all=True)
    if isinstance(error, smtplib.SMTPSenderRefused):
        return _Outcome(Refused("mail.sender", reply=error.smtp_code), stops_all=True)
    return _Outcome(Unavailable("mail.unreachable"), may_pass=True, stops_all=True)


def _of_one_message(reply: int) -> _Outcome:
    if reply >= _PERMANENT:
        return _Outcome(Refused("mail.refused", reply=reply))
    return _Outcome(Unavailable("mail.later", reply=reply), may_pass=True)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
