"""Records of what people say: claims of camps and incidents."""

from typing import Annotated, Final, Literal

from msgspec import Meta

from suffrage.board.kinds.kind import Kind
from suffrage.model.values import CampId, Count, Digest, Ident, Instant, Label, UnitId, Value

__all__ = ["FAMILY", "Claim", "ClaimKind", "ClaimMade", "IncidentReported"]

ClaimKind = Literal["counted", "estimate", "rank", "majority", "turnout", "coverage"]
Share = Annotated[str, Meta(pattern=r"^(?:0|[1-9][0-9]*)/[1-9][0-9]*\Z")]


class ClaimMade(Value, frozen=True):
    """A figure that somebody published, of one kind; kinds are never mixed."""

    contest: Ident
    claim: ClaimKind


class Claim(Value, frozen=True):
    """What was said: exact shares of the valid votes as ``p/q``, by whom, for whom, and where.

    ``tree_size`` is the size of the board at the moment it is set against. ``capture`` is the
    hash of a capture kept elsewhere; ``confirmed`` says whether the camp stands by it.
    """

    contest: Ident
    claim: ClaimKind
    said_at: Instant
    said_by: Label
    camp: CampId
    confirmed: Literal["yes", "no", "not-asked"]
    tree_size: Count
    shares: dict[Ident, Share] = {}  # noqa: RUF012  (the library copies the default)
    ballots: Count = 0
    source: str = ""
    capture: Digest | Literal[""] = ""


class IncidentReported(Value, frozen=True):
    """Something happened in a section or box; the account is a text."""

    unit: UnitId
    type: Ident


FAMILY: Final = (
    Kind("claim.made/1", ClaimMade, Claim),
    Kind("incident.reported/1", IncidentReported, "text"),
)
