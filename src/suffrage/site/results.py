"""``results.json``: the figures of the board in canonical JSON (``docs/spec/results.md``).

Every figure is a fold of the sheets in force; the file adds nothing to the board and can be
made again by anybody. Design section 5, with one departure: canonical JSON has no null, so an
outcome that is not known, or that no option reached, is the empty object.
"""

from base64 import b64encode
from collections.abc import Sequence
from typing import Literal

from suffrage.board.kinds.closing import OutcomeFigures
from suffrage.conduct.bodies import body_seats, ex_officio
from suffrage.conduct.state import State
from suffrage.count.totals import reserved, undisputed
from suffrage.errors import Refused
from suffrage.model import canonical
from suffrage.model.bodies import Body
from suffrage.model.values import Count, Ident, Value
from suffrage.site.counted import Counted, count_held
from suffrage.site.status import Status, status_of

__all__ = [
    "BodyResults",
    "ContestResults",
    "RegisteredCounts",
    "Results",
    "TiedSeats",
    "UnitCounts",
    "body_results",
    "results_json",
    "results_of",
]


class UnitCounts(Value, frozen=True):
    """How many sections are expected, and in which state they take part or not.

    ``pooled`` are those whose figures are in the sum of a pool and in no row of their own.
    """

    expected: Count
    counted: Count
    pooled: Count
    excused: Count
    annulled: Count


class RegisteredCounts(Value, frozen=True):
    """Members on the roll: of all sections, and of those that are counted."""

    all: Count
    counted: Count


class ContestResults(Value, frozen=True):
    """The figures of one contest instance.

    ``reserved`` are votes on sheets that no total contains; ``without_disputed`` are the votes
    without the sections that an open dispute concerns; ``outcome`` is empty while a section is
    awaited or reserved, and when no option is elected.
    """

    units: UnitCounts
    registered: RegisteredCounts
    signatures: Count
    ballots: Count
    blank: Count
    void: Count
    valid: Count
    votes: dict[Ident, Count]
    reserved: dict[Ident, Count]
    without_disputed: dict[Ident, Count]
    outcome: OutcomeFigures


class TiedSeats(Value, frozen=True):
    """Options with an equal claim to fewer seats."""

    options: tuple[Ident, ...]
    seats: Count


class BodyResults(Value, frozen=True):
    """Undisputed seats by option, the seats still tied, and members who sit by office."""

    seats: dict[Ident, Count]
    ties: tuple[TiedSeats, ...]
    ex_officio: Count


class Results(Value, frozen=True):
    """The whole file; ``root`` is the log's at ``size``, in base64 as the checkpoint has it."""

    format: Literal["suffrage-results/1"]
    origin: str
    size: Count
    root: str
    status: Status
    contests: dict[str, ContestResults]
    bodies: dict[Ident, BodyResults]


def results_json(state: State, root: bytes) -> bytes:
    """The bytes of ``results.json``.

    ``root`` is the log's root over the records that made this state. Raises
    ``Refused("election.not-convened")`` for an empty board.
    """
    return canonical.encode(results_of(state, root))


def results_of(state: State, root: bytes, counted: Sequence[Counted] | None = None) -> Results:
    """The same as a value; ``counted`` is every instance that is held, where that is known."""
    counted = count_held(state) if counted is None else counted
    certified = (body for body in state.rules.bodies if body.contest in state.certified)
    return Results(
        format="suffrage-results/1",
        origin=state.origin,
        size=state.size,
        root=b64encode(root).decode("ascii"),
        status=status_of(state, counted),
        contests={one.instance: _contest(one) for one in counted},
        bodies={body.id: body_results(state, body) for body in certified},
    )


def _contest(one: Counted) -> ContestResults:
    totals = one.totals
    return ContestResults(
        units=UnitCounts(
            expected=totals.expected,
            counted=totals.counted,
            pooled=totals.pooled,
            excused=totals.excused,
            annulled=totals.annulled,
        ),
        registered=RegisteredCounts(all=totals.registered_all, counted=totals.registered),
        signatures=totals.signatures,
        ballots=totals.ballots,
        blank=totals.blank,
        void=totals.void,
        valid=totals.valid,
        votes=totals.votes,
        reserved=reserved(one.rows, one.options),
        without_disputed=undisputed(one.rows, one.options),
        outcome=one.result.outcome if one.result else OutcomeFigures(),
    )


def body_results(state: State, body: Body) -> BodyResults:
    """The seats of a body whose contest is certified."""
    try:
        award = body_seats(state, body).award
    except Refused:
        # No option has the votes that a seat asks for: nobody is seated, and that is no error.
        return BodyResults(seats={}, ties=(), ex_officio=ex_officio(state, body))
    return BodyResults(
        seats=dict(award.seats),
        ties=tuple(TiedSeats(tie.options, tie.seats) for tie in award.ties),
        ex_officio=ex_officio(state, body),
    )
