"""Make the opening of a sheet: its figures with fresh blindings, a secret of the section.

Each agent who signed the paper gets a copy, and so does whoever sums the pool; it never goes to
the board, and no office keeps it. ``seal_sheet`` drafts the record from it.
"""

from suffrage.belenios.group import Entropy
from suffrage.board.seal import fresh_blindings
from suffrage.conduct.acceptable import require_section
from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.paper.checks import check_sheet, require_possible
from suffrage.paper.sealed import Opening, figures_on
from suffrage.paper.sheet import Sheet

__all__ = ["make_opening"]


def make_opening(state: State, sheet: Sheet, entropy: Entropy) -> Opening:
    """What opens the sealed sheet; as a file it is its canonical JSON.

    Raises ``Inconsistent`` for a sheet that fails a hard check, since nobody else can see that it
    does; ``Refused``: ``contest.unknown``, ``unit.unknown``, ``unit.online``;
    ``Unavailable("bel.entropy")``.
    """
    require_section(state, sheet.contest, sheet.unit)
    round_ = state.rules.contest_by_id[sheet.contest].round
    options = option_ids(state, state.rules.instance_of(sheet.contest, sheet.unit))
    require_possible(check_sheet(sheet, state.roll(round_, sheet.unit), options))
    figures = figures_on(sheet)
    return Opening(
        format="suffrage-opening/1",
        origin=state.origin,
        contest=sheet.contest,
        unit=sheet.unit,
        figures=figures,
        blindings=fresh_blindings(figures, entropy),
    )
