"""A private file under a passphrase, as age writes it (C2SP age, scrypt recipient).

It protects a file that is copied or a computer that is lost; while the program runs, the secret
lies in memory all the same. Anybody's ``age`` program opens the files.

>>> is_locked(lock(b"secret", "correct horse"))
True
"""

from typing import Final

from pyrage import DecryptError
from pyrage.passphrase import decrypt, encrypt

from suffrage.errors import NotVerified

__all__ = ["is_locked", "lock", "unlock"]

_HEADER: Final = b"age-encryption.org/v1\n"


def is_locked(data: bytes) -> bool:
    """Whether these bytes are an age file, whoever can open it."""
    return data.startswith(_HEADER)


def lock(data: bytes, passphrase: str) -> bytes:
    """The bytes that only the passphrase opens; it takes about a second, on purpose."""
    locked: bytes = encrypt(data, passphrase)
    return locked


def unlock(data: bytes, passphrase: str) -> bytes:
    """What was locked; raises ``NotVerified("private.passphrase")``, without showing either."""
    try:
        opened: bytes = decrypt(data, passphrase)
    except DecryptError:
        raise NotVerified("private.passphrase") from None
    return opened
