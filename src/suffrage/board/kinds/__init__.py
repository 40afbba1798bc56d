"""The kinds of records, a family a file, and the one table of them all."""

from collections.abc import Mapping
from typing import Final

from suffrage.board.kinds import closing, disputes, online, opening, paper, polls, words
from suffrage.board.kinds.kind import Kind

__all__ = ["KINDS"]

_FAMILIES = (opening, polls, online, paper, words, disputes, closing)
KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind for family in _FAMILIES for kind in family.FAMILY
}
