"""What a trustee's program keeps in its one private file (``docs/spec/trustee.md``).

Key, scope and memory lie together: nobody can lose what was decrypted and keep the key. Secrets
have no representation.
"""

from typing import Annotated, Any, Final, Literal

from msgspec import Meta

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.model.values import Digest, Ident, RoleName, Value
from suffrage.verify.policy import Policy

__all__ = [
    "FORMAT",
    "BoardScope",
    "Ceremony",
    "ElectionScope",
    "Index",
    "Saved",
    "Scope",
    "Seen",
    "read_saved",
    "write_saved",
]

FORMAT: Final = "suffrage-trustee/1"
_Seed = Annotated[str, Meta(pattern=r"^(?:[0-9a-f]{64})?\Z")]
_Exponent = Annotated[str, Meta(pattern=r"^(?:0|[1-9][0-9]{0,616})?\Z")]
_Base58 = Annotated[str, Meta(pattern=r"^[1-9A-HJ-NP-Za-km-z]{22}\Z")]
_Uuid = Annotated[str, Meta(pattern=r"^[1-9A-HJ-NP-Za-km-z]{14,}\Z")]
_Fingerprint = Annotated[str, Meta(pattern=r"^(?:[0-9A-Za-z+/]{43})?\Z")]
Index = Annotated[int, Meta(ge=1, le=50)]
"""The number of a trustee, from 1."""


class _Hidden(Value, frozen=True):
    """A value with secrets in it: its own ``__repr__`` says what may be said."""

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """Nothing: the terminal library would show every field."""
        return []


class BoardScope(_Hidden, frozen=True, tag_field="kind", tag="board"):
    """The key serves one run of one box of the board that the policy names.

    ``signing`` is the seed of the key that signs the holder's records as ``role``, 64 digits.
    """

    policy: Policy
    box: Ident
    run: Annotated[int, Meta(ge=1, le=99)]
    role: RoleName
    signing: _Seed

    def __repr__(self) -> str:
        return f"BoardScope({self.policy.origin!r}, {self.box!r}, {self.run})"


class ElectionScope(Value, frozen=True, tag_field="kind", tag="election"):
    """The key serves one election that lies in an archive alone, without a board.

    ``minimum`` is the fewest ballots that the trustee decrypts. ``fingerprint`` is that of the
    election; it follows from the trustees' keys, so it is empty until the first drill.
    """

    uuid: _Uuid
    minimum: Annotated[int, Meta(ge=1)]
    fingerprint: _Fingerprint = ""


Scope = BoardScope | ElectionScope


class Seen(Value, frozen=True):
    """The largest board or archive verified so far: its size, and its root or last event."""

    size: Annotated[int, Meta(ge=0)] = 0
    root: Digest | Literal[""] = ""


class Ceremony(_Hidden, frozen=True):
    """A member's part in making a threshold key: the seed, and the certificates once agreed.

    ``certificates`` is the list that all members compared, as JSON, and ``polynomial`` the
    message that was made for it, which is made once; both are empty before that step.
    """

    seed: _Base58
    of: Index
    need: Index
    certificates: str = ""
    polynomial: str = ""

    def __repr__(self) -> str:
        return f"Ceremony({self.need} of {self.of})"


class Saved(_Hidden, frozen=True):
    """Everything that a trustee's program knows.

    ``index`` counts the trustees from 1. ``exponent`` is the private key in base 10, empty while
    the ceremony goes on. ``tally`` is the SHA-256 of the tally that this key has decrypted or was
    about to; empty before.
    """

    format: Literal["suffrage-trustee/1"]
    group: str
    index: Index
    scope: BoardScope | ElectionScope
    exponent: _Exponent = ""
    ceremony: Ceremony | Literal[""] = ""
    seen: Seen = Seen()
    tally: Digest | Literal[""] = ""

    def __repr__(self) -> str:
        return f"Saved({self.scope!r}, {self.index})"


def read_saved(data: bytes) -> Saved:
    """The value of a private file; raises ``Malformed("trustee.file")`` without showing it."""
    try:
        return canonical.decode(data, Saved)
    except Malformed as error:
        raise Malformed("trustee.file", at=error.at) from None


def write_saved(saved: Saved) -> bytes:
    """The bytes of a private file."""
    return canonical.encode(saved)
