"""What allied parties promised each other, set beside the votes and seats that came of it.

>>> agreement_view(state, agreement, {"text": figures}).balances[0].seats        # doctest: +SKIP
Balance(promised=60, obtained=58, open=0)
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from suffrage.conduct.state import State
from suffrage.model.alliances import Agreement
from suffrage.model.contests import instance_id
from suffrage.night.bodies.body_view import body_view
from suffrage.night.bodies.promises import (
    PromiseView,
    constituency_view,
    position_view,
    seats_view,
)
from suffrage.night.counted import Counted

__all__ = ["AgreementView", "Balance", "PartyBalance", "agreement_view"]


@dataclass(frozen=True, slots=True)
class Balance:
    """How much was promised, how much of it obtained so far, and how much is still ``open``."""

    promised: int
    obtained: int
    open: int


@dataclass(frozen=True, slots=True)
class PartyBalance:
    """A party's promises by what was promised; ``votes`` are those in its constituencies."""

    party: str
    seats: Balance
    positions: Balance
    places: Balance
    votes: int


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement, promise by promise and party by party, both in the declared order."""

    agreement: Agreement
    promises: tuple[PromiseView, ...]
    balances: tuple[PartyBalance, ...]


def agreement_view(
    state: State, agreement: Agreement, shown: Mapping[str, Counted]
) -> AgreementView:
    """The promises of an agreement; ``shown`` holds the instances whose figures may be shown."""
    bodies = {
        body.id: body_view(state, body, shown[body.contest])
        for body in state.rules.bodies
        if body.contest in shown
    }
    promises = []
    for promise in agreement.promises:
        if promise.contest:
            figures = shown.get(instance_id(promise.contest, promise.place))
            promises.append(constituency_view(state, agreement, promise, figures))
        elif promise.option:
            promises.append(position_view(state, promise, bodies.get(promise.body)))
        else:
            promises.append(seats_view(state, promise, bodies.get(promise.body)))
    balances = tuple(_balance(party, promises) for party in agreement.parties)
    return AgreementView(agreement, tuple(promises), balances)


def _balance(party: str, promises: Iterable[PromiseView]) -> PartyBalance:
    own = [one for one in promises if one.promise.party == party]
    places = [one for one in own if one.promise.contest]
    return PartyBalance(
        party=party,
        seats=_sum(one for one in own if one.promise.seats),
        positions=_sum(one for one in own if one.promise.option),
        places=_sum(places),
        votes=sum(one.votes or 0 for one in places),
    )


def _sum(promises: Iterable[PromiseView]) -> Balance:
    views = tuple(promises)
    return Balance(
        promised=sum(one.promised for one in views),
        obtained=sum(one.obtained or 0 for one in views),
        open=sum(one.promised for one in views if one.obtained is None),
    )
