"""The rules before they are fixed: what is still in the way, and the motion that fixes them.

Fixing is a motion, because the frozen definition is all members' own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.http import HttpResponse, HttpResponseNotAllowed
from django.urls import reverse

from suffrage.acts.opening.fix_rules import fix_rules
from suffrage.model.contests import Linked
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.models import Motion
from suffrage.office.motions.move import move
from suffrage.office.rights.desk import Desk, action

__all__ = ["Obstacle", "fix", "obstacles", "rules"]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something before the rules are fixed; ``stops`` what the board would refuse."""

    code: str
    fields: Mapping[str, str | int] = field(default_factory=dict)
    stops: bool = True


@action(POLICY, "see")
def rules(desk: Desk) -> HttpResponse:
    """What stands in the definition, who stands, and what is still in the way."""
    contests = [one for one in desk.definition.contests if not isinstance(one.options, Linked)]
    found = list(obstacles(desk))
    moved = Motion.objects.filter(
        election=desk.election, kind="rules.fixed/1", withdrawn=False, index=None
    ).order_by("-pk")
    return desk.render(
        "commission/rules.html",
        contests=contests,
        obstacles=found,
        stopped=any(one.stops for one in found),
        phase=desk.state.phase,
        motion=moved.first(),
        acts="commission" in {role.partition("@")[0] for role in desk.roles},
    )


@action(POLICY, "move")
def fix(desk: Desk) -> HttpResponse:
    """Move to fix the rules as they stand in the definition."""
    if desk.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    then = reverse("notice", args=(desk.election.slug,))
    return move(desk, lambda state: fix_rules(state, desk.role, desk.now, 0), then=then)


def obstacles(desk: Desk) -> Iterator[Obstacle]:
    """What the board would refuse first, then what somebody will miss on the evening."""
    state, rules_ = desk.state, desk.definition
    if not desk.election.convened:
        yield Obstacle("fix.not-convened")
        return
    if state.phase != "draft":
        return
    if not state.roll_root:
        yield Obstacle("fix.no-roll")
    for contest in rules_.contests:
        if not isinstance(contest.options, Linked) and not contest.options:
            yield Obstacle("fix.no-options", {"contest": contest.id})
        if contest.opens <= desk.now:
            yield Obstacle("fix.too-late", {"contest": contest.id}, stops=False)
    alone = [
        unit.id for unit in rules_.tree.federations if f"federation@{unit.id}" not in state.keys
    ]
    if alone:
        some = ", ".join(alone[:5]) + (", …" if len(alone) > 5 else "")  # noqa: PLR2004
        yield Obstacle("fix.no-officer", {"number": len(alone), "units": some}, stops=False)
    lacking = [
        f"commission@{one}"
        for one in rules_.commission.members
        if f"commission@{one}" not in state.keys
    ]
    if lacking:
        yield Obstacle("fix.no-member", {"number": len(lacking)}, stops=False)
    if rules_.boxes and not any(role.startswith("trustee@") for role in state.keys):
        yield Obstacle("fix.no-trustee", stops=False)
