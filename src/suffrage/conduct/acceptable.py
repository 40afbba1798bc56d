"""Whether a section's sheet may come at all: it exists, it votes on paper, its evening is over."""

from suffrage.board.record import Record
from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.model.governance import Publication
from suffrage.model.units import PAPER

__all__ = ["check_acceptable", "is_paper", "require_contest", "require_section", "require_unit"]


def check_acceptable(state: State, record: Record, contest: str, unit: str) -> None:
    """The contest exists, the section votes on paper, its last poll has closed, figures may appear.

    What is on the board is public at once, so the moment from which figures may appear is asked
    before a sheet is.
    """
    require_section(state, contest, unit)
    declared = state.rules.contest_by_id[contest]
    evening = state.evening(declared.round)
    if not evening.closed or record.at < evening.ends.get(unit, declared.closes):
        raise Refused("sheet.early", unit=unit)
    publication = state.rules.publication
    if isinstance(publication, Publication) and record.at < publication.not_before:
        raise Refused("sheet.before-publication", unit=unit, moment=publication.not_before)
    instance = state.rules.instance_of(contest, unit)
    if not option_ids(state, instance):
        raise Refused("round.not-held", round=declared.round)
    if instance in state.ratified:
        raise Refused("result.ratified-already", contest=instance)


def require_section(state: State, contest: str, unit: str) -> None:
    """Raise ``Refused`` unless the contest exists and the section votes on paper."""
    require_unit(state, contest, unit)
    if not is_paper(state, unit):
        raise Refused("unit.online", at="unit", unit=unit)


def is_paper(state: State, unit: str) -> bool:
    """Whether an existing section votes on paper."""
    return state.rules.tree.by_id[unit].channel == PAPER


def require_unit(state: State, contest: str, unit: str) -> None:
    """Raise ``Refused`` unless the contest exists and the unit is a section."""
    require_contest(state, contest)
    if unit not in state.rules.tree.section_ids:
        raise Refused("unit.unknown", at="unit", unit=unit)


def require_contest(state: State, contest: str) -> None:
    """Raise ``Refused("contest.unknown")`` unless the contest exists."""
    if contest not in state.rules.contest_by_id:
        raise Refused("contest.unknown", at="contest", contest=contest)
