"""Online boxes as the definition declares them; each run of a box has an archive of its own."""

from typing import Annotated, Literal

from msgspec import Meta

from suffrage.model.values import Ident, Instant, Value

__all__ = ["Box", "Factors", "TrusteeCount"]

_Few = Annotated[int, Meta(ge=1, le=50)]
# As Belenios writes the name of an election: Base58, at least 14 characters.
_Uuid = Annotated[str, Meta(pattern=r"^(?:[1-9A-HJ-NP-Za-km-z]{14,40})?\Z")]


class TrusteeCount(Value, frozen=True):
    """How many trustees hold a share of the decryption key, and how many must decrypt."""

    of: _Few
    need: _Few


class Factors(Value, frozen=True):
    """By which two separate channels a voter's code and credential travel."""

    code: str
    credential: str


class Box(Value, frozen=True):
    """One online box: it serves one contest and the sections of one ``channel``."""

    id: Ident
    contest: Ident
    opens: Instant
    closes: Instant
    trustees: TrusteeCount
    factors: Factors
    group: Literal["Ed25519"] = "Ed25519"
    channel: Ident = ""
    """The channel of the sections it serves; empty when it is the box's own name."""
    uuid: _Uuid = ""
    """Belenios' name of the first run's election. Fixed here, a credential can be derived from it
    long before the box opens, so that one letter serves several rounds; empty leaves it open."""
