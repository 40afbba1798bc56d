"""The pages of changes after the freeze: in two taps from a member, or for somebody new."""

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse

from suffrage.errors import Malformed, SuffrageError
from suffrage.office.desks.kits.posted import posted
from suffrage.office.desks.roll.as_member import as_member
from suffrage.office.desks.roll.changes import propose_change, propose_second_half
from suffrage.office.desks.roll.policy import POLICY
from suffrage.office.desks.roll.rolls import is_frozen, member_in, roll_of, sections_seen
from suffrage.office.models import RollChange
from suffrage.office.refusals import told
from suffrage.office.rights.desk import Desk, action
from suffrage.roll.changes import GROUNDS, Change, Ground, add, move, remove
from suffrage.roll.columns import visible
from suffrage.roll.members import Member

__all__ = ["add_new", "change_member", "changes", "finish_move", "new_member", "seen_changes"]

_TYPED = ("number", "family", "given", "unit", "ground", "note")


def seen_changes(desk: Desk) -> QuerySet[RollChange]:
    """The changes that touch a section which the role sees."""
    found = RollChange.objects.filter(election=desk.election).select_related("member")
    if desk.role.startswith("federation@"):
        units = [unit.id for unit in sections_seen(desk)]
        found = found.filter(Q(before__in=units) | Q(after__in=units))
    return found.order_by("-pk")


@action(POLICY, "read")
def changes(desk: Desk) -> HttpResponse:
    """All changes with their records, half-written moves first."""
    found = sorted(seen_changes(desk), key=lambda one: not one.half)
    own = {unit.id for unit in sections_seen(desk)}
    kinds = POLICY.actions["change"]
    return desk.render(
        "roll/changes.html",
        changes=found,
        own=own,
        may_change=any(role.partition("@")[0] in kinds for role in desk.roles),
        frozen=is_frozen(desk.election, roll_of(desk.election)),
    )


@action(POLICY, "change", unit="unit")
@posted
def change_member(desk: Desk, unit: str, member: int) -> HttpResponse:
    """Propose that a member joins, leaves or changes section."""
    row = member_in(desk, unit, member)
    post = desk.request.POST
    ground, one = _ground(post.get("ground", "")), as_member(row)
    kind = post.get("kind", "")
    if kind not in ("added", "removed", "moved"):
        raise Malformed("office.choice", at="kind")
    if kind == "moved":
        to = post.get("to", "").strip()
        if to not in desk.definition.tree.section_ids:
            raise Malformed("roll.change-unit", at="to")
        change = move(one, to, ground)
    else:
        change = add(one, ground) if kind == "added" else remove(one, ground)
    return propose_change(desk, row, change, note=post.get("note", ""), then=_then(desk))


@action(POLICY, "change")
@posted
def finish_move(desk: Desk, change: int) -> HttpResponse:
    """Propose the second half of a move whose first half is written."""
    found = seen_changes(desk).filter(pk=change, joined=None).exclude(after="").first()
    if found is None:
        raise Http404
    return propose_second_half(desk, found, then=_then(desk))


@action(POLICY, "change")
def new_member(desk: Desk) -> HttpResponse:
    """The form for somebody whom the office does not know."""
    return _form(desk, dict.fromkeys(_TYPED, ""), {})


@action(POLICY, "change")
@posted
def add_new(desk: Desk) -> HttpResponse:
    """Propose to add somebody whom the office does not know."""
    typed = {name: visible(desk.request.POST.get(name, "")) for name in _TYPED}
    faults = {
        name: told(Malformed("members.empty", at=name))
        for name in ("number", "family", "given")
        if not typed[name]
    }
    if typed["unit"] not in {unit.id for unit in sections_seen(desk)}:
        faults["unit"] = told(Malformed("roll.change-unit", at="unit"))
    if faults:
        return _form(desk, typed, faults, 422)
    try:
        change = _added(typed)
        return propose_change(desk, None, change, note=typed["note"], then=_then(desk))
    except SuffrageError as error:
        return _form(desk, typed, {error.at or "number": told(error)}, 422)


def _added(typed: dict[str, str]) -> Change:
    name = f"{typed['given']} {typed['family']}"
    if len(name) > 300 or len(typed["number"]) > 80:  # noqa: PLR2004  (the table's columns)
        raise Malformed("members.long", at="number", most=80)
    member = Member(typed["number"], typed["unit"], name, typed["family"], typed["given"])
    return add(member, _ground(typed["ground"]))


def _form(
    desk: Desk, typed: dict[str, str], faults: dict[str, str], status: int = 200
) -> HttpResponse:
    return desk.render(
        "roll/new_member.html",
        status=status,
        typed=typed,
        faults=faults,
        sections=sections_seen(desk),
        grounds=[ground for ground, kinds in GROUNDS.items() if "added" in kinds],
    )


def _ground(text: str) -> Ground:
    for ground in GROUNDS:
        if ground == text:
            return ground
    raise Malformed("roll.change-no-ground", at="ground")


def _then(desk: Desk) -> str:
    return reverse("roll-changes", args=(desk.election.slug,))
