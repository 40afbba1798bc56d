"""A section that votes on paper in a round: what kits and signing lists are made for."""

from suffrage.errors import Refused
from suffrage.model.definition import Definition
from suffrage.model.units import PAPER

__all__ = ["require_paper_section"]


def require_paper_section(rules: Definition, unit: str, round_: int) -> None:
    """Raise ``Refused`` for ``unit.unknown``, ``unit.online`` and ``round.unknown``."""
    if unit not in rules.tree.section_ids:
        raise Refused("unit.unknown", at="unit", unit=unit)
    if rules.tree.by_id[unit].channel != PAPER:
        raise Refused("unit.online", at="unit", unit=unit)
    if not rules.contests_of(round_):
        raise Refused("round.unknown", at="round", round=round_)
