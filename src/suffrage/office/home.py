"""The first page: the elections in which this person has a desk, and the way to each."""

from dataclasses import dataclass
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from suffrage.errors import SuffrageError
from suffrage.model.definition import Definition
from suffrage.office.boards import board_state
from suffrage.office.models import Election, Grant, Person
from suffrage.office.pages import links
from suffrage.office.rights.person import roles_of_person
from suffrage.office.rights.policy import kind_of
from suffrage.office.signing.policy import SIGNING

__all__ = ["home"]

_COMMON: Final = frozenset({"motions", "keys", "tokens", "sheet-checks"})
"""Pages that many roles share: a role's own desk comes before them."""


@dataclass(frozen=True, slots=True)
class _Place:
    """An election with the person's roles there, each with the page of its desk.

    ``keyless`` says that one of the roles signs, and no key was made for it yet.
    """

    election: Election
    title: str
    rehearsal: bool
    roles: list[tuple[str, str]]
    keyless: bool


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The roles of whoever is signed in, by election, the newest first."""
    grants = (
        Grant.objects.filter(person=request.user.pk)
        .select_related("election")
        .order_by("-election__pk", "role")
    )
    roles: dict[Election, list[Grant]] = {}
    for grant in grants:
        roles.setdefault(grant.election, []).append(grant)
    language = getattr(request, "LANGUAGE_CODE", "fr")[:2]
    places = [_place(election, own, language) for election, own in roles.items()]
    convenes = isinstance(request.user, Person) and bool(roles_of_person(request.user))
    return render(request, "home.html", {"places": places, "convenes": convenes})


def _place(election: Election, grants: list[Grant], language: str) -> _Place:
    found = _definition(election)
    title = found.title.get(language) or next(iter(found.title.values()), "") if found else ""
    return _Place(
        election,
        title or election.slug,
        found is not None and found.rehearsal,
        [(grant.role, _own_desk(grant.role)) for grant in grants],
        any(not grant.key and kind_of(grant.role) in SIGNING.actions["sign"] for grant in grants),
    )


def _definition(election: Election) -> Definition | None:
    try:
        return board_state(election.slug).rules if election.convened else election.drafted()
    except SuffrageError:
        # One board that cannot be read must not keep a person from the others.
        return None


def _own_desk(role: str) -> str:
    """The page of the role's own desk; the keys where it has none."""
    pages = [page for page, _ in links([role])]
    own = next((page for page in pages if page not in _COMMON), "")
    return own or ("keys" if "keys" in pages else "")
