"""Records of what people say: claims of camps, their answers, and incidents.

``docs/spec/claim.md`` says which fields a claim of each kind has.
"""

from fractions import Fraction
from typing import Annotated, Final, Literal

from msgspec import Meta

from suffrage.board.kinds.kind import Kind
from suffrage.model.canonical import LARGEST_INTEGER
from suffrage.model.values import CampId, Count, Digest, Ident, Instant, Label, UnitId, Value

__all__ = [
    "FAMILY",
    "Claim",
    "ClaimAnswered",
    "ClaimKind",
    "ClaimMade",
    "IncidentReported",
    "ShareRange",
]

ClaimKind = Literal["counted", "estimate", "rank", "majority", "turnout", "coverage"]
# No user name before the host, no quote, space or control character: a page may link to it.
Link = Annotated[
    str,
    Meta(
        pattern=r"^https://[0-9A-Za-z](?:[0-9A-Za-z.-]{0,250}[0-9A-Za-z])?(?::[0-9]{1,5})?"
        r"(?:[/?#][!#$%&()*+,./0-9:;=?@A-Z_a-z~-]*)?\Z",
        max_length=400,
    ),
]
Rank = Annotated[int, Meta(ge=0, le=999)]
TreeSize = Annotated[int, Meta(ge=1, le=LARGEST_INTEGER)]


class ClaimMade(Value, frozen=True):
    """A figure that somebody published, of one kind; kinds are never mixed."""

    contest: Ident
    claim: ClaimKind


class ShareRange(Value, frozen=True):
    """A share said to lie between two others, both included: "between 48 and 50 %"."""

    least: Fraction
    most: Fraction


class Claim(Value, frozen=True):
    """What was said, by whom, for whom and where; a field at its default was not said.

    ``tree_size`` is the size of the board that it is set against. ``place`` limits it to a
    federation, or names the place of the contest's instance. ``shares``, ``ranges`` and ``votes``
    are what single options were said to have, ``share`` a part of the members or units
    (``share_of``), ``rank`` the place of ``option``, and ``order`` says who is ahead of whom.
    ``source`` links to where it was said, ``capture`` is the hash of a capture kept elsewhere;
    ``confirmed`` says whether the camp stands by it.
    """

    contest: Ident
    claim: ClaimKind
    said_at: Instant
    said_by: Label
    camp: CampId
    confirmed: Literal["yes", "no", "not-asked"]
    tree_size: TreeSize
    place: UnitId = ""
    shares: dict[Ident, Fraction] = {}  # noqa: RUF012  (the library copies the default)
    ranges: dict[Ident, ShareRange] = {}  # noqa: RUF012  (same)
    votes: dict[Ident, Count] = {}  # noqa: RUF012  (same)
    ballots: Count = 0
    share: Fraction = Fraction(0)
    share_of: Literal["members", "units"] = "members"
    option: Ident = ""
    rank: Rank = 0
    order: tuple[Ident, ...] = ()
    source: Link = ""
    capture: Digest = ""


class ClaimAnswered(Value, frozen=True):
    """A camp says whether it stands by what was said for it; ``claim`` is that record's index."""

    claim: Count
    answer: Literal["yes", "no"]


class IncidentReported(Value, frozen=True):
    """Something happened in a section or box; the account is a text."""

    unit: UnitId
    type: Ident


FAMILY: Final = (
    Kind("claim.made/2", ClaimMade, Claim),
    Kind("claim.answered/1", ClaimAnswered),
    Kind("incident.reported/1", IncidentReported, "text"),
)
