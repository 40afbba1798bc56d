"""Everything that stands between an instance and its certificate, at once, as codes with fields.

``conduct`` names the first reason for which it would refuse; people who chase two thousand sheets
need all of them with their numbers. In the end ``conduct`` itself is asked, so that a page never
says that nothing is in the way where something is.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from suffrage.acts.closing.certify_result import certify_result
from suffrage.conduct.remembered import of_state
from suffrage.conduct.results import require_certified
from suffrage.conduct.standing import option_ids, options_now, stands, total_now
from suffrage.conduct.state import State
from suffrage.conduct.step import foresee
from suffrage.conduct.tables import ending_of
from suffrage.count.unit_state import Annulled
from suffrage.errors import SuffrageError
from suffrage.model.contests import Linked, instance_id, instance_place
from suffrage.office.desks.commission.night_checkpoint import PublicCheckpoint
from suffrage.office.desks.commission.night_stages import NightUnit, night_units
from suffrage.rules.tie import Waiting

__all__ = ["Obstacle", "certificate_holds", "obstacles", "units_of"]

_CODES: Final[Mapping[str, str]] = {
    "silent": "commission.blocks.silent",
    "opened": "commission.blocks.opened",
    "signed": "commission.blocks.signed",
    "boxed": "commission.blocks.boxed",
    "received": "commission.blocks.received",
    "reserved": "commission.blocks.reserved",
    "sealed": "commission.blocks.sealed",
}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A code with its fields; ``shows`` is the filter of the night board that lists the units."""

    code: str
    fields: Mapping[str, str | int] = field(default_factory=dict)
    shows: str = ""


def obstacles(
    state: State, instance: str, checkpoint: PublicCheckpoint | None, now: str
) -> tuple[Obstacle, ...]:
    """What stands in the way of certifying an instance now; empty if nothing does."""
    found = tuple(_of_rules(state, instance))
    if found:
        return found
    found = (*_of_units(state, instance), *_of_disputes(state, instance))
    found = found or tuple(_of_outcome(state, instance))
    found = found or tuple(_of_checkpoint(state, instance, checkpoint))
    return found or tuple(_of_conduct(state, instance, checkpoint, now))


def certificate_holds(state: State, instance: str) -> bool:
    """Whether an instance is certified with the figures that stand now."""
    try:
        require_certified(state, instance)
    except SuffrageError:
        return False
    return True


def units_of(state: State, instance: str) -> Sequence[NightUnit]:
    """The sections that an instance counts, with their stages."""
    by_id = _by_id(state, instance_place(instance)[0])
    return [by_id[unit.id] for unit in state.rules.sections_of(instance)]


@of_state
def _by_id(state: State, contest: str) -> Mapping[str, NightUnit]:
    return {one.unit.id: one for one in night_units(state, contest)}


def _of_rules(state: State, instance: str) -> Iterator[Obstacle]:
    contest = state.rules.contest_by_id[instance_place(instance)[0]]
    if instance in state.ratified:
        yield Obstacle("commission.blocks.ratified")
    elif not stands(state, instance):
        yield Obstacle("commission.blocks.not-held")
    elif not state.evening(contest.round).closed:
        yield Obstacle("commission.blocks.polls", {"round": contest.round})
    elif not option_ids(state, instance):
        yield Obstacle("commission.blocks.not-held")


def _of_units(state: State, instance: str) -> Iterator[Obstacle]:
    counts = Counter(one.stage for one in units_of(state, instance))
    for stage, code in _CODES.items():
        if counts[stage]:
            yield Obstacle(code, {"number": counts[stage]}, stage)


def _of_disputes(state: State, instance: str) -> Iterator[Obstacle]:
    named: dict[str, list[str]] = {"open": [], "correction-due": []}
    for name, one in sorted(state.disputes.items()):
        here = state.rules.instance_of(one.contest, one.unit) == instance
        annulled = isinstance(state.unit(one.contest, one.unit), Annulled)
        if here and not annulled and one.status in named:
            named[one.status].append(name)
    for status, code in (
        ("open", "commission.blocks.disputes"),
        ("correction-due", "commission.blocks.corrections"),
    ):
        if named[status]:
            names = ", ".join(named[status])
            yield Obstacle(code, {"number": len(named[status]), "disputes": names}, "disputed")


def _of_outcome(state: State, instance: str) -> Iterator[Obstacle]:
    """A tie that is left; an earlier round that is not certified, or gives others now."""
    totals = total_now(state, instance)
    tie = ending_of(state, instance, totals).tie if totals.valid else None
    if isinstance(tie, Waiting):
        lot = tie.waits_for == "lot"
        yield Obstacle("commission.blocks.lot" if lot else "commission.blocks.tie")
    contest, place = instance_place(instance)
    link = state.rules.contest_by_id[contest].options
    if not isinstance(link, Linked):
        return
    source = instance_id(link.source, place)
    if not certificate_holds(state, source):
        yield Obstacle("commission.blocks.source", {"contest": source})
    elif options_now(state, instance) != state.options[instance]:
        yield Obstacle("commission.blocks.others-stood", {"contest": source})


def _of_checkpoint(
    state: State, instance: str, checkpoint: PublicCheckpoint | None
) -> Iterator[Obstacle]:
    if checkpoint is None:
        yield Obstacle("commission.blocks.no-checkpoint")
        return
    if checkpoint.size <= state.touched.get(instance, 0):
        yield Obstacle("commission.blocks.stale", {"size": checkpoint.size})
    if checkpoint.short:
        yield Obstacle(
            "commission.blocks.witnesses",
            {
                "cosigned": len(checkpoint.cosigned),
                "quorum": checkpoint.quorum,
                "lacking": ", ".join(checkpoint.lacking),
            },
        )


def _of_conduct(
    state: State, instance: str, checkpoint: PublicCheckpoint | None, now: str
) -> Iterator[Obstacle]:
    if checkpoint is None:
        return
    by = f"commission@{state.rules.commission.members[0]}"
    try:
        draft = certify_result(state, by, now, instance, checkpoint=checkpoint.note)
        foresee(state, draft.record(), draft.body)
    except SuffrageError as error:
        yield Obstacle(error.code, error.fields)
