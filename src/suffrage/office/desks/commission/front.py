"""The first page of the commission's desk: where the election stands and what to do next."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from django.http import HttpResponse
from django.urls import reverse

from suffrage.model.contests import Linked
from suffrage.office.desks.commission.officers import Seat, seats
from suffrage.office.desks.commission.officers_appoint import waiting
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.desks.commission.rules import obstacles
from suffrage.office.desks.commission.setup_convene import keys_awaited
from suffrage.office.models import Election
from suffrage.office.rights.desk import Desk, action
from suffrage.office.rights.policy import kind_of

__all__ = ["front"]


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step before the vote: its word, where it is done, and how it stands."""

    name: str
    address: str
    state: Literal["done", "next", "later"]
    fields: dict[str, int] = field(default_factory=dict)


@action(POLICY, "see")
def front(desk: Desk) -> HttpResponse:
    """The steps before the vote, then the rounds with their evenings."""
    rounds = [(number, desk.state.evening(number)) for number in desk.definition.rounds]
    found = desk.definition
    return desk.render(
        "commission/front.html",
        phase=desk.state.phase,
        rounds=rounds,
        steps=list(_steps(desk)),
        later=[
            number
            for number in found.rounds
            if any(isinstance(one.options, Linked) for one in found.contests_of(number))
        ],
        rehearsals=Election.objects.filter(rehearses=desk.election).order_by("-pk"),
        acts=any(kind_of(role) == "commission" for role in desk.roles),
        convenes="convener" in desk.roles and not desk.election.convened,
        missing=[] if desk.election.convened else keys_awaited(desk),
    )


def _steps(desk: Desk) -> Iterator[StepShown]:
    """In their order; the first that is open is the next."""
    first = True
    for name, page, done, fields in _all_steps(desk):
        state: Literal["done", "next", "later"] = "done" if done else "next" if first else "later"
        first = first and done
        yield StepShown(name, reverse(page, args=(desk.election.slug,)), state, fields)


def _all_steps(desk: Desk) -> Iterator[tuple[str, str, bool, dict[str, int]]]:
    """Name, page, whether it is done, and figures of its sentence."""
    convened, phase = desk.election.convened, desk.state.phase
    members = desk.definition.commission.members
    have = _members_invited(seats(desk))
    missing = 0 if convened else len(keys_awaited(desk))
    yield "draft", "draft", True, {}
    invited = {"number": len(have), "of": len(members)}
    yield "invite", "people", convened or len(have) >= len(members), invited
    yield "keys", "people", not missing, {"number": missing}
    yield "convene", "notice" if convened else "commission", convened, {}
    if convened:
        yield "appoint", "appoint", not waiting(desk), {"number": len(waiting(desk))}
        stopping = sum(one.stops for one in obstacles(desk))
        yield "fix", "rules", phase not in ("empty", "draft"), {"number": stopping}


def _members_invited(found: list[Seat]) -> set[str]:
    return {one.grant.role for one in found if kind_of(one.grant.role) == "commission"}
