"""The board behind a report, for whoever compares papers with it or acts on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from suffrage.conduct.state import State
from suffrage.tlog.keys import Key
from suffrage.tlog.tree import Tree
from suffrage.verify.archives import CheckedArchive, Run

__all__ = ["Ground"]


@dataclass(frozen=True, slots=True)
class Ground:
    """State, tree and archives as far as they could be read, the log's key and the witnesses'.

    They are those of a sound board only if the report that brings them names no failure.
    """

    state: State = field(repr=False)
    tree: Tree = field(repr=False)
    archives: Mapping[Run, CheckedArchive] = field(repr=False)
    keys: tuple[Key, ...]
