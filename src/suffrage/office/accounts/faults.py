"""What is wrong with a form of the account library, in the words of the house.

>>> faults(form, "email")                                                # doctest: +SKIP
['This is no e-mail address. Type it as name@example.org.']
"""

from collections.abc import Mapping
from typing import Final

from django.core.exceptions import ValidationError
from django.forms import Form

from suffrage.office.speech import reader

__all__ = ["faults"]

_WORDS: Final[Mapping[tuple[str, str], str]] = {
    ("email", "required"): "account.error.empty",
    ("email", "invalid"): "account.error.email",
    ("code", "required"): "account.error.empty",
    ("credential", "required"): "account.error.passkey",
    ("credential", "invalid"): "account.error.passkey",
}


def faults(form: Form, field: str) -> list[str]:
    """The sentences about a field; those of the house's own checks are spoken already."""
    found: list[ValidationError] = form.errors.as_data().get(field, [])
    return [_told(field, one) for one in found]


def _told(field: str, one: ValidationError) -> str:
    code = _WORDS.get((field, one.code or ""))
    return reader().t(code) if code else " ".join(one.messages)
