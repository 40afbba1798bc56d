"""What a template is: which answers it asks for, and what it makes of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from suffrage.model.bodies import Body
from suffrage.model.contests import Contest
from suffrage.office.elections.answers import Answers

__all__ = ["EVERY", "Evening", "Parts", "Template"]

EVERY: Final = ("title_fr", "title_en", "slug", "host", "evenings", "commission")
"""What every template asks for."""


@dataclass(frozen=True, slots=True)
class Evening:
    """The hours of one round, in UTC."""

    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What a template decides: the contests, and the bodies that follow them."""

    contests: tuple[Contest, ...]
    bodies: tuple[Body, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of election.

    ``asks`` are the answers without which there is no definition, besides ``units`` or ``room``;
    ``offers`` are those that change its defaults. ``evenings`` is how many rounds there may be,
    and ``apart`` how long after the one before a round begins whose hours are not given: after
    its opening for days, after its closing for less. ``fewest`` options must stand;
    ``signatories`` says whether each needs its first signatory.
    """

    name: str
    asks: tuple[str, ...]
    offers: tuple[str, ...]
    make: Callable[[Answers, tuple[Evening, ...]], Parts]
    evenings: int = 1
    apart: timedelta = timedelta(days=7)
    fewest: int = 2
    signatories: bool = False
