"""The figures of one sheet, or of one box, as the rows of a table.

The name of each is its place (``text/unit/75-012``) and its field; a figure of a sheet that was
replaced is named by its record instead (``text/record/412/votes/to1``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from suffrage.conduct.state import State
from suffrage.count.figures import Figures
from suffrage.model.contests import Option
from suffrage.paper.sheet import Sheet
from suffrage.site.pages.people import options_of
from suffrage.site.pages.render import Reader
from suffrage.site.pages.void_words import void_words

__all__ = ["FIGURE_WORDS", "FigureRow", "Replaced", "figures_rows", "replaced_rows", "sheet_rows"]

FIGURE_WORDS: Final[Mapping[str, str]] = {
    "registered": "page.registered",
    "signatures": "page.signatures",
    "proxies": "page.proxies",
    "ballots": "page.ballots",
    "blank": "page.blank",
    "void": "page.void",
    "valid": "page.valid",
}
"""What readers call the figures of a sheet."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with its label; ``field`` is its place in the payload, empty where there is none.

    ``share`` is a part of the valid votes, for options; ``part`` marks a part of the row above.
    """

    label: str
    value: int
    name: str
    field: str
    share: Fraction | None = None
    part: bool = False


@dataclass(frozen=True, slots=True)
class Replaced:
    """A figure that a correction changed; ``None`` on the side where the sheet lacks it."""

    label: str
    old: FigureRow | None
    new: FigureRow | None


def sheet_rows(
    sheet: Sheet, state: State, instance: str, place: str, reader: Reader
) -> tuple[FigureRow, ...]:
    """Every figure of a sheet, in the order of the paper."""
    whole = {
        "registered": sheet.registered,
        "signatures": sheet.signatures,
        "proxies": sheet.proxies,
        "ballots": sheet.ballots,
        "blank": sheet.blank,
        "void": sheet.void_total,
    }
    rows = [_whole(name, value, place, reader) for name, value in whole.items()]
    rows += [_part(reason, number, place, reader) for reason, number in sorted(sheet.void.items())]
    rows.append(_whole("valid", sheet.valid, place, reader))
    rows += _votes(sheet.votes, sheet.valid, options_of(state, instance), place)
    return tuple(rows)


def figures_rows(
    figures: Figures, state: State, instance: str, place: str, reader: Reader, within: str = ""
) -> tuple[FigureRow, ...]:
    """The figures of a box or of a sum; ``within`` is the table of the payload that has them.

    A sum keeps votes under names with a dot, to which no path leads.
    """
    names = ("registered", "signatures", "ballots", "blank", "void", "valid")
    rows = [_whole(name, getattr(figures, name), place, reader) for name in names]
    rows += _votes(figures.votes, figures.valid, options_of(state, instance), place)
    checked = frozenset(names[1:]) if within else frozenset()
    return tuple(
        replace(row, field=f"{within}.{row.field}" if row.field in checked else "") for row in rows
    )


def replaced_rows(old: tuple[FigureRow, ...], new: tuple[FigureRow, ...]) -> tuple[Replaced, ...]:
    """The figures that differ between two sheets, side by side."""
    before = {row.field: row for row in old}
    after = {row.field: row for row in new}
    fields = [*before, *(field for field in after if field not in before)]
    found = ((before.get(field), after.get(field)) for field in fields)
    return tuple(
        Replaced((left or right).label, left, right)  # type: ignore[union-attr]
        for left, right in found
        if left is None or right is None or left.value != right.value
    )


def _whole(name: str, value: int, place: str, reader: Reader) -> FigureRow:
    label = reader.t(FIGURE_WORDS[name])
    return FigureRow(label, value, f"{place}/{name}", name, part=name == "proxies")


def _part(reason: str, value: int, place: str, reader: Reader) -> FigureRow:
    label = reader.t("page.void.part", reason=void_words(reader, reason))
    return FigureRow(label, value, f"{place}/void/{reason}", f"void.{reason}", part=True)


def _votes(
    votes: Mapping[str, int], valid: int, options: tuple[Option, ...], place: str
) -> list[FigureRow]:
    """The options that stand, then those that a reserved sheet names besides."""
    labels = {one.id: one.label for one in options if one.id in votes}
    labels |= {option: option for option in sorted(votes) if option not in labels}
    return [
        FigureRow(
            label=label,
            value=votes[option],
            name=f"{place}/votes/{option}",
            field=f"votes.{option}",
            share=Fraction(votes[option], valid) if 0 < votes[option] <= valid else None,
        )
        for option, label in labels.items()
    ]
