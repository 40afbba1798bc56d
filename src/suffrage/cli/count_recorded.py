"""What became of the sheets of a file."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from suffrage.paper.checks import Finding, Findings
from suffrage.paper.sheet import Sheet

__all__ = ["Recorded"]


@dataclass(frozen=True, slots=True)
class Recorded:
    """The sheets on the board, each with what it shows by itself."""

    sheets: tuple[tuple[Sheet, Findings], ...]

    @property
    def reserved(self) -> Mapping[str, Finding]:
        """The sections whose sheet is impossible, with the reason; they count in no total."""
        return {sheet.unit: found.hard[0] for sheet, found in self.sheets if found.hard}

    @property
    def soft(self) -> Mapping[str, int]:
        """How many sheets show each soft finding: possible, and in need of an explanation."""
        return Counter(one.code for _, found in self.sheets for one in found.soft)
