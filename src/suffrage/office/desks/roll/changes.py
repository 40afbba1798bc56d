"""A change after the freeze: proposed as figures for the board, done here when they are written.

The office's rows change in the transaction that writes the record, or not at all. A move has two
records; where the two sections lie in two federations, each signs its own half.
"""

from typing import Any

from django.http import HttpResponseRedirect

from suffrage.acts.opening.amend_roll import amend_roll
from suffrage.acts.perform import Act, Written
from suffrage.errors import Refused
from suffrage.office.desks.roll.as_member import bare_row
from suffrage.office.models import Appeal, Election, Member, Proposal, RollChange
from suffrage.office.rights.desk import Desk
from suffrage.office.rights.policy import place_of
from suffrage.office.signing.effects import effect
from suffrage.office.signing.propose import Beside, propose_all
from suffrage.roll import members as pure
from suffrage.roll.changes import Amendment, Change, amendments
from suffrage.roll.look_alike import likeness

__all__ = ["decide_row", "joined", "left", "propose_change", "propose_second_half"]


def propose_change(
    desk: Desk, row: Member | None, change: Change, *, note: str, then: str, appeal: int = 0
) -> HttpResponseRedirect:
    """Propose a change of ``row``, or of somebody who has none yet.

    Raises ``Refused`` (``roll.change-present``, ``roll.change-twin``, ``roll.change-absent``), and
    what the board refuses.
    """
    _check(desk.election, row, change)
    args: dict[str, Any] = {
        "member": row.pk if row else 0,
        "before": change.before,
        "after": change.after,
        "ground": change.ground,
        "note": note[:500],
        "appeal": appeal,
    }
    if row is None:
        one = change.member
        args["new"] = [one.number, one.unit, one.name, one.family, one.given]
    parts = sorted(amendments([change]), key=lambda part: part.added)
    own = [part for part in parts if _within(desk, part.unit)] or parts[:1]
    if change.kind == "moved" and own[0].added:
        raise Refused("roll.change-not-yours", unit=change.before)
    return propose_all(desk, [(_act(desk, part), _beside(part, args)) for part in own], then=then)


def propose_second_half(desk: Desk, change: RollChange, *, then: str) -> HttpResponseRedirect:
    """Propose the record by which the section joined gains the member of a half-written move."""
    args = {
        "member": change.member_id,
        "before": change.before,
        "after": change.after,
        "ground": change.ground,
        "note": change.note,
        "appeal": 0,
    }
    part = Amendment(change.after, 1, 0, change.ground)  # type: ignore[arg-type]  # (kept as text)
    return propose_all(desk, [(_act(desk, part), _beside(part, args))], then=then)


@effect("roll.left")
def left(proposal: Proposal, written: Written) -> None:
    """The member leaves the section; on no list until a move's second half is written."""
    args = proposal.args
    row = _row(proposal)
    if not row.on_roll or row.unit != args["before"]:
        raise Refused("roll.change-absent", unit=args["before"])
    row.on_roll, row.added, row.fields = False, False, {}
    row.reason = _gone(args["ground"])
    if args["after"]:
        row.reason = "member.moving"
        row.fields = {"before": args["before"], "unit": args["after"]}
    row.save(update_fields=["on_roll", "added", "reason", "fields"])
    _record(proposal, written, row, left=written.index)
    if not args["after"]:
        _uphold(proposal, written)


@effect("roll.joined")
def joined(proposal: Proposal, written: Written) -> None:
    """The member joins the section: new here, entitled after all, or come from another one."""
    args = proposal.args
    row = _row(proposal) if args["member"] else _new_row(proposal)
    if row.on_roll and row.pk:
        raise Refused("roll.change-present", unit=row.unit)
    row.on_roll, row.added, row.unit = True, True, args["after"]
    row.reason, row.fields = "", {}
    if args["before"]:
        _complete(proposal, written, row)
    row.save()
    if not args["before"]:
        _record(proposal, written, row, joined=written.index)
    _uphold(proposal, written)


def decide_row(appeal: int, outcome: str, reason: str, by: str, now: str) -> None:
    """Write the decision of an appeal; raises ``Refused("appeal.decided")`` when it has one."""
    changed = Appeal.objects.filter(pk=appeal, outcome="").update(
        outcome=outcome, reason=reason, decided_by=by, decided_at=now
    )
    if not changed:
        raise Refused("appeal.decided")


def _act(desk: Desk, part: Amendment) -> Act:
    return lambda state: amend_roll(
        state,
        desk.role,
        desk.now,
        part.unit,
        added=part.added,
        removed=part.removed,
        ground=part.ground,
    )


def _beside(part: Amendment, args: dict[str, Any]) -> Beside:
    return Beside("roll.joined" if part.added else "roll.left", args)


def _within(desk: Desk, unit: str) -> bool:
    if not desk.role.startswith("federation@"):
        return True
    return desk.definition.tree.contains(place_of(desk.role), unit)


def _check(election: Election, row: Member | None, change: Change) -> None:
    """What ``roll.changes.roll_after`` checks of one change, without reading the whole roll."""
    if change.kind != "added":
        if row is None or not row.on_roll or row.unit != change.before:
            raise Refused("roll.change-absent", unit=change.before)
        return
    if row is not None and row.on_roll:
        raise Refused("roll.change-present", unit=row.unit)
    number = change.member.number
    twins = Member.objects.filter(election=election, likeness=likeness(number)[:120])
    others = twins.exclude(pk=row.pk) if row else twins
    if others.filter(number=number).exists():
        raise Refused("roll.change-known", unit=change.after)
    if others.exists():
        raise Refused("roll.change-twin", unit=change.after)


def _row(proposal: Proposal) -> Member:
    return Member.objects.select_for_update().get(
        election=proposal.election, pk=proposal.args["member"]
    )


def _new_row(proposal: Proposal) -> Member:
    member = pure.Member(*proposal.args["new"])
    change = Change(member, "", member.unit, proposal.args["ground"])
    _check(proposal.election, None, change)
    return bare_row(proposal.election, member)


def _record(proposal: Proposal, written: Written, row: Member, **where: int) -> None:
    args = proposal.args
    RollChange.objects.create(
        election=proposal.election,
        member=row,
        before=args["before"],
        after=args["after"],
        ground=args["ground"],
        note=args["note"],
        by=written.record.by,
        at=written.record.at,
        **where,
    )


def _complete(proposal: Proposal, written: Written, row: Member) -> None:
    args = proposal.args
    halves = RollChange.objects.filter(
        member=row, before=args["before"], after=args["after"], joined=None
    )
    if halves.update(joined=written.index) != 1:
        raise Refused("roll.change-absent", unit=args["before"])


def _uphold(proposal: Proposal, written: Written) -> None:
    if proposal.args["appeal"]:
        record, reason = written.record, proposal.args["note"]
        decide_row(proposal.args["appeal"], "upheld", reason, record.by, record.at)


def _gone(ground: str) -> str:
    return "member.gone.appeal" if ground == "appeal-upheld" else f"member.gone.{ground}"
