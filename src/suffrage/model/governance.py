"""Who decides, on what grounds, with which quorum; and dated facts about options."""

from fractions import Fraction
from typing import Annotated, Literal

from msgspec import Meta

from suffrage.model.values import CampId, Day, Ident, Instant, Label, Value

__all__ = [
    "TRANSFERS_FROM",
    "Commission",
    "Fact",
    "Ground",
    "Minimum",
    "Publication",
    "Witnesses",
]

TRANSFERS_FROM = 1_000
"""The electorate from which transfers of votes may be estimated, where nothing is declared."""


class Commission(Value, frozen=True):
    """The members who decide; ``quorum`` is how many must cast a vote.

    A motion is carried when the quorum is met and more members vote for it than against it.
    Nobody has a casting vote: a tied motion is not carried.
    """

    members: Annotated[tuple[Ident, ...], Meta(min_length=1)]
    quorum: Annotated[int, Meta(ge=1)]


class Ground(Value, frozen=True):
    """A reason for which a sheet, a unit or a run may be set aside, fixed before opening."""

    id: Ident
    text: dict[Ident, Label]
    effect: Literal["annul-unit", "correct-sheet", "annul-run"]


class Fact(Value, frozen=True):
    """Something dated that a body decided about an option; it takes no part in the count."""

    contest: Ident
    option: Ident
    kind: Literal["endorsement", "label", "camp", "status"]
    value: Label
    on: Day
    by: Label


class Witnesses(Value, frozen=True):
    """Whose cosignatures make a checkpoint count; ``keys`` are C2SP verifier keys by camp."""

    quorum: Annotated[int, Meta(ge=0)] = 0
    keys: dict[CampId, str] = {}  # noqa: RUF012  (the library copies the default)


class Minimum(Value, frozen=True):
    """The fewest valid ballots whose sum may be published: on paper, online, of a pool.

    ``paper`` is for sections whose count is public in the room, read aloud and posted; the
    others are in pools, and ``pooled`` is the least that the sum of a pool may show.
    """

    paper: Annotated[int, Meta(ge=1)] = 1
    online: Annotated[int, Meta(ge=1)] = 10
    pooled: Annotated[int, Meta(ge=1)] = 10


class Publication(Value, frozen=True):
    """When figures may appear: not before a moment, and on pages not below a coverage.

    ``coverage`` is a share of the members on the rolls, those of units that have reported or
    never will; sheets go to the board before it is reached, but no page sums them up.
    ``transfers_from`` is the fewest registered members for whom a page may estimate where the
    voters of the earlier round went.
    """

    not_before: Instant
    coverage: Fraction = Fraction(0)
    transfers_from: Annotated[int, Meta(ge=1)] = TRANSFERS_FROM
