"""How many members joined each section's roll between two rounds: from the signed changes.

The state holds sizes only, and a roll that has one member more and one fewer has the same size.
The records hold both numbers, and bounds need the larger one.
"""

from collections.abc import Mapping

from suffrage.board.kinds.opening import RollAmended
from suffrage.board.kinds.polls import PollsClosed
from suffrage.model.contests import instance_place
from suffrage.night.history import History
from suffrage.night.second_round.pairs import link_of

__all__ = ["joined_between"]


def joined_between(history: History, instance: str) -> Mapping[str, int]:
    """The members added to each section after the earlier evening's roll was fixed.

    A roll is fixed when the polls close (``conduct.polls``): changes up to then count for the
    earlier evening, and changes after the later evening's closing for neither. Raises as
    ``link_of`` does.
    """
    rules = history.now.rules
    earlier = rules.contest_by_id[link_of(rules, instance).source].round
    later = rules.contest_by_id[instance_place(instance)[0]].round
    first, last = _closed(history, earlier), _closed(history, later)
    joined: dict[str, int] = {}
    for entry in history.acts("roll.amended/1"):
        head = entry.record.head
        if isinstance(head, RollAmended) and first < entry.index < last:
            joined[head.unit] = joined.get(head.unit, 0) + head.added
    return joined


def _closed(history: History, round_: int) -> int:
    """The index of the closing of a round's polls; the size of the board before it."""
    for entry in history.acts("polls.closed/1"):
        head = entry.record.head
        if isinstance(head, PollsClosed) and head.round == round_:
            return entry.index
    return history.size
