"""Files sealed to several people with age (C2SP), and a journal made of them.

X25519 recipients only, as texts ``age1…``; anybody's ``age`` program opens the files. An entry of
a journal is a private file of its own, durable when ``append`` returns and never written again.

>>> journal = Journal(folder, recipients, identity)
>>> journal.append(b"[...]")
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pyrage import (
    DecryptError,
    IdentityError,
    RecipientError,
    decrypt,
    decrypt_file,
    encrypt,
    encrypt_file,
)
from pyrage.x25519 import Identity, Recipient

from suffrage.adapters.private_file import create_private, read_private
from suffrage.errors import Inconsistent, Malformed, NotVerified

__all__ = [
    "Journal",
    "make_identity",
    "recipient_of",
    "seal",
    "seal_file",
    "unseal",
    "unseal_file",
]

_SUFFIX: Final = ".age"
_DIGITS: Final = 6


def make_identity() -> str:
    """A new secret identity, ``AGE-SECRET-KEY-1…``."""
    return str(Identity.generate())


def recipient_of(identity: str) -> str:
    """The public recipient of an identity; raises ``Malformed("age.identity")``."""
    return str(_identity(identity).to_public())


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """The bytes that each of the recipients can open; raises ``Malformed("age.recipient")``."""
    sealed: bytes = encrypt(data, [_recipient(text) for text in recipients])
    return sealed


def unseal(data: bytes, identity: str) -> bytes:
    """What was sealed.

    Raises ``Malformed("age.identity")``, and ``NotVerified("age.closed")`` when the bytes were
    changed or sealed to others.
    """
    key = _identity(identity)
    try:
        opened: bytes = decrypt(data, [key])
    except DecryptError:
        raise NotVerified("age.closed") from None
    return opened


def seal_file(source: Path, target: Path, recipients: Sequence[str]) -> None:
    """Seal a file of any size to a new one that only its owner reads; raises as ``seal``."""
    known = [_recipient(text) for text in recipients]
    target.touch(mode=0o600, exist_ok=False)
    encrypt_file(str(source), str(target), known)


def unseal_file(source: Path, target: Path, identity: str) -> None:
    """Open a sealed file to a new one that only its owner reads; raises as ``unseal``."""
    key = _identity(identity)
    target.touch(mode=0o600, exist_ok=False)
    try:
        decrypt_file(str(source), str(target), [key])
    except DecryptError:
        target.unlink()
        raise NotVerified("age.closed") from None


class Journal:
    """Numbered entries in a folder of their own; whoever appends holds a lock beside it."""

    def __init__(self, folder: Path, recipients: Sequence[str], identity: str) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        self._folder = folder
        self._recipients = list(recipients)
        self._identity = identity
        self._size = len(self._paths())

    @property
    def recipients(self) -> list[str]:
        """Who can open the entries."""
        return list(self._recipients)

    def entries(self) -> list[bytes]:
        """The entries in their order.

        Raises ``Inconsistent("age.gap")`` when one is missing, and as ``unseal``.
        """
        paths = self._paths()
        if [path.name for path in paths] != [_name(number) for number in range(len(paths))]:
            raise Inconsistent("age.gap", path=str(self._folder))
        return [unseal(read_private(path), self._identity) for path in paths]

    def append(self, data: bytes) -> None:
        """Seal one more entry and make it durable; raises as ``create_private``."""
        create_private(self._folder / _name(self._size), seal(data, self._recipients))
        self._size += 1

    def _paths(self) -> list[Path]:
        # Numbers of more digits than the rest would be out of the order of texts.
        found = self._folder.glob(f"[0-9]*{_SUFFIX}")
        return sorted(found, key=lambda path: (len(path.name), path.name))


def _name(number: int) -> str:
    return f"{number:0{_DIGITS}}{_SUFFIX}"


def _recipient(text: str) -> Recipient:
    try:
        return Recipient.from_str(text)
    except RecipientError:
        raise Malformed("age.recipient") from None


def _identity(text: str) -> Identity:
    try:
        return Identity.from_str(text)
    except IdentityError:
        raise Malformed("age.identity") from None
