"""The runs that a registrar's credentials serve: all boxes of one channel that are not yet open.

Their uuids are fixed at convening, so one private string gives a public key for each of them.
"""

from collections.abc import Iterable
from typing import Annotated, Literal

from msgspec import Meta

from suffrage.conduct.boxes import live_run
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.model.boxes import Box
from suffrage.model.units import Unit
from suffrage.model.values import Ident, Value

__all__ = ["Carrier", "Run", "carrier_of", "open_runs", "section_of_channel", "served_runs"]

Carrier = Literal["e-mail", "letter"]
"""How a credential travels."""


class Run(Value, frozen=True):
    """One run of a box, as far as a credential depends on it."""

    box: Ident
    run: Annotated[int, Meta(ge=1, le=99)]
    uuid: str
    group: str

    @property
    def name(self) -> str:
        """How files and books call the run: ``abroad-1``."""
        return f"{self.box}-{self.run}"


def served_runs(state: State, channel: str) -> tuple[Run, ...]:
    """The live runs of a channel's boxes whose first event is not on the board.

    Raises ``Refused``: ``registrar.no-box``, ``registrar.no-uuid`` for a box whose uuid the
    definition leaves open, ``registrar.set-up`` when all are open or over.
    """
    boxes = _boxes(state, channel)
    runs = [_run(state, box) for box in boxes if _is_waiting(state, box)]
    if not runs:
        raise Refused("registrar.set-up", channel=channel)
    return tuple(runs)


def open_runs(state: State, runs: Iterable[Run]) -> tuple[Run, ...]:
    """Those of the prepared runs that may still change.

    Raises ``Refused("registrar.run-replaced")`` when a prepared run is no longer the live one:
    its credentials serve nobody, and the next run needs new ones.
    """
    waiting = []
    for run in runs:
        box = state.rules.box_by_id[run.box]
        if state.live.get(run.box, 1) != run.run or _phase(state, box) == "annulled":
            raise Refused("registrar.run-replaced", box=run.box, run=run.run)
        if _is_waiting(state, box):
            waiting.append(run)
    return tuple(waiting)


def section_of_channel(state: State, channel: str) -> Unit:
    """The one section whose members vote in the boxes of a channel.

    Raises ``Refused("registrar.no-box")`` for a channel of no box.
    """
    _boxes(state, channel)
    return next(unit for unit in state.rules.tree.sections if unit.channel == channel)


def carrier_of(state: State, runs: Iterable[Run]) -> Carrier:
    """How the credentials travel, by the definition: in the same way for all the runs.

    Raises ``Refused("registrar.carrier")`` for two ways, or one that is no carrier.
    """
    said = {state.rules.box_by_id[run.box].factors.credential for run in runs}
    if said == {"e-mail"}:
        return "e-mail"
    if said == {"letter"}:
        return "letter"
    raise Refused("registrar.carrier", carrier=", ".join(sorted(said)))


def _boxes(state: State, channel: str) -> list[Box]:
    boxes = [box for box in state.rules.boxes if (box.channel or box.id) == channel]
    if not boxes:
        raise Refused("registrar.no-box", channel=channel)
    return boxes


def _run(state: State, box: Box) -> Run:
    live = live_run(state, box.id, state.live.get(box.id, 1))
    if not live.uuid:
        raise Refused("registrar.no-uuid", box=box.id)
    return Run(box.id, live.run, live.uuid, box.group)


def _is_waiting(state: State, box: Box) -> bool:
    round_ = state.rules.contest_by_id[box.contest].round
    return _phase(state, box) == "convened" and not state.evening(round_).closed


def _phase(state: State, box: Box) -> str:
    return live_run(state, box.id, state.live.get(box.id, 1)).phase
