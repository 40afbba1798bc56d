"""An evening: polls open, sections open, hours extended, signatures counted, polls closed."""

from dataclasses import replace

from immutables import Map

from suffrage.board.kinds.polls import (
    HoursExtended,
    PollsClosed,
    PollsOpened,
    SectionOpened,
    TurnoutReported,
)
from suffrage.board.record import Record
from suffrage.conduct.standing import is_held, options_now
from suffrage.conduct.state import BoxRun, Evening, State
from suffrage.count.unit_state import Awaited
from suffrage.errors import Inconsistent, Refused
from suffrage.model.contests import Option, instance_id
from suffrage.model.units import PAPER

__all__ = ["closed", "extended", "opened", "section_opened", "turnout"]


def opened(state: State, record: Record, head: PollsOpened, _body: None) -> State:
    """The polls of a round open: its options are frozen, its hour has come."""
    contests = state.rules.contests_of(head.round)
    if not contests:
        raise Refused("round.unknown", at="round", round=head.round)
    if state.evening(head.round).opened:
        raise Refused("polls.open-already", round=head.round)
    if record.at < contests[0].opens:
        raise Refused("polls.too-early", opens=contests[0].opens)
    if not any(is_held(state, contest.id) for contest in contests):
        raise Refused("round.not-held", round=head.round)
    evenings = state.evenings.set(head.round, Evening(opened=True))
    options = _frozen_options(state, head.round)
    _check_boxes(state, options)
    return replace(state, evenings=evenings, options=options)


def _frozen_options(state: State, round_: int) -> Map[str, tuple[Option, ...]]:
    """The options of all contests, those of this round as they stand now."""
    options = state.options
    for contest in state.rules.contests_of(round_):
        for place in state.rules.places(contest):
            name = instance_id(contest.id, place)
            options = options.set(name, options_now(state, name))
    return options


def _check_boxes(before: State, options: Map[str, tuple[Option, ...]]) -> None:
    """A box that is open already asks for the options that now stand, or its run is void."""
    for (box, number), run in before.runs.items():
        contest = before.rules.box_by_id[box].contest
        live = number == before.live[box] and run.height >= 0 and run.phase != "annulled"
        if live and before.options[contest] != options[contest]:
            raise Refused("box.options-differ", box=box)


def section_opened(state: State, record: Record, head: SectionOpened, _body: None) -> State:
    """A section's box was shown empty and it opens, once; it is no figure, of hidden ones neither.

    The time is the desk's own word: a phone without network may have kept it for a while.
    """
    _check_paper(state, head.unit)
    _open(state, head.round)
    key = (head.round, head.unit)
    if key in state.opened_sections:
        raise Refused("section.open-already", at="unit", unit=head.unit)
    return replace(state, opened_sections=state.opened_sections.set(key, record.at))


def extended(state: State, _record: Record, head: HoursExtended, _body: None) -> State:
    """One section's hours end later; the polls close only after that hour."""
    evening = _open(state, head.round)
    if head.unit not in state.rules.tree.section_ids:
        raise Refused("unit.unknown", at="unit", unit=head.unit)
    contest = state.rules.contests_of(head.round)[0]
    if head.closes <= evening.ends.get(head.unit, contest.closes):
        raise Refused("hours.not-later", at="closes", unit=head.unit)
    evening = replace(evening, ends=evening.ends.set(head.unit, head.closes))
    return replace(state, evenings=state.evenings.set(head.round, evening))


def turnout(state: State, _record: Record, head: TurnoutReported, _body: None) -> State:
    """A section's signatures, counted before its sheet; a later count replaces the earlier."""
    if not state.evening(head.round).opened:
        raise Refused("polls.not-open", round=head.round)
    _check_paper(state, head.unit)
    contests = state.rules.contests_of(head.round)
    if state.rules.pool_of(contests[0].id, head.unit) is not None:
        # Who signed in a handful is a figure of theirs, and their sum would give the others'.
        raise Refused("turnout.hidden", at="unit", unit=head.unit)
    registered = state.roll(head.round, head.unit)
    if head.signatures > registered:
        raise Inconsistent("turnout.over-roll", unit=head.unit, registered=registered)
    if not all(isinstance(state.unit(c.id, head.unit), Awaited) for c in contests):
        raise Refused("turnout.too-late", unit=head.unit)
    return replace(state, turnout=state.turnout.set((head.round, head.unit), head.signatures))


def closed(state: State, record: Record, head: PollsClosed, _body: None) -> State:
    """The evening ends everywhere: after the last hour, and after its online boxes.

    The rolls of the evening are fixed here: who is added once the boxes are open for counting
    cannot have signed, and would only make room for ballots that nobody cast.
    """
    evening = _open(state, head.round)
    contests = state.rules.contests_of(head.round)
    last = max([contests[0].closes, *evening.ends.values()])
    if record.at < last:
        raise Refused("polls.still-open", closes=last)
    for contest in contests:
        for unit in state.rules.tree.sections:
            if unit.channel == PAPER:
                continue
            box = state.rules.box_of(contest.id, unit)
            run = state.runs.get((box.id, state.live.get(box.id, 1))) if box else None
            if run is not None and not _is_over(run):
                raise Refused("box.still-open", box=run.box, run=run.run)
    evening = replace(evening, closed=True)
    rolls = {(head.round, unit): size for unit, size in state.registered.items()}
    return replace(
        state,
        evenings=state.evenings.set(head.round, evening),
        rolls=state.rolls.update(rolls),
    )


def _check_paper(state: State, unit: str) -> None:
    """Raise ``Refused`` unless the unit is a section that votes on paper."""
    if unit not in state.rules.tree.section_ids:
        raise Refused("unit.unknown", at="unit", unit=unit)
    if state.rules.tree.by_id[unit].channel != PAPER:
        raise Refused("unit.online", at="unit", unit=unit)


def _is_over(run: BoxRun) -> bool:
    return run.phase not in ("open", "suspended")


def _open(state: State, round_: int) -> Evening:
    evening = state.evening(round_)
    if not evening.opened:
        raise Refused("polls.not-open", round=round_)
    if evening.closed:
        raise Refused("polls.closed-already", round=round_)
    return evening
