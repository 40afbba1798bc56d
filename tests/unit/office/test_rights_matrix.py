"""Every address × every kind of role × own and foreign objects × GET and POST.

What a policy does not grant is refused and changes nothing; what it grants is not refused for
rights. The addresses are walked, so that a desk that is added is tried without a word here.
"""

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path, reverse
from tests.support.counts import count
from tests.support.office import Office, state_of
from tests.support.rights import PLACES, PUBLIC, Place, faults_of, made_row, places
from tests.support.simulator import Simulation

from suffrage.office.models import Election, Person
from suffrage.office.rights.desk import Desk, action
from suffrage.office.rights.policy import DeskPolicy, kind_of

pytestmark = pytest.mark.long

KINDS: Final = (
    "convener",
    "commission@chair",
    "federation@75",
    "teller@75-001",
    "agent@to1",
    "trustee@to1",
    "registrar",
    "congress@delegates",
    "helpdesk",
    "observer",
    "roll",
)
OWN_UNIT, OTHER_UNIT = "75-001", "13-001"
PLACED: Final = {"federation", "teller", "secretary"}
REFUSED: Final = {302, 401, 403, 404, 405}
LOOKS: Final = {
    "agents-photo": "each look at a photo is logged",
    "fed-photo": "each look at a photo is logged",
    "helpdesk-look": "each look at a member is logged",
    "helpdesk-search": "each search is logged",
    "roll-section": "each look at a list is logged",
    "roll-export": "each export is logged",
}
"""Addresses where asking leaves a line in a log of looks."""


@dataclass(frozen=True)
class Matrix:
    """Two elections with rows of every kind, and somebody in every role of the first."""

    own: Election
    other: Election
    people: Mapping[str, Client]
    rows: Mapping[tuple[str, str, str], Any]

    def path(self, place: Place, kind: str, unit: str, objects: str = "own") -> str:
        """The address in the own election, with objects of that or of the other election."""
        given = {"election": self.own.slug, "unit": unit, "place": unit}
        for name, (model, field) in place.objects().items():
            given[name] = getattr(self.rows[model, objects, kind], field)
        return place.path(given)


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    with Office(tmp_path_factory.mktemp("matrix")) as office:
        own = office.election(Simulation().convene().fix_rules())
        other = office.election(Simulation().convene().fix_rules(), slug="another")
        people: dict[str, Client] = {}
        persons: dict[str, Person] = {}
        for role in KINDS:
            one = office.person(f"{kind_of(role)}@example.org", own, role)
            people[role], persons[role] = one.client, one.person
        elsewhere = office.person("elsewhere@example.org", other, *KINDS)
        nobody = Person.objects.invite("nobody@example.org")
        people["elsewhere"], persons["elsewhere"] = elsewhere.client, elsewhere.person
        people["nobody"] = _client()
        people["nobody"].force_login(nobody, settings.AUTHENTICATION_BACKENDS[0])
        people["signed out"] = _client()
        for client in people.values():
            client.raise_request_exception = False
        yield Matrix(own, other, people, _rows(own, other, persons))


def _client() -> Client:
    return Client(headers={"host": settings.ALLOWED_HOSTS[0]})


def _rows(
    own: Election, other: Election, persons: Mapping[str, Person]
) -> dict[tuple[str, str, str], Any]:
    """For everybody, a row of each kind in both elections that names the person as its own."""
    rows: dict[tuple[str, str, str], Any] = {}
    models = {model for place in places() for model, _ in place.objects().values()}
    number = 0
    for model in sorted(models):
        for kind, person in persons.items():
            for name, election in (("own", own), ("other", other)):
                number += 1
                rows[model, name, kind] = made_row(model, election, person, OWN_UNIT, number)
            number += 1
            rows[model, "far", kind] = made_row(model, own, person, OTHER_UNIT, number)
        for kind in ("nobody", "signed out"):
            for name in ("own", "other"):
                rows[model, name, kind] = rows[model, name, "observer"]
    return rows


def _allowed(place: Place, role: str, unit: str) -> bool:
    """What the policy says, reckoned here once more."""
    assert place.action is not None
    if role not in KINDS or place.own_way:
        return False
    if kind_of(role) not in place.action.policy.actions[place.action.name]:
        return False
    asked = place.action.unit and unit
    return not (asked and kind_of(role) in PLACED and unit == OTHER_UNIT)


def _asked(client: Client, method: str, path: str) -> Any:
    return client.get(path) if method == "GET" else client.post(path, {"unit": OWN_UNIT})


def _counts() -> dict[str, int]:
    """The rows of every table but those of sessions and limits, which asking alone may fill."""
    skipped = {"django_session", "office_limits"}
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names() if name not in skipped]
        found = {}
        for name in names:
            cursor.execute(f'select count(*) from "{name}"')
            found[name] = cursor.fetchone()[0]
    return found


@contextmanager
def _unchanged(matrix: Matrix, what: str) -> Iterator[None]:
    before = _counts(), state_of(matrix.own).size, state_of(matrix.other).size
    yield
    after = _counts(), state_of(matrix.own).size, state_of(matrix.other).size
    assert after == before, what


def _asking() -> list[Place]:
    return [place for place in places() if place.action is not None]


def _of_elections() -> list[Place]:
    return [place for place in _asking() if place.elects and not place.own_way]


def _tells(response: Any) -> str:
    return f"{response.status_code} {response.headers.get('Location', '')}"


def test_every_address_asks_a_policy_or_says_why_not() -> None:
    assert faults_of(places()) == []
    named = {place.name for place in places()}
    # The names of addresses that are gone would hide one that comes later.
    assert set(PUBLIC) <= named | {"confirm"}


@pytest.mark.parametrize("place", _asking(), ids=lambda place: place.route)
def test_what_is_not_granted_is_refused_and_changes_nothing(place: Place, matrix: Matrix) -> None:
    tried = [
        (role, unit, method)
        for role in matrix.people
        for unit in ((OWN_UNIT, OTHER_UNIT) if place.action and place.action.unit else (OWN_UNIT,))
        for method in ("GET", "POST")
        if not _allowed(place, role, unit)
    ]
    # A few of each address in every run; all of them in the drill.
    tried = random.Random(place.route).sample(tried, min(len(tried), count(10, 1000)))
    with _unchanged(matrix, place.route):
        for role, unit, method in tried:
            path = matrix.path(place, role, unit)
            response = _asked(matrix.people[role], method, path)
            told = f"{role} {method} {path}: {_tells(response)}"
            assert response.status_code in REFUSED, told
            if response.status_code == 302:
                assert response["Location"].startswith(("/account/login/", "/section/closed")), told


@pytest.mark.parametrize("place", _of_elections(), ids=lambda place: place.route)
def test_what_is_granted_is_not_refused_and_a_look_changes_nothing(
    place: Place, matrix: Matrix
) -> None:
    assert place.action is not None
    for role in KINDS:
        if not _allowed(place, role, OWN_UNIT):
            continue
        path = matrix.path(place, role, OWN_UNIT)
        with _unchanged(matrix, f"GET {path}") if place.name not in LOOKS else _anything():
            response = matrix.people[role].get(path)
        refused = response.status_code == 403 and b"office.not-granted" in response.content
        assert not refused or place.objects(), f"{role} GET {path}: {_tells(response)}"
        assert not _tells(response).startswith("302 /account/login"), f"{role} GET {path}"


@contextmanager
def _anything() -> Iterator[None]:
    yield


@pytest.mark.parametrize(
    "place", [one for one in _of_elections() if one.objects()], ids=lambda place: place.route
)
def test_an_object_of_another_election_is_not_found_under_the_own_one(
    place: Place, matrix: Matrix
) -> None:
    for role in KINDS:
        if not _allowed(place, role, OWN_UNIT):
            continue
        path = matrix.path(place, role, OWN_UNIT, "other")
        for method in ("GET", "POST"):
            with _unchanged(matrix, f"{role} {method} {path}"):
                response = _asked(matrix.people[role], method, path)
            told = f"{role} {method} {path}: {_tells(response)}"
            assert _kept_out(method, response), told


def _kept_out(method: str, response: Any) -> bool:
    """Whether nothing was shown; who looks at an address that only takes forms is led back."""
    led_back = method == "GET" and response.status_code == 302
    unknown = response.status_code == 409 and b".unknown</code>" in response.content
    return led_back or unknown or response.status_code in {403, 404, 405}


def _is_placed(row: Any) -> bool:
    return any(hasattr(row, name) for name in PLACES)


@pytest.mark.parametrize(
    "place", [one for one in _of_elections() if one.objects()], ids=lambda place: place.route
)
def test_an_object_of_another_unit_is_not_found_under_the_own_one(
    place: Place, matrix: Matrix
) -> None:
    for role in KINDS:
        if kind_of(role) not in PLACED or not _allowed(place, role, OWN_UNIT):
            continue
        models = [model for model, _ in place.objects().values()]
        if not all(_is_placed(matrix.rows[model, "far", role]) for model in models):
            continue
        path = matrix.path(place, role, OWN_UNIT, "far")
        for method in ("GET", "POST"):
            with _unchanged(matrix, f"{role} {method} {path}"):
                response = _asked(matrix.people[role], method, path)
            told = f"{role} {method} {path}: {_tells(response)}"
            assert _kept_out(method, response), told


@pytest.mark.parametrize(
    "place",
    [
        one
        for one in _of_elections()
        if {"Proposal", "Lookup", "ApiToken"} & {model for model, _ in one.objects().values()}
    ],
    ids=lambda place: place.route,
)
def test_what_somebody_else_drafted_or_looked_up_is_shown_to_nobody(
    place: Place, matrix: Matrix
) -> None:
    for role in KINDS:
        if not _allowed(place, role, OWN_UNIT):
            continue
        # The same address, with what another person of the same election has made.
        another = next(one for one in KINDS if one != role)
        path = matrix.path(place, another, OWN_UNIT)
        for method in ("GET", "POST"):
            with _unchanged(matrix, f"{role} {method} {path}"):
                response = _asked(matrix.people[role], method, path)
            assert _kept_out(method, response), f"{role} {method} {path}: {_tells(response)}"


@pytest.mark.parametrize("name", ["member-own", "member-appeal", "member-leaf"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_role_does_not_open_a_member_s_own_pages(name: str, method: str, matrix: Matrix) -> None:
    address = reverse(name, args=(matrix.own.slug,))
    for role, client in matrix.people.items():
        with _unchanged(matrix, f"{role} {method} {address}"):
            response = _asked(client, method, address)
        assert response.status_code in REFUSED, f"{role} {method} {address}: {_tells(response)}"


# -- the walker itself can fail ----------------------------------------------------------------

_POLICY = DeskPolicy("trial", {"see": ("commission",)})


def _forgotten(_request: Any, election: str) -> HttpResponse:
    return HttpResponse(election)


@action(_POLICY, "see")
def _unasked(_desk: Desk, unit: str) -> HttpResponse:
    return HttpResponse(unit)


@action(_POLICY, "see", unit="unit")
def _right(_desk: Desk, unit: str) -> HttpResponse:
    return HttpResponse(unit)


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        (path("desk/<slug:election>/x", _forgotten), "no policy"),
        (path("desk/<slug:election>/x/<str:unit>", _unasked), "unit='unit'"),
        (path("desk/<slug:election>/x/<str:unit>/<int:horse>", _right), "<horse>"),
        (path("x/<str:unit>", _right), "no election"),
    ],
)
def test_the_walk_finds_what_a_desk_forgot(pattern: Any, fault: str) -> None:
    below = [path("deep/", include([path("deeper/", include([pattern]))]))]
    found = faults_of(places(below))
    assert len(found) == 1
    assert fault in found[0]
    assert faults_of(places([path("desk/<slug:election>/x/<str:unit>", _right)])) == []
