"""What is true of one member now, for the help desk and for the member alike. It holds no secret.

>>> known = known_of(election, row, "2023-01-12T20:00:00Z")                # doctest: +SKIP
>>> known.answer.now.code
'member.go'
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from suffrage.conduct.state import State
from suffrage.model.definition import Definition
from suffrage.model.units import PAPER, Unit
from suffrage.office.boards import board_state
from suffrage.office.desks.roll.as_member import as_member
from suffrage.office.desks.roll.decided import decision_of
from suffrage.office.desks.roll.rolls import definition_of, is_frozen, roll_of
from suffrage.office.models import Appeal, Election, Member, Roll, RollChange
from suffrage.roll.changes import Change, Ground
from suffrage.roll.eligibility import Evidence
from suffrage.roll.member_answer import MemberAnswer, Polls, answer_member
from suffrage.roll.told import Told, told

__all__ = ["Known", "known_of", "polls_of"]


@dataclass(frozen=True, slots=True)
class Known:
    """One member as the office knows them.

    ``above`` are the names of the units above the section; ``rule`` is the hash of the rule, ""
    without one. ``voted`` says what the office can know of a vote: never whose ballot is whose.
    """

    answer: MemberAnswer
    unit: Unit
    above: tuple[str, ...]
    polls: Polls
    round: int
    frozen: bool
    rule: str
    evidence: tuple[Evidence, ...] = field(repr=False)
    voted: Told
    appeals: tuple[Appeal, ...] = field(repr=False)
    changes: tuple[RollChange, ...] = field(repr=False)


def known_of(election: Election, row: Member, now: str) -> Known:
    """What is known of a member at an instant."""
    definition, roll = definition_of(election), roll_of(election)
    state = board_state(election.slug)
    unit = definition.tree.by_id.get(row.unit, Unit(row.unit))
    round_ = _next_round(definition, state)
    polls = polls_of(definition, state, roll, unit, round_)
    changes = tuple(RollChange.objects.filter(member=row).order_by("-pk"))
    decision = decision_of(roll, row)
    answer = answer_member(
        as_member(row),
        polls,
        now,
        on_roll=row.on_roll,
        decision=decision,
        change=_change(row, changes),
    )
    return Known(
        answer=_as_kept(row, answer),
        unit=unit,
        above=_above(definition, unit),
        polls=polls,
        round=round_,
        frozen=is_frozen(election, roll),
        rule=decision.rule if decision else "",
        evidence=decision.evidence if decision else (),
        voted=told("member.vote-unknown" if polls.channel == "paper" else "member.ballot-unknown"),
        appeals=tuple(Appeal.objects.filter(election=election, number=row.number).order_by("-pk")),
        changes=changes,
    )


def polls_of(definition: Definition, state: State, roll: Roll, unit: Unit, round_: int) -> Polls:
    """How and when a section votes in a round; with the hours that the commission extended."""
    contest = definition.contests_of(round_)[0]
    closes = state.evening(round_).ends.get(unit.id, contest.closes)
    until = roll.appeals_until
    if unit.channel == PAPER:
        return Polls("paper", contest.opens, closes, until)
    box = definition.box_of(contest.id, unit)
    run = state.runs.get((box.id, state.live[box.id])) if box and box.id in state.live else None
    opens = (run.opens if run else box.opens if box else "") or contest.opens
    ends = (run.closes if run else box.closes if box else "") or closes
    return Polls("online", opens, ends, until)


def _next_round(definition: Definition, state: State) -> int:
    """The first evening that has not ended, or the last one."""
    left = [number for number in definition.rounds if not state.evening(number).closed]
    return left[0] if left else definition.rounds[-1]


def _change(row: Member, changes: Sequence[RollChange]) -> Change | None:
    """The member's last change that is written whole; before the freeze, an appeal upheld."""
    if row.reason == "member.gone.appeal" and not changes:
        return Change(as_member(row), row.unit, "", "appeal-upheld")
    last = next((one for one in changes if not one.half), None)
    if last is None:
        return None
    return Change(as_member(row), last.before, last.after, cast("Ground", last.ground))


def _as_kept(row: Member, answer: MemberAnswer) -> MemberAnswer:
    """A move whose second half is awaited has its own reason."""
    if row.reason != "member.moving":
        return answer
    fields = {name: str(value) for name, value in row.fields.items()}
    return replace(answer, why=told("member.moving", **fields), now=told("member.moving-wait"))


def _above(definition: Definition, unit: Unit) -> tuple[str, ...]:
    if unit.id not in definition.tree.by_id:
        return ()
    above = (definition.tree.by_id[code] for code in definition.tree.ancestors(unit.id))
    return tuple(one.name or one.id for one in above)
