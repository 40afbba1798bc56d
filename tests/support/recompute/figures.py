"""Figures by name: whole numbers under the names that pages give them.

A sheet's are ``registered``, ``signatures``, ``proxies``, ``ballots``, ``blank``, ``void``,
``void/REASON``, ``valid`` and ``votes/OPTION`` (``docs/spec/sheet.md``).
"""

from typing import Any

from tests.support.recompute.differs import require

__all__ = ["WHOLE", "Figures", "figures_of_sheet", "figures_of_sum", "require_possible"]

Figures = dict[str, int]
WHOLE = ("signatures", "ballots", "blank", "void", "valid")


def figures_of_sheet(sheet: dict[str, Any]) -> Figures:
    """What a sheet says."""
    names = ("registered", "signatures", "proxies", "ballots", "blank", "valid")
    figures = {name: sheet[name] for name in names}
    figures["void"] = sum(sheet["void"].values())
    figures |= {f"void/{reason}": number for reason, number in sheet["void"].items()}
    return figures | {f"votes/{option}": number for option, number in sheet["votes"].items()}


def figures_of_sum(figures: dict[str, int], registered: int) -> Figures:
    """What a pool sums to: its figures are named ``votes.OPTION``."""
    named = {name.replace("votes.", "votes/", 1): number for name, number in figures.items()}
    return {"registered": registered, **named}


def require_possible(figures: Figures, options: tuple[str, ...], what: object) -> None:
    """The hard checks of a sheet that counts: its parts add up, and none is above the roll."""
    votes = [figures[f"votes/{option}"] for option in options]
    require(sum(votes) == figures["valid"], what, "valid is not the sum of the votes")
    parts = figures["blank"] + figures["void"] + figures["valid"]
    require(parts == figures["ballots"], what, "ballots are not the sum of their parts")
    for name in ("signatures", "ballots"):
        require(figures[name] <= figures["registered"], what, name, "above the roll")
