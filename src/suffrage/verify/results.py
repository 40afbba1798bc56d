"""The files that follow from the board, computed again and compared byte for byte."""

from collections.abc import Mapping

from suffrage.board.folder import ABOUT, RESULTS, SHEETS
from suffrage.conduct.state import State
from suffrage.errors import Inconsistent
from suffrage.site.computed import computed_files
from suffrage.tlog.keys import Key, format_key
from suffrage.tlog.tree import Tree
from suffrage.verify.findings import Findings, first_difference
from suffrage.verify.source import Source

__all__ = ["check_results", "take_results"]


def take_results(source: Source) -> dict[str, bytes]:
    """The files as published; those that are absent are noted."""
    published = {path: source.take(path) for path in (ABOUT, RESULTS, SHEETS)}
    return {path: data for path, data in published.items() if data is not None}


def check_results(
    state: State, tree: Tree, key: Key | None, published: Mapping[str, bytes], findings: Findings
) -> None:
    """Compare what is published with what the board gives.

    Without a log key ``about.json`` has failed already, and only the others are compared.
    Code: ``folder.differs`` at the first byte that differs.
    """
    expected = computed_files(state, tree.root(), format_key(key) if key else "")
    for path, data in published.items():
        if path == ABOUT and key is None:
            continue
        with findings.at(path):
            if data != expected[path]:
                place = f"byte {first_difference(data, expected[path])}"
                raise Inconsistent("folder.differs", at=place, path=path)
