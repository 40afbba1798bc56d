"""The groups of a hemicycle, from the view of a body: by option, or by the members' parties."""

from collections.abc import Iterable, Mapping
from typing import Final

from suffrage.model.alliances import Party
from suffrage.night.bodies.body_view import BodyView
from suffrage.site.pages.charts.hemicycle import SeatGroup

__all__ = ["groups_by_option", "groups_by_party"]


_COLOURS: Final = 8
"""How many the style sheet has; then they begin again."""


def groups_by_option(view: BodyView, labels: Mapping[str, str], open_: str) -> list[SeatGroup]:
    """One group an option in the order of the contest, coloured 1, 2, …; last the open seats.

    ``labels`` are the options' names, ``open_`` that of seats which a tie still claims.
    """
    groups = [
        SeatGroup(labels[one.option], one.seats, _colour(place))
        for place, one in enumerate(view.options)
    ]
    return [*groups, SeatGroup(open_, view.open_seats, 0)]


def groups_by_party(
    view: BodyView, parties: Iterable[Party], none: str, open_: str
) -> list[SeatGroup]:
    """One group a declared party in its order, coloured 1, 2, …; last seats of none, and open."""
    groups = [
        SeatGroup(party.label, view.parties[party.id], _colour(place))
        for place, party in enumerate(parties)
    ]
    return [
        *groups,
        SeatGroup(none, view.parties.get("", 0), 0),
        SeatGroup(open_, view.open_seats, 0),
    ]


def _colour(place: int) -> int:
    return 1 + place % _COLOURS
