"""Seal a sheet: commitments go to the board, what opens them stays with the section's people.

>>> opening = make_opening(state, sheet, entropy)                        # doctest: +SKIP
>>> draft = seal_sheet(state, by, now, opening, agents=sheet.agents)     # doctest: +SKIP
"""

from collections.abc import Mapping

from suffrage.board.kinds.paper import SheetSealed
from suffrage.board.record import Draft
from suffrage.board.seal import check_blindings, check_fresh, commit
from suffrage.conduct.acceptable import require_section
from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.count.unit_state import Sealed
from suffrage.errors import Inconsistent, Malformed, NotVerified
from suffrage.paper.checks import check_sheet
from suffrage.paper.sealed import Opening, SealedSheet, figure_names, sheet_with
from suffrage.paper.sheet import AgentState

__all__ = ["seal_sheet"]


def seal_sheet(
    state: State, by: str, now: str, opening: Opening, *, agents: Mapping[str, AgentState]
) -> Draft:
    """The draft of ``sheet.sealed/1`` that this opening opens; one sealed already is replaced.

    ``agents`` is what each camp's agent did with the paper. Raises ``NotVerified``:
    ``opening.origin``; ``Malformed``: ``sheet.sealed-figures``, ``seal.blinding``,
    ``seal.exponent``; ``Inconsistent("opening.impossible")`` for figures that fail a hard check,
    without telling them; ``Refused``: ``opening.again``, ``contest.unknown``, ``unit.unknown``,
    ``unit.online``.
    """
    contest, unit = opening.contest, opening.unit
    if opening.origin != state.origin:
        raise NotVerified("opening.origin", at="origin", origin=state.origin)
    require_section(state, contest, unit)
    registered = state.roll(state.rules.contest_by_id[contest].round, unit)
    _check_figures(state, by, opening, registered)
    check_blindings(opening.blindings)
    before, replaces = state.unit(contest, unit), ""
    if isinstance(before, Sealed):
        replaces = before.payload
        check_fresh(state.origin, contest, before.sheet.commitments, opening.blindings, registered)
    sealed = SealedSheet(
        contest=contest,
        unit=unit,
        entered_by=by,
        commitments=commit(state.origin, contest, opening.figures, opening.blindings),
        agents=dict(agents),
    )
    return Draft("sheet.sealed/1", SheetSealed(contest, unit, replaces), by, now, sealed)


def _check_figures(state: State, by: str, opening: Opening, registered: int) -> None:
    """All figures of the contest and no other, which could stand on paper."""
    unit, figures = opening.unit, opening.figures
    options = option_ids(state, state.rules.instance_of(opening.contest, unit))
    if not figures.keys() == opening.blindings.keys() == set(figure_names(options)):
        raise Malformed("sheet.sealed-figures", at="figures", unit=unit)
    sheet = sheet_with(opening.contest, unit, by, registered, figures)
    for finding in check_sheet(sheet, registered, options).hard:
        raise Inconsistent("opening.impossible", at=finding.field, unit=unit)
