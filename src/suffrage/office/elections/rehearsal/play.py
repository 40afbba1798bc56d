"""A rehearsal as a script, and the driver that performs it with keys held in memory.

>>> for step in play_rehearsal(definition, "seed", cast, board.state):    # doctest: +SKIP
...     perform_step(board, step, cast, publish)
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final, Protocol

from suffrage.acts.disputes.decide import decide, vote
from suffrage.acts.perform import Act, Written
from suffrage.board.signature import Signer
from suffrage.conduct.standing import is_held
from suffrage.conduct.state import State
from suffrage.errors import Inconsistent, Refused, SuffrageError
from suffrage.model.definition import Definition
from suffrage.office.elections.rehearsal.before import before_the_vote
from suffrage.office.elections.rehearsal.cast import Cast
from suffrage.office.elections.rehearsal.closing import results, seating
from suffrage.office.elections.rehearsal.counting import counting
from suffrage.office.elections.rehearsal.night import Night
from suffrage.office.elections.rehearsal.polling import polling
from suffrage.office.elections.rehearsal.step import Clock, Meeting, Step

__all__ = ["Stage", "perform_step", "play_rehearsal"]

_BEFORE: Final = timedelta(hours=1)


class Stage(Protocol):
    """The board that a rehearsal plays on: ``LiveBoard``, or the office's one writer."""

    def state(self) -> State:
        """The state of all that has been written."""
        ...

    def perform(self, act: Act, sign: Signer) -> Written:
        """Write one act; raises what ``conduct.step`` raises and then writes nothing."""
        ...


def play_rehearsal(
    definition: Definition, seed: str, cast: Cast, state: Callable[[], State]
) -> Iterator[Step]:
    """Every step of all evenings, each to be performed before the next is asked for.

    ``state`` gives the state of the rehearsal's own board: what comes next follows from it, a
    second round too. Raises ``Refused("rehearsal.not-one")`` for a definition without the flag:
    made-up figures never reach the board of an election.
    """
    if not definition.rehearsal:
        raise Refused("rehearsal.not-one")
    first = datetime.fromisoformat(definition.contests_of(definition.rounds[0])[0].opens)
    clock = Clock((first - _BEFORE).isoformat())
    night = Night(definition, seed, clock, state)
    yield from before_the_vote(definition, cast, clock)
    for round_ in definition.rounds:
        if any(is_held(state(), contest.id) for contest in definition.contests_of(round_)):
            yield from polling(night, round_)
            yield from counting(night, round_)
            yield from results(night, round_)
    yield from seating(night)


def perform_step(
    board: Stage, step: Step, cast: Cast, publish: Callable[[], bytes]
) -> Written | None:
    """Perform a step: the record written, or ``None`` where the board refused it as it had to.

    ``publish`` gives a fresh checkpoint of this board, cosigned. Raises what the board raises,
    and ``Inconsistent("rehearsal.not-refused")`` where it took what it had to refuse.
    """
    note = publish() if step.cosigned else b""
    sign = cast.sign(step.by)
    decision = _decided(board, step, cast, note) if step.decided else 0
    try:
        written = board.perform(lambda state: step.act(Meeting(state, decision, note)), sign)
    except SuffrageError as error:
        if error.code != step.refused:
            raise
        return None
    if step.refused:
        raise Inconsistent("rehearsal.not-refused", code=step.refused)
    return written


def _decided(board: Stage, step: Step, cast: Cast, note: bytes) -> int:
    """The whole commission votes for the act; the index of its decision."""
    state = board.state()
    planned = step.act(Meeting(state, 0, note))
    votes = {
        member: vote(state, planned, member, "for", cast.sign(f"commission@{member}"))
        for member in state.rules.commission.members
    }
    made = board.perform(
        lambda now: decide(now, step.by, step.at, planned, votes), cast.sign(step.by)
    )
    return made.index
