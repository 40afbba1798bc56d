"""Members who sit by office: a declared number, or the winners of another contest."""

from dataclasses import dataclass

from suffrage.conduct.bodies import ex_officio
from suffrage.conduct.standing import stands
from suffrage.conduct.state import State
from suffrage.model.bodies import Body, WinnersOf
from suffrage.model.contests import instance_place

__all__ = ["Office", "Sitting", "office_members"]


@dataclass(frozen=True, slots=True)
class Sitting:
    """The ``option`` that was elected in an instance and sits here for it."""

    instance: str
    option: str


@dataclass(frozen=True, slots=True)
class Office:
    """How many sit by office now, who where a contest says it, and how many are still awaited."""

    number: int
    people: tuple[Sitting, ...]
    awaited: int


def office_members(state: State, body: Body) -> Office:
    """The members ex officio of a body, from certificates only."""
    source = body.ex_officio
    if not isinstance(source, WinnersOf):
        return Office(source, (), 0)
    instances = [
        name for name in state.rules.instances() if instance_place(name)[0] == source.winners_of
    ]
    people = tuple(
        Sitting(name, winner)
        for name in instances
        if name in state.certified and (winner := state.certified[name].outcome.elected)
    )
    awaited = sum(name not in state.certified and stands(state, name) for name in instances)
    return Office(ex_officio(state, body), people, awaited)
