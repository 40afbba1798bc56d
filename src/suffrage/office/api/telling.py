"""From the values of the board to those of the JSON interface."""

import json
from collections.abc import Container, Iterator
from dataclasses import asdict
from typing import Any

from suffrage.board.folder import CHECKPOINT
from suffrage.conduct.state import State
from suffrage.count.figures import Figures
from suffrage.count.unit_state import figures_on_board, name_of
from suffrage.errors import Refused
from suffrage.model import canonical
from suffrage.model.contests import instance_place
from suffrage.model.units import Unit
from suffrage.model.values import Value
from suffrage.night.claims import ClaimCard
from suffrage.night.history import Entry
from suffrage.office.api.asking import Asked
from suffrage.office.api.schemas import (
    BoardOut,
    ClaimOut,
    ContestOut,
    ElectionOut,
    FiguresOut,
    OptionOut,
    RecordOut,
    SheetOut,
    UnitOut,
    VerdictOut,
    WitnessOut,
)
from suffrage.office.published import Came
from suffrage.office.publishing.publisher import public_folder
from suffrage.office.speech import reader
from suffrage.paper.sheet import Sheet
from suffrage.site.pages.people import options_of

__all__ = [
    "checked_instance",
    "plain",
    "told_board",
    "told_claim",
    "told_election",
    "told_record",
    "told_sheet",
    "told_unit",
]


def checked_instance(state: State, text: str) -> str:
    """An instance that there is; raises ``Refused("contest.unknown")``."""
    if state.definition is None or text not in state.rules.instances():
        raise Refused("contest.unknown", at="contest", contest=text)
    return text


def told_election(asked: Asked) -> ElectionOut:
    """The token's election; without contests while nothing of it is published."""
    state, token = asked.found.state, asked.token
    known = state.definition is not None
    return ElectionOut(
        slug=asked.election.slug,
        origin=state.origin,
        title=dict(state.rules.title) if known else {},
        role=token.role,
        may_submit=token.may_submit,
        phase=state.phase,
        size=asked.found.size,
        contests=list(_contests(state)) if known else [],
    )


def told_board(asked: Asked) -> BoardOut:
    """The published board and its witnesses."""
    found, said = asked.found, asked.found.said
    file = public_folder(asked.election.slug) / CHECKPOINT
    rules = found.state.rules.witnesses if found.state.definition else None
    cosigned = list(said.cosigned) if said else []
    last = dict(said.last) if said else {}
    return BoardOut(
        origin=found.state.origin,
        size=found.size,
        at=found.at,
        checkpoint=file.read_text(encoding="utf-8") if file.is_file() else "",
        quorum=rules.quorum if rules else 0,
        cosigned=cosigned,
        below_quorum=bool(rules and len(cosigned) < rules.quorum),
        witnesses=[
            WitnessOut(camp=camp, key=key, last=last.get(camp, 0), current=camp in cosigned)
            for camp, key in sorted(rules.keys.items() if rules else ())
        ],
        alarms=list(said.alarms) if said else [],
        fault=said.fault if said else "",
    )


def told_unit(
    state: State, instance: str, unit: Unit, disputed: Container[tuple[str, str]]
) -> UnitOut:
    """A section as it stands in an instance; ``disputed`` are all (contest, section) that are."""
    contest = instance_place(instance)[0]
    now = state.unit(contest, unit.id)
    return UnitOut(
        unit=unit.id,
        name=unit.name or unit.id,
        federation=unit.parent,
        channel=unit.channel,
        registered=state.roll(state.rules.contest_by_id[contest].round, unit.id),
        state=name_of(now),
        disputed=(contest, unit.id) in disputed,
        figures=_figures(figures_on_board(now)),
    )


def told_record(entry: Entry) -> RecordOut:
    """A record with what it brought."""
    record = entry.record
    return RecordOut(
        index=entry.index,
        at=entry.at,
        kind=record.kind,
        by=record.by,
        head=plain(record.head),
        payload=record.payload,
        sheet=plain(entry.body) if isinstance(entry.body, Sheet) else None,
    )


def told_sheet(came: Came) -> SheetOut:
    """A record of a sheet."""
    return SheetOut(
        index=came.index,
        at=came.at,
        kind=came.kind,
        by=came.by,
        instance=came.instance,
        unit=came.unit,
        federation=came.federation,
        figures=_figures(came.figures),
    )


def told_claim(card: ClaimCard) -> ClaimOut:
    """A claim with every line of its arithmetic."""
    speaker = reader()
    return ClaimOut(
        index=card.index,
        at=card.at,
        claim=plain(card.claim),
        answer=card.answer,
        answered_at=card.answered_at,
        verdicts=[
            VerdictOut(
                finding=one.finding,
                code=one.code,
                fields={name: str(value) for name, value in one.fields.items()},
                sentence=speaker.told(one.code, one.fields),
            )
            for one in card.verdicts
        ],
    )


def plain(value: Value) -> dict[str, Any]:
    """A value of the board as JSON, as its canonical bytes have it."""
    found: dict[str, Any] = json.loads(canonical.encode(value))
    return found


def _contests(state: State) -> Iterator[ContestOut]:
    for instance in state.rules.instances():
        contest_id, place = instance_place(instance)
        contest = state.rules.contest_by_id[contest_id]
        evening = state.evening(contest.round)
        yield ContestOut(
            instance=instance,
            contest=contest_id,
            place=place,
            round=contest.round,
            title=dict(contest.title),
            options=[OptionOut(id=o.id, label=o.label) for o in options_of(state, instance)],
            opened=evening.opened,
            closed=evening.closed,
        )


def _figures(figures: Figures | None) -> FiguresOut | None:
    if figures is None:
        return None
    return FiguresOut(**{**asdict(figures), "votes": dict(figures.votes)})
