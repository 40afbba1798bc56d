"""The code by mail, beside the request: whether somebody is written to shows in no answer.

The page that asks does the same work whoever asks, and at once; who is a member is looked up in a
thread. Nobody is written to more than a few times an hour, whoever asks for it.
"""

import logging
import os
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Final

from django.core.mail import send_mail
from django.db import connections

from suffrage.office.clock import now
from suffrage.office.codes import draw_code, group_code, keep_code
from suffrage.office.models import Member, MemberDoor
from suffrage.site.pages.render import Reader
from suffrage.words import Language

__all__ = ["MOST_MAILS", "send_code", "wait_for_mail"]

MOST_MAILS: Final = 5
"""Codes that one member is sent in an hour."""

_HOUR: Final = timedelta(hours=1)
_pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="member mail")
_waiting: set[Future[None]] = set()
_log = logging.getLogger(__name__)


def send_code(door: int, number: str, email: str, language: Language) -> None:
    """Have a code sent if number and address are those of one member; returns at once."""
    future = _pool.submit(_send, door, number, email, language)
    _waiting.add(future)
    future.add_done_callback(_waiting.discard)


def wait_for_mail() -> None:
    """Wait until whoever has asked so far is answered."""
    for future in tuple(_waiting):
        future.result()


def _send(door: int, number: str, email: str, language: Language) -> None:
    try:
        _look_up(
            MemberDoor.objects.select_related("election").get(pk=door), number, email, language
        )
    except Exception as error:  # noqa: BLE001  (a trace might hold an address)
        _log.error("a member's code was not sent: %s", type(error).__name__)
    finally:
        connections.close_all()


def _look_up(door: MemberDoor, number: str, email: str, language: Language) -> None:
    rows = Member.objects.filter(election=door.election, number=number)
    row = rows.exclude(email="").filter(email__iexact=email).first()
    if row is None:
        return
    lately = MemberDoor.objects.filter(
        election=door.election, number=row.number, at__gt=now() - _HOUR
    )
    if lately.count() >= MOST_MAILS:
        return
    code = draw_code(os.urandom)
    door.number, door.code = row.number, keep_code(code, os.urandom)
    door.save(update_fields=["number", "code"])
    said = row.language or language
    speak = Reader("fr" if said == "fr" else "en", "Europe/Paris").t
    title = speak("member.mail-title")
    send_mail(title, speak("member.mail-text", written=group_code(code)), None, [row.email])
