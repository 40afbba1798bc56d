"""The cells of replayed nights as one table for a person."""

from typing import TYPE_CHECKING

from suffrage.cli.language import language, say
from suffrage.cli.tables import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from suffrage.night.replay.read import Rounds
    from suffrage.night.replay.run import Cell

__all__ = ["left_out_line", "replay_sheet"]

_NONE = "–"


def left_out_line(rounds: "Rounds") -> str:
    """How many units take part and how many do not, as a sentence."""
    return say("night.replay-units", units=rounds.registered.size, left=rounds.left_out)


def replay_sheet(rounds: "Rounds", cells: "Sequence[Cell]", repeat: int, seed: int) -> Sheet:
    """One row a cell; shares and widths in percent and points of all valid votes."""
    headings = ("order", "reported", "coverage", "bias", "width", "certain", "refused")
    return Sheet(
        say("night.replay-title", repeat=repeat, seed=seed),
        tuple(say(f"night.label.{heading}") for heading in headings),
        tuple(_row(cell) for cell in cells),
        (left_out_line(rounds), say("night.replay-nominal")),
    )


def _row(cell: "Cell") -> tuple[str, ...]:
    return (
        say(f"night.label.{cell.order}"),
        _percent(cell.share, 0),
        _percent(cell.coverage, 1),
        _percent(cell.bias, 2),
        _percent(cell.width, 2),
        _percent(cell.certain, 2),
        _percent(cell.refused, 1),
    )


def _percent(fraction: float | None, decimals: int) -> str:
    """A fraction in percent, with the reader's decimal mark."""
    if fraction is None:
        return _NONE
    text = f"{100 * fraction:.{decimals}f}"
    return text.replace(".", ",") if language() == "fr" else text
