"""Appoint those who wait: keys made for a role that the board does not know yet.

Before the rules are fixed one signature appoints all at once, because the vote on the rules
covers what stands on the board; after that the commission decides. A replaced key always needs
the decision.
"""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseNotAllowed
from django.urls import reverse

from suffrage.acts.opening.appoint_officers import appoint_officers
from suffrage.acts.opening.replace_officer import replace_officer
from suffrage.errors import Malformed
from suffrage.office.accounts.granting import UNSIGNED
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.models import Grant, SectionKey
from suffrage.office.motions.move import move
from suffrage.office.rights.desk import Desk, action
from suffrage.office.rights.policy import kind_of, place_of
from suffrage.office.signing.propose import propose

__all__ = ["Waiting", "appoint", "replace", "waiting", "waiting_page"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A key that waits: of a role that nobody holds, or in the place of the ``replaces`` one.

    ``several`` says that more than one key was made for the role; ``mark`` names the key on a form.
    """

    role: str
    key: str
    replaces: str
    several: bool

    @property
    def mark(self) -> str:
        """The digits by which a form names the key, and its holder compares it aloud."""
        return self.key[:16]


@action(POLICY, "see")
def waiting_page(desk: Desk) -> HttpResponse:
    """All keys that wait for the commission."""
    found = waiting(desk)
    return desk.render(
        "commission/appoint.html",
        new=[one for one in found if not one.replaces],
        other=[one for one in found if one.replaces],
        fixed=desk.state.phase == "fixed",
    )


@action(POLICY, "act")
def appoint(desk: Desk) -> HttpResponse:
    """Propose, or move once the rules are fixed, the appointment of all that were chosen."""
    if desk.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    chosen = desk.request.POST.getlist("key")
    keys: dict[str, str] = {}
    for one in waiting(desk):
        if one.mark in chosen and not one.replaces:
            if one.role in keys:
                raise Malformed("appoint.two", at="key", role=one.role)
            keys[one.role] = one.key
    if not keys:
        raise Malformed("appoint.nobody", at="key")
    act = lambda state: appoint_officers(state, desk.role, desk.now, keys)  # noqa: E731
    then = reverse("appoint", args=(desk.election.slug,))
    return (move if desk.state.phase == "fixed" else propose)(desk, act, then=then)


@action(POLICY, "act")
def replace(desk: Desk) -> HttpResponse:
    """Move that a role passes to the key that its holder has made."""
    if desk.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    chosen = desk.request.POST.get("key", "")
    found = [one for one in waiting(desk) if one.replaces and one.mark == chosen]
    if not found:
        raise Malformed("appoint.nobody", at="key")
    role, key = found[0].role, found[0].key
    act = lambda state: replace_officer(state, desk.role, desk.now, role, key)  # noqa: E731
    return move(desk, act, then=reverse("appoint", args=(desk.election.slug,)))


def waiting(desk: Desk) -> list[Waiting]:
    """The keys that wait; those of a federation's own sections are the federation's to appoint."""
    in_office, used = desk.state.keys, desk.state.used_keys
    found = [
        (role, key)
        for role, key in (*_of_people(desk), *_of_phones(desk))
        if key not in used
        and not _has_federation(desk, role)
        # The definition names these; only a lost key is replaced on the board.
        and (kind_of(role) != "convener" or role in in_office)
    ]
    roles = [role for role, _ in found]
    return [
        Waiting(role, key, in_office.get(role, ""), roles.count(role) > 1) for role, key in found
    ]


def _of_people(desk: Desk) -> list[tuple[str, str]]:
    grants = Grant.objects.filter(election=desk.election).exclude(key="").order_by("role", "pk")
    return [(one.role, one.key) for one in grants if kind_of(one.role) not in UNSIGNED]


def _of_phones(desk: Desk) -> list[tuple[str, str]]:
    """Keys of phones that opened a section's kit, the newest of each role."""
    keys = SectionKey.objects.filter(kit__election=desk.election, kit__revoked=False)
    return sorted({one.role: one.key for one in keys.order_by("pk")}.items())


def _has_federation(desk: Desk, role: str) -> bool:
    if kind_of(role) not in ("secretary", "teller"):
        return False
    unit = desk.definition.tree.by_id.get(place_of(role))
    return unit is not None and bool(unit.parent)
