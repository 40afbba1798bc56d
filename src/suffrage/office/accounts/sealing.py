"""Secrets that the account library keeps in the tables, sealed under the office's secret.

Whoever has the tables alone draws no recovery code from them; whoever has the secret file too, as
a backup does, draws all. The key is derived from the secret (HKDF-SHA256, RFC 5869) for this use
alone; what is kept is a Fernet token (AES-128-CBC with HMAC-SHA256).

>>> unseal(seal("seed"))                                                 # doctest: +SKIP
'seed'
"""

import base64
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.urls import reverse

from suffrage.errors import Refused

__all__ = ["seal", "unseal"]

_USE: Final = b"suffrage office: secrets of accounts"
_BYTES: Final = 32


def seal(text: str) -> str:
    """The text as it may be kept; twice the same text never looks the same."""
    return _fernet().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """The text again.

    Raises ``Refused("account.codes-sealed")`` for what was sealed under another secret, or never.
    """
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        url = settings.ENVIRONMENT.url + reverse("mfa_generate_recovery_codes")
        raise Refused("account.codes-sealed", url=url) from error


def _fernet() -> Fernet:
    derived = HKDF(SHA256(), _BYTES, salt=None, info=_USE).derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
