"""Bodies whose seats follow a contest, and members who sit there by office."""

from typing import Annotated

from msgspec import Meta

from suffrage.model.rule import SeatRule
from suffrage.model.values import Count, Ident, Label, Value

__all__ = ["Body", "WinnersOf"]


class WinnersOf(Value, frozen=True):
    """Members ex officio who are the winners of another contest, one an instance."""

    winners_of: Ident


class Body(Value, frozen=True):
    """A council: seats shared in proportion to a contest's votes, plus members ex officio.

    With ``alternation`` every option stands with a list on which women and men alternate.
    """

    id: Ident
    contest: Ident
    seats: Annotated[int, Meta(ge=1, le=100_000)]
    rule: SeatRule
    ex_officio: Count | WinnersOf = 0
    title: dict[Ident, Label] = {}  # noqa: RUF012  (the library copies the default)
    alternation: bool = False
