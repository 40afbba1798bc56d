"""What the feed and the minutes say alike: an outcome, a ruling, the name of a figure.

>>> told_outcome(reader, state, "text", figures.outcome)        # doctest: +SKIP
'Qualified: Texte 1 and Texte 2.'
"""

from collections.abc import Sequence

from suffrage.board.kinds.closing import OutcomeFigures
from suffrage.conduct.state import State
from suffrage.site.exports.cells import clean
from suffrage.site.exports.corrections import FIGURES
from suffrage.site.pages.people import option_of, titled, unit_name
from suffrage.site.pages.render import Reader

__all__ = ["told_figure", "told_ground", "told_outcome", "told_unit"]


def told_outcome(reader: Reader, state: State, instance: str, outcome: OutcomeFigures) -> str:
    """Who is elected or goes on, who is tied, or that nobody is."""
    for code, options in (
        ("outcome.label.elected", (outcome.elected,) if outcome.elected else ()),
        ("outcome.label.qualified", outcome.qualified),
        ("outcome.label.tie", outcome.tie),
    ):
        if options:
            return reader.t(code, options=_listed(state, instance, options))
    return reader.t("outcome.label.none")


def _listed(state: State, instance: str, options: Sequence[str]) -> str:
    return ", ".join(clean(option_of(state, instance, option).label) for option in options)


def told_figure(reader: Reader, state: State, instance: str, name: str) -> str:
    """The name of a figure of a sheet, or the label of an option."""
    if name in FIGURES:
        return reader.t(f"figure.label.{name}")
    return clean(option_of(state, instance, name).label)


def told_ground(reader: Reader, state: State, ground: str) -> str:
    """The text of a frozen ground."""
    found = state.rules.ground_by_id.get(ground)
    return clean(titled(found.text, reader.language, ground)) if found else ground


def told_unit(state: State, unit: str) -> str:
    """A unit's code, and its name if it has one."""
    name = clean(unit_name(state, unit))
    return f"{unit} ({name})" if name != unit else unit
