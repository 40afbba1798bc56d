"""Disputes: filed by a camp on a frozen ground, ruled by the commission's quorum."""

from dataclasses import replace

from suffrage.board.kinds.disputes import DisputeFiled, DisputeRuled
from suffrage.board.kinds.kind import Text
from suffrage.board.record import Record
from suffrage.conduct.state import Dispute, State
from suffrage.count.figures import Figures, figures_of
from suffrage.count.unit_state import (
    Annulled,
    Approved,
    Received,
    Reserved,
    Sealed,
    Tallied,
    UnitState,
    figures_in_force,
)
from suffrage.errors import Refused

__all__ = ["filed", "ruled"]


def filed(state: State, record: Record, head: DisputeFiled, _body: Text) -> State:
    """A camp contests figures that are on the board, on a ground fixed before opening.

    A reserved sheet too: paper that is truly impossible is annulled, not bent until it fits.
    A sealed sheet until its pool is summed; what is in a sum cannot be taken out and stay hidden.
    """
    if head.dispute in state.disputes:
        raise Refused("dispute.again", at="dispute", dispute=head.dispute)
    ground = state.rules.ground_by_id.get(head.ground)
    if ground is None or ground.effect == "annul-run":
        raise Refused("dispute.ground", at="ground", ground=head.ground)
    if head.contest not in state.rules.contest_by_id:
        raise Refused("contest.unknown", at="contest", contest=head.contest)
    unit = state.unit(head.contest, head.unit)
    if not isinstance(unit, Received | Reserved | Approved | Tallied | Sealed):
        raise Refused("dispute.nothing", at="unit", unit=head.unit)
    if isinstance(unit, Tallied | Sealed) and ground.effect == "correct-sheet":
        # Nobody can show the right figures: such a ruling could never be carried out.
        raise Refused("dispute.ground", at="ground", ground=head.ground)
    instance = state.rules.instance_of(head.contest, head.unit)
    if instance in state.ratified:
        raise Refused("result.ratified-already", contest=instance)
    dispute = Dispute(head.contest, head.unit, head.ground, record.by)
    return replace(
        state,
        disputes=state.disputes.set(head.dispute, dispute),
        touched=state.touched.set(instance, state.size),
    )


def ruled(state: State, _record: Record, head: DisputeRuled, _body: None) -> State:
    """The ruling has the effect that its ground declared, or none."""
    dispute = state.disputes.get(head.dispute)
    if dispute is None:
        raise Refused("dispute.unknown", at="dispute", dispute=head.dispute)
    if dispute.status != "open":
        raise Refused("dispute.ruled-already", dispute=head.dispute)
    instance = state.rules.instance_of(dispute.contest, dispute.unit)
    touched = state.touched.set(instance, state.size)
    if head.effect == "rejected":
        after = replace(dispute, status="rejected")
        return replace(state, disputes=state.disputes.set(head.dispute, after), touched=touched)
    if head.effect != state.rules.ground_by_id[dispute.ground].effect:
        raise Refused("dispute.effect", at="effect", effect=head.effect)
    if head.effect == "correct-sheet":
        after = replace(dispute, status="correction-due")
        return replace(state, disputes=state.disputes.set(head.dispute, after), touched=touched)
    unit = state.unit(dispute.contest, dispute.unit)
    figures = _figures(unit)
    if figures is None and not isinstance(unit, Sealed):
        raise Refused("dispute.nothing", at="unit", unit=dispute.unit)
    upheld = state.disputes.set(head.dispute, replace(dispute, status="upheld"))
    annulled = Annulled(figures, head.dispute)
    return replace(state, disputes=upheld).counted(dispute.contest, dispute.unit, annulled)


def _figures(unit: UnitState) -> Figures | None:
    """What the ruling sets aside: figures in force, or those of a reserved sheet."""
    return figures_of(unit.sheet) if isinstance(unit, Reserved) else figures_in_force(unit)
