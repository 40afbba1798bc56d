"""One count from definition and file to results, published if asked for."""

import os
from pathlib import Path

from suffrage.cli.count_board import CountBoard
from suffrage.cli.count_publish import publish
from suffrage.cli.count_recorded import Recorded
from suffrage.cli.count_sheets import record_sheets
from suffrage.model.csv_table import Rejected
from suffrage.model.definition import Definition
from suffrage.site.results import Results, results_of
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.tree import Tree

__all__ = ["run_count"]


def run_count(
    declared: Definition, instance: str, data: bytes, out: Path | None
) -> tuple[Results, Recorded] | Rejected:
    """The results of a contest instance over the sheets in ``data``; ``out`` receives the folder.

    A rejected file publishes nothing. Raises what the acts and ``record_sheets`` raise.
    """
    board = CountBoard(declared, instance, os.urandom)
    recorded = record_sheets(board, instance, data)
    if isinstance(recorded, Rejected):
        return recorded
    if out is not None:
        publish(board, out)
    tree = Tree(map(leaf_hash, board.store.entries(0)))
    return results_of(board.state, tree.root()), recorded
