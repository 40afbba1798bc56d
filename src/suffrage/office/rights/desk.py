"""A desk: what a view knows of who asks, where and in which role.

``action`` turns a function into a view that asks its policy first. Every address of a desk is
made so; a test walks them all with every role, and finds those that were forgotten.

>>> @action(POLICY, "excuse", unit="unit")
... def excuse(desk: Desk, unit: str) -> HttpResponse: ...
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from suffrage.conduct.state import State
from suffrage.model.definition import Definition
from suffrage.office.boards import board_state
from suffrage.office.clock import instant
from suffrage.office.models import Election, Grant, Person
from suffrage.office.pages import set_board
from suffrage.office.rights.policy import DeskPolicy, kind_of

__all__ = ["Action", "Desk", "action"]

_P = ParamSpec("_P")


@dataclass
class Desk:
    """One request at a desk: the person, the election, and the role that the policy allowed."""

    request: HttpRequest
    person: Person
    election: Election
    role: str
    roles: tuple[str, ...]

    @cached_property
    def state(self) -> State:
        """The board's state when the request first asked for it."""
        return board_state(self.election.slug)

    @cached_property
    def definition(self) -> Definition:
        """The definition on the board, or the draft before there is one."""
        return self.state.rules if self.election.convened else self.election.drafted()

    @cached_property
    def now(self) -> str:
        """The moment of this request, as records write it."""
        return instant()

    def holds(self, role: str) -> bool:
        """Whether the key in office for a role is this person's own.

        What is done without a signature asks it: a member of the commission may give any role.
        """
        key = self.state.keys.get(role, "")
        own = Grant.objects.filter(election=self.election, person=self.person, role=role, key=key)
        return bool(key) and own.exists()

    def render(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """A page of this desk, its hours told in the election's zone."""
        set_board(self.request, self.definition)
        return render(self.request, template, {"desk": self, **context}, status=status)


@dataclass(frozen=True)
class Action:
    """What a view says of itself: its policy, its action, and which argument names a unit."""

    policy: DeskPolicy
    name: str
    unit: str


def action(
    policy: DeskPolicy, name: str, *, unit: str = ""
) -> Callable[[Callable[Concatenate[Desk, _P], HttpResponse]], Callable[..., HttpResponse]]:
    """A view of ``<election>`` that the policy allows under this name, at the unit if one is named.

    A stranger to an election is not told that it exists.
    """
    if name not in policy.actions:
        raise LookupError(name)

    def decorate(
        view: Callable[Concatenate[Desk, _P], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @wraps(view)
        def asked(request: HttpRequest, election: str, **named: Any) -> HttpResponse:
            if not isinstance(request.user, Person):
                return redirect_to_login(request.get_full_path())
            desk = _desk(request, request.user, election)
            place = str(named.get(unit, "")) if unit else ""
            units = desk.definition.tree if place else None
            desk.role = policy.check(_preferred(request, desk.roles), name, units, place)
            # For the log, which tells the kind of a role and never whose it is.
            request.role_kind = kind_of(desk.role)  # type: ignore[attr-defined]
            return view(desk, **named)  # type: ignore[call-arg]  # (what the address names)

        asked.action = Action(policy, name, unit)  # type: ignore[attr-defined]
        return asked

    return decorate


def _desk(request: HttpRequest, person: Person, slug: str) -> Desk:
    election = Election.objects.filter(slug=slug).first()
    if election is None:
        raise Http404
    grants = Grant.objects.filter(election=election, person=person).order_by("role")
    roles = tuple(grants.values_list("role", flat=True))
    if not roles:
        raise Http404
    return Desk(request, person, election, "", roles)


def _preferred(request: HttpRequest, roles: tuple[str, ...]) -> list[str]:
    """The roles, the one that the page was opened in first."""
    chosen = request.POST.get("as") or request.GET.get("as") or ""
    return sorted(roles, key=lambda role: role != chosen)
