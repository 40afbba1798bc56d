"""One promise of an agreement, and what became of it.

Of seats in a body, the party has those of all its members, on whatever list. A position is
obtained when the party's member stands there and is elected. A constituency is kept when the
party leads an option there and no other party of the agreement does, and obtained when that
option is elected.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeGuard

from suffrage.conduct.state import State
from suffrage.model.alliances import Agreement, Promise
from suffrage.model.contests import Option, instance_id
from suffrage.night.bodies.body_view import BodyView
from suffrage.night.bodies.lists import party_of
from suffrage.night.bodies.standing import find_option, standing_options, winner_of
from suffrage.night.counted import Counted

__all__ = ["PromiseView", "constituency_view", "position_view", "seats_view"]


@dataclass(frozen=True, slots=True)
class PromiseView:
    """A promise and what became of it.

    ``kept``: the party stands where it was promised to; ``None`` for seats, which nobody can
    give away beforehand. ``candidates`` are the options that stand for it, or the name of the
    person. ``promised`` and ``obtained`` are seats, or 1 and 0; ``obtained`` is ``None`` while
    it may not be shown, or is not known. ``votes`` are those of the options that bear the party
    there, so far; ``share`` is out of the valid votes, ``None`` where there are none.
    """

    promise: Promise
    kept: bool | None
    candidates: tuple[str, ...]
    promised: int
    obtained: int | None
    votes: int | None
    share: Fraction | None


def seats_view(state: State, promise: Promise, view: BodyView | None) -> PromiseView:
    """Seats promised in a body; ``view`` is ``None`` while its figures may not be shown."""
    body = next(body for body in state.rules.bodies if body.id == promise.body)
    bearing = tuple(
        option.id
        for option in standing_options(state, body.contest)
        if promise.party in option.parties
    )
    votes, share = _votes(_by_option(view), bearing)
    obtained = view.parties[promise.party] if _is_shared(view) else None
    return PromiseView(promise, None, bearing, promise.seats, obtained, votes, share)


def position_view(state: State, promise: Promise, view: BodyView | None) -> PromiseView:
    """A position on a list; the list of an option that has withdrawn elects nobody."""
    body = next(body for body in state.rules.bodies if body.id == promise.body)
    option = find_option(state, body.contest, promise.option)
    member = option.members[promise.position - 1]
    kept = party_of(option, member) == promise.party
    votes, share = _votes(_by_option(view), {option.id})
    obtained = None
    if _is_shared(view):
        seats = {one.option: one.seats for one in view.options}.get(option.id, 0)
        obtained = int(kept and seats >= promise.position)
    return PromiseView(promise, kept, (member.name,), 1, obtained, votes, share)


def _is_shared(view: BodyView | None) -> TypeGuard[BodyView]:
    """Whether seats can be called obtained: by what is counted so far nobody has any."""
    return view is not None and view.status not in ("none", "partial")


def constituency_view(
    state: State, agreement: Agreement, promise: Promise, figures: Counted | None
) -> PromiseView:
    """A constituency; ``figures`` is ``None`` while they may not be shown."""
    instance = instance_id(promise.contest, promise.place)
    leaders = {option.id: _leader(option) for option in standing_options(state, instance)}
    allied = [name for name, party in leaders.items() if party in agreement.parties]
    own = tuple(name for name in allied if leaders[name] == promise.party)
    winner = winner_of(state, instance)
    votes, share = _votes(figures.totals.votes if figures else None, own)
    return PromiseView(
        promise=promise,
        kept=bool(own) and len(own) == len(allied),
        candidates=own,
        promised=1,
        obtained=None if winner is None else int(winner in own),
        votes=votes,
        share=share,
    )


def _leader(option: Option) -> str:
    """The party of the person who stands; else the first whose label the option bears."""
    first = party_of(option, option.members[0]) if option.members else ""
    return first or next(iter(option.parties), "")


def _by_option(view: BodyView | None) -> Mapping[str, int] | None:
    return {one.option: one.votes for one in view.options} if view else None


def _votes(
    votes: Mapping[str, int] | None, options: Collection[str]
) -> tuple[int | None, Fraction | None]:
    """The votes of these options, and their share of all."""
    if votes is None:
        return None, None
    own, everybody = sum(votes.get(option, 0) for option in options), sum(votes.values())
    return own, Fraction(own, everybody) if everybody else None
