"""Sequence the ballots that wait: a batch gets its places on the board, in hash order.

The order of a batch is that of the ballots' hashes, so that the log's order says nothing about
who voted when within the batch.
"""

from collections.abc import Sequence

from suffrage.acts.online.draft_event import draft_event, head_of
from suffrage.acts.perform import Act
from suffrage.belenios.events import ballot_event
from suffrage.board.record import Draft
from suffrage.board.store import Waiting
from suffrage.conduct.state import State
from suffrage.errors import Refused

__all__ = ["sequence_ballots"]


def sequence_ballots(
    state: State, box: str, run: int, waiting: Sequence[Waiting], *, closing: bool = False
) -> list[Act]:
    """One act a ballot, to be performed together.

    Raises ``Refused("batch.small")`` below the declared minimum, unless the box is closing.
    """
    minimum = state.rules.minimum.online
    if len(waiting) < minimum and not closing:
        raise Refused("batch.small", number=len(waiting), minimum=minimum)
    ordered = sorted(waiting, key=lambda ballot: ballot.hash)
    return [_act(box, run, ballot.data) for ballot in ordered]


def _act(box: str, run: int, data: bytes) -> Act:
    def place(state: State) -> Draft:
        return draft_event(state, box, run, ballot_event(head_of(state, box, run), data))

    return place
