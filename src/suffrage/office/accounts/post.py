"""Mail that leaves after the answer: how long a page takes tells nobody who has an account.

A mail that does not leave is logged without its address; whoever waits for it asks again.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPException
from typing import Final

from django.core.mail import EmailMessage

__all__ = ["send_soon"]

_LOG: Final = logging.getLogger("suffrage.office.accounts")
_POST: Final = ThreadPoolExecutor(max_workers=2, thread_name_prefix="post")


def send_soon(message: EmailMessage) -> None:
    """Hand a mail to the thread that sends it; a process that ends in order sends what waits."""
    _POST.submit(_send, message)


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except (SMTPException, OSError) as error:
        _LOG.error("mail-not-sent", extra={"fault": type(error).__name__})
