"""Seal a sheet: commitments go to the board, what opens them stays with the section's people."""

from suffrage.belenios.group import Entropy
from suffrage.board.kinds.paper import SheetSealed
from suffrage.board.record import Draft
from suffrage.board.seal import commit, fresh_blindings
from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.count.unit_state import Sealed
from suffrage.errors import Refused
from suffrage.model import canonical
from suffrage.paper.checks import check_sheet, require_possible
from suffrage.paper.sealed import Opening, SealedSheet, figures_on
from suffrage.paper.sheet import Sheet

__all__ = ["seal_sheet"]


def seal_sheet(
    state: State, by: str, now: str, sheet: Sheet, entropy: Entropy
) -> tuple[Draft, bytes]:
    """The draft of ``sheet.sealed/1``, and the opening: canonical JSON, a secret of the section.

    Each agent who signed the paper gets a copy of the opening, and so does whoever sums the pool;
    it never goes to the board. A sheet that is sealed already is replaced. Raises ``Inconsistent``
    for a sheet that fails a hard check, since nobody else can see that it does;
    ``Refused("unit.unknown")``; ``Unavailable("bel.entropy")``.
    """
    if sheet.unit not in state.registered or sheet.contest not in state.rules.contest_by_id:
        raise Refused("unit.unknown", at="unit", unit=sheet.unit)
    instance = state.rules.instance_of(sheet.contest, sheet.unit)
    round_ = state.rules.contest_by_id[sheet.contest].round
    options = option_ids(state, instance)
    require_possible(check_sheet(sheet, state.roll(round_, sheet.unit), options))
    figures = figures_on(sheet)
    blindings = fresh_blindings(figures, entropy)
    sealed = SealedSheet(
        contest=sheet.contest,
        unit=sheet.unit,
        entered_by=sheet.entered_by,
        commitments=commit(state.origin, sheet.contest, figures, blindings),
        agents=sheet.agents,
    )
    opening = Opening(
        format="suffrage-opening/1",
        origin=state.origin,
        contest=sheet.contest,
        unit=sheet.unit,
        figures=figures,
        blindings=blindings,
    )
    before = state.unit(sheet.contest, sheet.unit)
    replaces = before.payload if isinstance(before, Sealed) else ""
    head = SheetSealed(sheet.contest, sheet.unit, replaces)
    return Draft("sheet.sealed/1", head, by, now, sealed), canonical.encode(opening)
