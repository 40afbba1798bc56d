"""Who stands on the roll before it is frozen: the rule's decision, then the appeals upheld.

The rule looks at every member alike; an appeal that was upheld is the only exception, and it
outlives another import, since it names the member by number.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from suffrage.office.desks.roll.as_member import facts_of
from suffrage.office.desks.roll.bulk import update_rows
from suffrage.office.models import Appeal, Election, Member, Roll
from suffrage.roll.eligibility import Decision, decide, read_rule
from suffrage.roll.told import Told

__all__ = ["apply_decisions", "decide_again", "decision_of", "reason_of"]

_DECIDED = ("on_roll", "reason", "fields", "unit")


def decision_of(roll: Roll, row: Member) -> Decision | None:
    """The rule's decision with its evidence; ``None`` where no rule was declared."""
    rule = bytes(roll.rule)
    return decide(read_rule(rule), facts_of(row)) if rule else None


def reason_of(row: Member) -> Told | None:
    """Why a member is not on the roll, as it was kept."""
    return Told(row.reason, row.fields) if row.reason else None


def apply_decisions(election: Election, roll: Roll, rows: Iterable[Member]) -> None:
    """Set what is decided of each row, which is not saved."""
    rule = read_rule(bytes(roll.rule)) if roll.rule else None
    upheld: dict[str, list[Appeal]] = defaultdict(list)
    for appeal in Appeal.objects.filter(election=election, outcome="upheld").order_by("pk"):
        upheld[appeal.number].append(appeal)
    for row in rows:
        reason = decide(rule, facts_of(row)).reason if rule else None
        row.on_roll, row.reason = reason is None, reason.code if reason else ""
        row.fields = dict(reason.fields) if reason else {}
        for appeal in upheld.get(row.number, ()):
            _uphold(row, appeal)


def decide_again(election: Election, roll: Roll, rows: Sequence[Member]) -> int:
    """Decide rows that are saved already; how many changed comes back."""
    before = [[getattr(row, name) for name in _DECIDED] for row in rows]
    apply_decisions(election, roll, rows)
    changed = [
        row
        for row, old in zip(rows, before, strict=True)
        if [getattr(row, name) for name in _DECIDED] != old
    ]
    update_rows(Member, changed, _DECIDED)
    return len(changed)


def _uphold(row: Member, appeal: Appeal) -> None:
    if appeal.wish == "section":
        row.unit = appeal.unit
        return
    row.on_roll, row.fields = appeal.wish == "entitled", {}
    row.reason = "" if row.on_roll else "member.gone.appeal"
