"""Boards as pages read them, from simulated elections."""

from tests.support.simulator import Simulation

from suffrage.board.kinds.kind import Event
from suffrage.board.kinds.online import OnlineEvent
from suffrage.board.record import Record
from suffrage.conduct.replay import body_of
from suffrage.conduct.state import State
from suffrage.conduct.step import step
from suffrage.night.history import History
from suffrage.site.pages.board import Board
from suffrage.tlog.keys import format_key
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.tree import Tree

__all__ = ["board_of", "history_of"]


def history_of(simulation: Simulation) -> History:
    """The course of a simulated paper election."""
    blobs = {digest: data for _, digest, data in simulation.store.blobs(0)}
    history, state = History(), State()
    for entry in simulation.store.entries(0):
        record = Record.parse(entry)
        body = body_of(record, blobs.get, _no_event)
        state = step(state, record, body)
        history.add(record, body, state)
    return history


def board_of(simulation: Simulation) -> Board:
    """The same with the log's roots and key, without projections."""
    tree = Tree()
    tree.extend(map(leaf_hash, simulation.store.entries(0)))
    return Board(history_of(simulation), tree.root, format_key(simulation.log.key))


def _no_event(head: OnlineEvent) -> Event:
    raise AssertionError(head)
