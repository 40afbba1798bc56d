"""Phones and tellers whose key waits: appointed all in one press, whoever they replace.

A key comes from a phone that opened with the section's one-time code, or from a teller's browser.
The federation compares by telephone the sixteen digits that both sides see, if it wishes to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.urls import reverse

from suffrage.acts.opening.appoint_officers import appoint_officers
from suffrage.acts.opening.replace_officer import replace_officer
from suffrage.acts.perform import Act
from suffrage.errors import Malformed
from suffrage.office.desks.federation.policy import POLICY
from suffrage.office.desks.federation.private import waiting_keys
from suffrage.office.desks.federation.worklist import check_federation
from suffrage.office.desks.kits.posted import posted
from suffrage.office.models import Grant, SectionContact
from suffrage.office.rights.desk import Desk, action
from suffrage.office.rights.policy import kind_of, place_of
from suffrage.office.signing.propose import Beside, propose_all
from suffrage.site.pages.people import unit_name, unit_title

__all__ = ["Waiting", "appoint", "phones", "waiting"]

_MOST = 100
"""Replacements on one page to sign; each is a record of its own."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A key that waits for ``role``; ``replaces`` tells that somebody holds the role already."""

    role: str
    unit: str
    title: str
    key: str
    asked_at: datetime | None
    replaces: bool
    phone: str

    @property
    def fingerprint(self) -> str:
        """The first sixteen digits in groups of four, as the phone shows them."""
        return " ".join(self.key[start : start + 4] for start in range(0, 16, 4))


@action(POLICY, "see", unit="unit")
def phones(desk: Desk, unit: str) -> HttpResponse:
    """All keys that wait in a federation, the oldest first."""
    check_federation(desk, unit)
    return desk.render(
        "federation/phones.html",
        place=unit,
        name=unit_name(desk.state, unit),
        waiting=waiting(desk, unit),
        mine=kind_of(desk.role) == "federation",
    )


@action(POLICY, "appoint", unit="unit")
@posted
def appoint(desk: Desk, unit: str) -> HttpResponse:
    """Propose all that were ticked: one appointment of the new, one replacement of each other."""
    check_federation(desk, unit)
    ticked = set(desk.request.POST.getlist("key"))
    chosen = [one for one in waiting(desk, unit) if one.key in ticked]
    if not chosen:
        raise Malformed("federation.nobody", at="key")
    then = reverse("fed-sections", args=(desk.election.slug, unit))
    return propose_all(desk, [(act, Beside()) for act in _acts(desk, chosen)], then=then)


def waiting(desk: Desk, place: str) -> list[Waiting]:
    """The keys that wait in the sections of a federation; one a role, the newest."""
    tree = desk.definition.tree
    found: dict[str, tuple[str, datetime | None]] = {
        key.role: (key.key, key.asked_at) for key in waiting_keys(desk)
    }
    tellers = Grant.objects.filter(election=desk.election, role__startswith="teller@")
    for grant in tellers.exclude(key="").order_by("pk"):
        if grant.key not in desk.state.used_keys:
            found[grant.role] = (grant.key, None)
    contacts = dict(
        SectionContact.objects.filter(election=desk.election).values_list("unit", "phone")
    )
    return [
        Waiting(
            role=role,
            unit=place_of(role),
            title=unit_title(desk.state, place_of(role)),
            key=key,
            asked_at=asked_at,
            replaces=role in desk.state.keys,
            phone=contacts.get(place_of(role), ""),
        )
        for role, (key, asked_at) in found.items()
        if place_of(role) in tree.section_ids and tree.contains(place, place_of(role))
    ]


def _acts(desk: Desk, chosen: Sequence[Waiting]) -> list[Act]:
    new = {one.role: one.key for one in chosen if not one.replaces}
    acts: list[Act] = []
    if new:
        acts.append(lambda state: appoint_officers(state, desk.role, desk.now, new))
    acts += [_replacement(desk, one) for one in chosen if one.replaces][:_MOST]
    return acts


def _replacement(desk: Desk, one: Waiting) -> Act:
    return lambda state: replace_officer(state, desk.role, desk.now, one.role, one.key)
