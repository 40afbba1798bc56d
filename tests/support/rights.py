"""Every address of the office: who may ask for it, and objects of an election to ask with.

``places`` walks ``office.urls`` to the end. A view says of itself what it asks (``.action``), or
stands in ``PUBLIC`` with a reason; ``faults_of`` finds those that do neither.

>>> [place.name for place in places() if place.action is None and place.name not in PUBLIC]
[]
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from suffrage.office.models import Election, Person
from suffrage.office.rights.desk import Action
from suffrage.office.rights.policy import DeskPolicy

__all__ = [
    "OBJECTS",
    "PLACES",
    "PUBLIC",
    "VALUES",
    "Place",
    "faults_of",
    "made_row",
    "places",
    "policies",
]

PUBLIC: Final[Mapping[str, str]] = {
    "home": "asks who is signed in, and shows that person's own roles alone",
    "health": "sizes and faults of boards, which are public",
    "public": "the files that anybody may mirror",
    "public-folder": "the files that anybody may mirror",
    "set_language": "the reader's language",
    "door": "where a section's phone types its code",
    "section-worker": "a script",
    "section-shut": "says that the section's evening is not open on this phone",
    "confirm": "what is printed on a sheet; who agrees to it says so behind a desk's address",
    "member": "where a member asks for a code",
    "member-ask": "where a member asks for a code",
    "member-code": "where a member types the code",
    "member-try": "where a member types the code",
    "member-leave": "a member signs out",
    "member-own": "a member's own; asks the cookie that the code gave",
    "member-appeal": "a member's own; asks the cookie that the code gave",
    "member-leaf": "a member's own; asks the cookie that the code gave",
    "openapi-json": "what the interface can be asked, the same in every office",
    "account_login": "signing in",
    "account_request_login_code": "signing in",
    "account_confirm_login_code": "signing in; the library asks for the code's own session",
    "account_logout": "signing out",
    "account_inactive": "says that an account is closed",
    "mfa_login_webauthn": "signing in",
    "mfa_authenticate": "signing in; the library asks for the code's own session",
    "mfa_index": "a person's own security; test_account_security asks it as others",
    "mfa_reauthenticate": "a person's own security",
    "mfa_reauthenticate_webauthn": "a person's own security",
    "mfa_list_webauthn": "a person's own security",
    "mfa_add_webauthn": "a person's own security",
    "mfa_remove_webauthn": "a person's own security; another's passkey is not found",
    "mfa_view_recovery_codes": "a person's own security",
    "mfa_generate_recovery_codes": "a person's own security",
}
"""Addresses without a policy, and why each needs none."""

# What an argument of an address names: a row of the election, by model and field …
OBJECTS: Final[Mapping[str, tuple[str, str]]] = {
    "appeal": ("Appeal", "pk"),
    "change": ("RollChange", "pk"),
    "job": ("KitJob", "pk"),
    "roll.job": ("RollImport", "pk"),
    "kit": ("Kit", "pk"),
    "look": ("Lookup", "pk"),
    "member": ("Member", "pk"),
    "motion": ("Motion", "pk"),
    "photo": ("Photo", "pk"),
    "proposals": ("Proposal", "pk"),
    "token": ("ApiToken", "pk"),
    "total": ("FederationTotal", "pk"),
    "upload": ("SheetUpload", "pk"),
}

# … or something that every election has alike.
VALUES: Final[Mapping[str, Any]] = {
    "body": "council",
    "camp": "to1",
    "claim": 0,
    "contest": "orientation",
    "dispute": 0,
    "index": 0,
    "instance": "orientation",
    "option": "to1",
    "round": 1,
    "template": "single-round",
}

OWN_WAYS: Final[Mapping[str, str]] = {
    "section": "asks the cookie of the one phone that opened the kit",
    "api": "asks a token; what it reads of a unit is public",
}
"""Desks that are not asked by an account: without their own proof they refuse everybody."""

PLACES: Final = ("unit", "below")
"""Columns of private tables that name a place."""

UNITS: Final = frozenset({"unit", "place"})
"""Arguments that name a place: a view with one must have its policy asked there."""


@dataclass(frozen=True)
class Place:
    """One address: its route, its name, its view, and the names of what stands in it."""

    route: str
    name: str
    view: Callable[..., Any]
    arguments: tuple[str, ...]

    @property
    def action(self) -> Action | None:
        """What the view asks, if it says so."""
        return getattr(self.view, "action", None)

    @property
    def own_way(self) -> bool:
        """Whether a proof of its own is asked for, and no account."""
        return (
            self.action is not None
            and self.action.policy.desk in OWN_WAYS
            and not self.route.startswith("desk/")
        )

    @property
    def elects(self) -> bool:
        """Whether the address is one election's."""
        return "election" in self.arguments

    def objects(self) -> dict[str, tuple[str, str]]:
        """The arguments that name a row of the election: model and field of each."""
        found = {}
        for name in self.arguments:
            desk = self.action.policy.desk if self.action else ""
            row = OBJECTS.get(f"{desk}.{name}") or OBJECTS.get(name)
            if row is not None:
                found[name] = row
        return found

    def path(self, given: Mapping[str, Any]) -> str:
        """The address with something in each of its places."""
        path = self.route
        for name in self.arguments:
            start, end = path.index("<"), path.index(">")
            value = given[name] if name in given else VALUES[name]
            path = f"{path[:start]}{value}{path[end + 1 :]}"
        return f"/{path}"


def places(patterns: Iterable[URLPattern | URLResolver] | None = None) -> list[Place]:
    """All addresses below some patterns; those of the office when none are given."""
    chosen = get_resolver().url_patterns if patterns is None else patterns
    return list(_walk(chosen, "", ()))


def _walk(
    patterns: Iterable[URLPattern | URLResolver], before: str, above: tuple[str, ...]
) -> Iterable[Place]:
    for one in patterns:
        route = f"{before}{one.pattern}"
        arguments = (*above, *one.pattern.converters)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, route, arguments)
        else:
            yield Place(route, one.name or "", one.callback, arguments)


def faults_of(found: Iterable[Place]) -> list[str]:
    """What is wrong with addresses: a policy forgotten, a unit unasked, an argument unknown."""
    faults = []
    for place in found:
        action = place.action
        if action is None:
            if place.name not in PUBLIC:
                faults.append(f"/{place.route}: no policy: make the view with @action")
            continue
        if place.own_way:
            continue
        if not place.elects and not _personal(action):
            faults.append(f"/{place.route}: no election in the address")
        faults += [
            f"/{place.route}: @action(…, unit={name!r}) is missing"
            for name in place.arguments
            if name in UNITS and action.unit != name
        ]
        known = {"election", *UNITS, *VALUES, *place.objects()}
        faults += [
            f"/{place.route}: say in tests/support/rights.py what <{name}> names"
            for name in place.arguments
            if name not in known
        ]
    return faults


def _personal(action: Action) -> bool:
    """Whether the policy is asked of people outside elections."""
    return {kind for kinds in action.policy.actions.values() for kind in kinds} == {"convenes"}


def policies(found: Iterable[Place]) -> list[DeskPolicy]:
    """The policies of some addresses, each once, by the name of its desk."""
    named = {one.action.policy.desk: one.action.policy for one in found if one.action}
    return [named[desk] for desk in sorted(named)]


def made_row(name: str, election: Election, person: Person, unit: str, number: int) -> Any:
    """A row of a private table, with something in each of its columns."""
    model = next(one for one in Election._meta.apps.get_models() if one.__name__ == name)
    given = {"election": election, "person": person, "number": number}
    return _row(model, given | dict.fromkeys(PLACES, unit))


def _row(model: type[models.Model], given: Mapping[str, Any]) -> Any:
    fields = [one for one in model._meta.concrete_fields if not one.primary_key]
    values = {}
    for one in fields:
        if one.name in given:
            values[one.name] = given[one.name]
        elif not (one.null or one.has_default()):
            values[one.name] = _filled(one, given)
    return model._default_manager.create(**values)


def _filled(field: Any, given: Mapping[str, Any]) -> Any:  # noqa: PLR0911  (one a kind)
    if isinstance(field, models.ForeignKey):
        return _row(field.related_model, given)
    if isinstance(field, models.DateTimeField):
        return datetime(2023, 1, 10, 9, tzinfo=UTC)
    if isinstance(field, models.DateField):
        return datetime(2023, 1, 10, tzinfo=UTC).date()
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.IntegerField):
        return 1
    if isinstance(field, models.BinaryField):
        return b"{}"
    if isinstance(field, models.JSONField):
        return {}
    return f"x{given['number']}"
