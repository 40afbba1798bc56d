"""The two ways by which a credential leaves: a message to each member, or letters to a printer.

A private string enters a text here, and the text goes straight on; nothing here keeps either.
"""

import ssl
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import typer

from suffrage.adapters.printer import CommandPrinter, DevicePrinter, Printer
from suffrage.adapters.private_file import read_private
from suffrage.adapters.smtp import Mailer, Server, message
from suffrage.cli.language import say
from suffrage.cli.registrar.letter import letters_html
from suffrage.cli.registrar.settings import Letters, Mail, Settings
from suffrage.cli.registrar.text import credential_mail, wording
from suffrage.conduct.state import State
from suffrage.errors import Refused, Unavailable
from suffrage.registrar.deliver import Channel, Handed, Letter
from suffrage.registrar.runs import Carrier

__all__ = ["MailChannel", "PrintChannel", "open_channel", "opened_mailer"]


class MailChannel:
    """One e-mail for each letter."""

    def __init__(self, mailer: Mailer, sender: str, state: State) -> None:
        self._mailer = mailer
        self._sender = sender
        self._state = state

    def carry(self, letters: Sequence[Letter]) -> Iterator[Handed]:
        """Send the letters in turn."""
        for index, letter in enumerate(letters):
            words = wording(self._state, letter.voter, letter.runs)
            mail = message(
                self._sender,
                letter.voter.email,
                words.subject,
                credential_mail(words, letter.private),
                datetime.now(UTC),
            )
            yield Handed(index, next(iter(self._mailer.send([mail]))))


class PrintChannel:
    """All letters of a batch in one document, one sheet each."""

    def __init__(
        self,
        render: Callable[[str], bytes],
        printer: Printer,
        sender: Sequence[str],
        state: State,
    ) -> None:
        self._render = render
        self._printer = printer
        self._sender = tuple(sender)
        self._state = state

    def carry(self, letters: Sequence[Letter]) -> Iterator[Handed]:
        """Print the letters; none counts unless the printer took the whole document."""
        self._printer.feed(self._render(letters_html(self._state, self._sender, letters)))
        for index in range(len(letters)):
            yield Handed(index)


@contextmanager
def open_channel(
    folder: Path, settings: Settings, carrier: Carrier, state: State
) -> Iterator[Channel]:
    """The channel that the definition names, as the settings describe it.

    Raises ``Refused``: ``registrar.no-mail``, ``registrar.no-printer``, ``mail.clear``; and
    ``Unavailable("letters.no-renderer")``.
    """
    if carrier == "e-mail":
        with opened_mailer(folder, settings) as (mailer, sender):
            yield MailChannel(mailer, sender, state)
        return
    letters = settings.letters
    if not isinstance(letters, Letters):
        raise Refused("registrar.no-printer")
    printer: Printer = DevicePrinter(Path(letters.device))
    if letters.command:
        printer = CommandPrinter(letters.command)
    yield PrintChannel(_renderer(), printer, letters.sender, state)


def _renderer() -> Callable[[str], bytes]:
    """From HTML to PDF; needs the extra ``[print]`` and Pango, which an e-mail does not."""
    try:
        from suffrage.adapters.pdf import render_pdf  # noqa: PLC0415  (see above)
    except (ImportError, OSError) as error:
        raise Unavailable("letters.no-renderer") from error
    return render_pdf


@contextmanager
def opened_mailer(folder: Path, settings: Settings) -> Iterator[tuple[Mailer, str]]:
    """The connection to the mail server, and the sender's address."""
    mail = settings.mail
    if not isinstance(mail, Mail):
        raise Refused("registrar.no-mail")
    server = Server(mail.host, mail.port, mail.security, mail.sender, mail.user)
    authority = str(folder / mail.authority) if mail.authority else None
    context = ssl.create_default_context(cafile=authority)
    with Mailer(server, _password(folder, mail), context, time.sleep) as mailer:
        yield mailer, mail.sender


def _password(folder: Path, mail: Mail) -> str:
    """The password from its private file, or from the terminal without an echo."""
    if not mail.user:
        return ""
    if mail.password:
        return read_private(folder / mail.password).decode("utf-8").strip()
    if not sys.stdin.isatty():
        raise Refused("registrar.no-terminal", user=mail.user)
    return str(typer.prompt(say("registrar.password", user=mail.user), hide_input=True, err=True))
