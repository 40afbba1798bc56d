"""The board behind a report, for whoever compares papers with it or acts on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from suffrage.conduct.state import State
from suffrage.tlog.keys import Key
from suffrage.tlog.tree import Tree
from suffrage.verify.archives import CheckedArchive, Run
from suffrage.verify.quorum import Quorum

__all__ = ["Ground"]


@dataclass(frozen=True, slots=True)
class Ground:
    """State, tree and archives as far as they could be read, the log's key and the witnesses'.

    ``cosigned`` counts the keys of the ``quorum`` that cosigned the folder's checkpoint of this
    tree; ``has_policy`` says whether a policy named them, or only the board's own definition.
    They are those of a sound board only if the report that brings them names no failure.
    """

    state: State = field(repr=False)
    tree: Tree = field(repr=False)
    archives: Mapping[Run, CheckedArchive] = field(repr=False)
    keys: tuple[Key, ...]
    quorum: Quorum
    cosigned: int
    has_policy: bool
