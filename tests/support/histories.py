"""Boards as pages read them, from simulated elections."""

from collections.abc import Iterator
from functools import partial
from itertools import islice

from tests.support.simulator import Simulation

from suffrage.belenios.archive import read_archive
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

__all__ = ["board_of", "board_on", "growing", "history_of"]


def history_of(simulation: Simulation) -> History:
    """The course of a simulated election."""
    history = History()
    for _ in growing(simulation, history):
        pass
    return history


def growing(simulation: Simulation, history: History) -> Iterator[int]:
    """The same, record by record: the size of the board after each."""
    blobs = {digest: data for _, digest, data in simulation.store.blobs(0)}
    state = State()
    for entry in simulation.store.entries(0):
        record = Record.parse(entry)
        body = body_of(record, blobs.get, partial(_event, simulation))
        state = step(state, record, body)
        history.add(record, body, state)
        yield history.size


def board_of(simulation: Simulation) -> Board:
    """The same with the log's roots and key, without projections."""
    return board_on(history_of(simulation), simulation)


def board_on(history: History, simulation: Simulation) -> Board:
    """A board of the election's log on a part of its history."""
    tree = Tree()
    tree.extend(map(leaf_hash, simulation.store.entries(0)))
    return Board(history, tree.root, format_key(simulation.log.key))


def _event(simulation: Simulation, head: OnlineEvent) -> Event:
    entries = read_archive(simulation.store.archive(head.box, head.run))
    pieces = next(islice(entries, head.height, None)).pieces
    return Event(pieces.data, pieces.records)
