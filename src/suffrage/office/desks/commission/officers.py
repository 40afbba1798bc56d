"""The people of an election: invited by address with a role, their keys seen to arrive.

Names, addresses and telephone numbers are shown to those who invite, and to nobody else.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.errors import Malformed, Refused, SuffrageError
from suffrage.model.csv_table import Rejected, RowFault
from suffrage.office.accounts.granting import UNSIGNED, grantable
from suffrage.office.accounts.invite import invite, tell
from suffrage.office.desks.commission.draft_file import sent_file
from suffrage.office.desks.commission.officers_file import read_people
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.models import Grant
from suffrage.office.rights.desk import Desk, action
from suffrage.office.rights.policy import kind_of
from suffrage.office.speech import reader

__all__ = ["Seat", "invite_file", "invite_one", "people", "remind", "seats", "take_away"]

KeyState = Literal["none", "waiting", "in-office", "another", "never"]
_SHOWN = 200
"""People on one page; of more, one kind of role at a time is shown."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A grant, what has become of its key, and whether it may be taken away by who looks."""

    grant: Grant
    state: KeyState
    loose: bool


@action(POLICY, "invite")
def people(desk: Desk) -> HttpResponse:
    """Everybody with a role, and who has no key yet."""
    return _page(desk)


@action(POLICY, "invite")
def invite_one(desk: Desk) -> HttpResponse:
    """Invite one person."""
    said = desk.request.POST
    if desk.request.method != "POST":
        return _back(desk)
    typed = {
        name: said.get(name, "").strip() for name in ("email", "role", "place", "name", "phone")
    }
    role = typed["role"]
    if typed["place"] and "@" not in role:
        role = f"{role}@{typed['place']}"
    try:
        grant = invite(
            desk.election,
            typed["email"],
            role,
            by=desk.role,
            name=typed["name"][:120],
            phone=typed["phone"][:40],
        )
    except (Malformed, Refused) as error:
        status = 403 if error.code == "invite.not-yours" else 422
        fault = {error.at: reader().told(error.code, error.fields)}
        return _page(desk, fault=fault, typed=typed, status=status)
    _say(desk, [grant])
    return _back(desk)


@action(POLICY, "invite")
def invite_file(desk: Desk) -> HttpResponse:
    """Invite all whom a CSV names, or nobody."""
    file = desk.request.FILES.get("people")
    if desk.request.method != "POST" or not file:
        return _back(desk)
    try:
        read = read_people(sent_file(file, "people"), desk.definition, desk.role)
    except SuffrageError as error:
        said = f"{error.at}: {reader().told(error.code, error.fields)}" if error.at else ""
        return _page(desk, faults=[said or reader().told(error.code, error.fields)], status=422)
    if isinstance(read, Rejected):
        return _page(desk, faults=[_sentence(one) for one in read.faults], status=422)
    with transaction.atomic():
        grants = [
            invite(
                desk.election,
                one.email,
                one.role,
                by=desk.role,
                name=one.name,
                phone=one.phone,
                definition=desk.definition,
            )
            for one in read
        ]
    _say(desk, grants)
    return _back(desk)


@action(POLICY, "invite")
def remind(desk: Desk) -> HttpResponse:
    """Write again to those who have made no key."""
    if desk.request.method == "POST":
        late = [one.grant for one in seats(desk) if one.state == "none"]
        if late:
            _say(desk, late)
    return _back(desk)


@action(POLICY, "invite")
def take_away(desk: Desk) -> HttpResponse:
    """Close the desk of a person; where a key is in office, the board replaces it first."""
    if desk.request.method == "POST":
        number = desk.request.POST.get("grant", "")[:9]
        found = Grant.objects.filter(
            election=desk.election, pk=int(number) if number.isdecimal() else 0
        ).first()
        if found is None or not _may_take(desk, found):
            raise Refused("invite.not-taken", at="grant")
        found.delete()
        messages.success(desk.request, reader().t("invite.taken"))
    return _back(desk)


def _may_take(desk: Desk, found: Grant) -> bool:
    """Not from oneself, and nobody is shut out whose key is in office: the board replaces it."""
    if found.role == "convener" or found.role in desk.roles:
        return False
    return not found.key or desk.state.keys.get(found.role) != found.key


def seats(desk: Desk) -> list[Seat]:
    """Everybody's grants, members of the commission first."""
    in_office = desk.state.keys
    found = Grant.objects.filter(election=desk.election).select_related("person")
    order = {"convener": 0, "commission": 1, "roll": 2, "federation": 3}
    return [
        Seat(grant, _state(grant, in_office.get(grant.role, "")), _may_take(desk, grant))
        for grant in sorted(found, key=lambda one: (order.get(kind_of(one.role), 9), one.role))
    ]


def _state(grant: Grant, in_office: str) -> KeyState:
    if kind_of(grant.role) in UNSIGNED:
        return "never"
    if not grant.key:
        return "none"
    if grant.key == in_office:
        return "in-office"
    return "another" if in_office else "waiting"


def _say(desk: Desk, grants: Sequence[Grant]) -> None:
    unsent = tell(grants)
    if unsent:
        messages.warning(desk.request, reader().t("invite.unsent", number=unsent))
    messages.success(desk.request, reader().t("invite.sent", number=len(grants) - unsent))


def _page(
    desk: Desk,
    *,
    fault: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
    faults: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    found = seats(desk)
    kinds = Counter(kind_of(one.grant.role) for one in found)
    kind = desk.request.GET.get("kind", "")
    if kind not in kinds:
        kind = "" if len(found) <= _SHOWN else min(kinds, key=lambda one: one == "teller")
    return desk.render(
        "commission/officers.html",
        status=status,
        seats=[one for one in found if kind in ("", kind_of(one.grant.role))],
        kinds=kinds if len(found) > _SHOWN else {},
        kind=kind,
        silent=sum(one.state == "none" for one in found),
        waiting=sum(one.state in ("waiting", "another") for one in found),
        proposed=_proposed(desk, found, (typed or {}).get("role", "")),
        fault=fault or {},
        typed=typed or {},
        faults=faults,
    )


def _proposed(desk: Desk, found: Sequence[Seat], typed: str) -> list[tuple[str, bool, bool]]:
    """The roles to choose from, whether somebody has each, and the chosen one.

    Tellers go in by a file: they are too many for a list.
    """
    taken = {one.grant.role for one in found}
    roles = [one for one in grantable(desk.definition, desk.role) if kind_of(one) != "teller"]
    chosen = typed or next((role for role in roles if role not in taken), "")
    return [(role, role in taken, role == chosen) for role in roles]


def _sentence(one: RowFault) -> str:
    told = reader().told(one.code, one.fields)
    return reader().t("invite.line", line=one.line, column=one.column or "–", sentence=told)


def _back(desk: Desk) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("people", args=(desk.election.slug,)))
