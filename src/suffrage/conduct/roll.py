"""The frozen roll and its signed changes."""

from dataclasses import replace

from immutables import Map

from suffrage.board.kinds.opening import RollAmended, RollCommitted, RollCounts
from suffrage.board.record import Record
from suffrage.conduct.state import State
from suffrage.errors import Inconsistent, Refused
from suffrage.model.values import LARGEST_NUMBER

__all__ = ["amended", "committed"]


def committed(state: State, _record: Record, head: RollCommitted, body: RollCounts) -> State:
    """The roll is frozen: its counts are those of the definition, section by section."""
    if state.roll_root:
        raise Refused("roll.again")
    declared = {unit.id: unit.registered for unit in state.rules.tree.sections}
    if dict(body.units) != declared:
        differing = min(set(body.units.items()) ^ set(declared.items()))[0]
        raise Inconsistent("roll.differs", unit=differing)
    if sum(declared.values()) != head.entitled:
        raise Inconsistent("roll.sum", entitled=head.entitled, counted=sum(declared.values()))
    return replace(state, roll_root=head.root, registered=Map(declared))


def amended(state: State, _record: Record, head: RollAmended, _body: None) -> State:
    """Members are added to or removed from one section, with the ground.

    The change counts for evenings whose polls have not closed; an evening's roll then stays.
    """
    before = state.registered.get(head.unit)
    if before is None:
        raise Refused("unit.unknown", at="unit", unit=head.unit)
    _check_box(state, head.unit)
    after = before + head.added - head.removed
    if after < 0:
        raise Inconsistent("roll.below-zero", unit=head.unit, removed=head.removed)
    if after > LARGEST_NUMBER:
        raise Inconsistent("roll.too-large", unit=head.unit, added=head.added)
    return replace(state, registered=state.registered.set(head.unit, after))


def _check_box(state: State, section: str) -> None:
    """A box has one credential a member, so the roll rests from its first event to its polls."""
    unit = state.rules.tree.by_id[section]
    for contest in state.rules.contests:
        box = state.rules.box_of(contest.id, unit)
        run = state.runs.get((box.id, state.live[box.id])) if box and box.id in state.live else None
        if run and run.height >= 0 and not state.evening(contest.round).closed:
            raise Refused("roll.credentials-fixed", unit=section)
