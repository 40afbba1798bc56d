"""How the account library behaves here: nobody signs up, who was invited signs in.

What it says, on pages and by mail, are sentences of the house in the reader's language. Mail
leaves after the answer, so that an address with an account is answered as fast as one without.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.functional import lazy

from suffrage.office.accounts.post import send_soon
from suffrage.office.accounts.sealing import seal, unseal
from suffrage.office.models import Person
from suffrage.office.serving.local_path import is_local_path
from suffrage.office.speech import reader

__all__ = ["OfficeAdapter", "PasskeyAdapter"]

_MAILS: Final[Mapping[str, tuple[str, str]]] = {
    "account/email/login_code": ("account.mail.code.subject", "account.mail.code.body"),
    "mfa/email/webauthn_added": (
        "account.mail.passkey-added.subject",
        "account.mail.passkey-added.body",
    ),
    "mfa/email/webauthn_removed": (
        "account.mail.passkey-removed.subject",
        "account.mail.passkey-removed.body",
    ),
    "mfa/email/recovery_codes_generated": (
        "account.mail.recovery.subject",
        "account.mail.recovery.body",
    ),
}
"""Subject and body of each mail of the library that is sent."""

_SAID: Final[Mapping[str, str]] = {
    "mfa/messages/webauthn_added.txt": "account.said.passkey-added",
    "mfa/messages/webauthn_removed.txt": "account.said.passkey-removed",
    "mfa/messages/recovery_codes_generated.txt": "account.said.recovery",
    "account/messages/logged_out.txt": "account.said.out",
}


def _speak(code: str) -> str:
    return reader().t(code)


_word: Final = lazy(_speak, str)
"""A code that becomes its words when somebody reads it."""


class OfficeAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # (the library has no types)
    """Accounts are made by an invitation alone."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _word("account.error.code"),
        "too_many_login_attempts": _word("account.error.too-many"),
        "rate_limited": _word("account.error.too-many"),
    }

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """The passkey first, then the recovery codes."""
        return list(reversed(super().get_reauthentication_methods(user)))

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Nobody makes an account for oneself."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Sign-in leads to a page of this office; an address with a host is none, even our own."""
        return is_local_path(url or "")

    def send_mail(self, template_prefix: str, email: str, context: Mapping[str, Any]) -> None:
        """Write to somebody; a mail of the library that has no words here is not sent."""
        words = _MAILS.get(template_prefix)
        if words is None:
            return
        speaker, url = reader(), settings.ENVIRONMENT.url
        said = {"code": context["code"]} if "code" in context else {}
        subject, body = words
        send_soon(EmailMessage(speaker.t(subject), speaker.t(body, url=url, **said), to=[email]))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: Mapping[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say something on the next page, where there are words of the house for it."""
        code = _SAID.get(message_template or "")
        if message is None and code is None:
            return
        said = message if message is not None else reader().t(code or "")
        super().add_message(request, level, None, message_context, extra_tags, said)


class PasskeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # (the library has no types)
    """Passkeys, with the sentences of the house; what opens an account is kept sealed."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _word("account.error.passkey"),
    }

    def generate_authenticator_name(self, user: object, type: object) -> str:  # noqa: A002, ARG002
        """Nothing is proposed: a passkey is named after its device."""
        return reader().t("account.passkeys")

    def encrypt(self, text: str) -> str:
        """The seed of recovery codes, as the tables keep it."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The seed again; raises as ``unseal``."""
        return unseal(encrypted_text)
