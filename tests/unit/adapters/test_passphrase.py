"""A private file under a passphrase: age's own format, and no word of the secret."""

import pytest

from suffrage.adapters.passphrase import is_locked, lock, unlock
from suffrage.errors import NotVerified

pytestmark = pytest.mark.long

LOCKED = b"age-encryption.org/v1\n"


def test_only_the_passphrase_opens_it() -> None:
    locked = lock(b"the secret", "correct horse")
    assert locked.startswith(LOCKED)
    assert b"secret" not in locked
    assert is_locked(locked)
    assert not is_locked(b"the secret")
    assert unlock(locked, "correct horse") == b"the secret"
    with pytest.raises(NotVerified) as caught:
        unlock(locked, "wrong horse")
    assert str(caught.value) == "private.passphrase"
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("data", [b"", LOCKED, LOCKED + b"-> X25519 abc\n"])
def test_what_is_no_locked_file_is_refused(data: bytes) -> None:
    with pytest.raises(NotVerified, match=r"private\.passphrase"):
        unlock(data, "horse")
