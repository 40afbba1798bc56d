"""What the page of a body shows: seats by option and party, how they came, how firm they are.

The seats are those of the figures in force, as if nothing else came; ``certain`` are the fewest
and the most that each option can end with. A tie that the declared rule has not ended yet is
``waiting``, and its seats are in no sum.

>>> view = body_view(state, body)
>>> view.options[0].seats, view.options[0].certain, view.last_seat.rivals[0]
(99, (99, 99), VotesApart(option='to3', votes=5))
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from suffrage.conduct.bodies import seats_with
from suffrage.conduct.results import require_certified
from suffrage.conduct.state import State
from suffrage.count.seating import BodySeats
from suffrage.errors import Refused
from suffrage.model.bodies import Body
from suffrage.model.rule import Hare
from suffrage.night.bodies.award_steps import AwardStep, Quotient, steps_of, tied_quotients
from suffrage.night.bodies.lists import Taken, elected, sum_parties
from suffrage.night.bodies.office import Office, office_members
from suffrage.night.certain import certain_seats
from suffrage.night.counted import Counted, counted
from suffrage.rules.last_remainder import last_remainder
from suffrage.rules.seats import AveragesTrace, LastSeat, RemaindersTrace, ThresholdTrace
from suffrage.rules.tie import Resolved, Waiting

__all__ = ["BodyView", "OptionSeats", "SeatStatus", "body_view"]

SeatStatus = Literal["none", "partial", "reported", "certified", "seated"]
"""``none``: no seat can be given yet; ``partial``: units are missing; ``reported``: none is;
``certified``: the contest has a certificate that holds; ``seated``: the seats are recorded."""


@dataclass(frozen=True, slots=True)
class OptionSeats:
    """An option's votes and seats now, the bounds of its seats, and who of its list is elected."""

    option: str
    votes: int
    seats: int
    certain: tuple[int, int]
    taken: Taken


@dataclass(frozen=True, slots=True)
class BodyView:
    """The seats of a body at a size of the board.

    ``seats`` are those shared in proportion, ``office`` the members beside them; ``options``
    stand in the order of the contest, ``parties`` in the declared one ("" for seats of none).
    ``steps`` and ``tied`` belong to highest averages, ``remainders`` to largest remainders.
    ``last_seat`` is empty while a tie claims the last seat, and ``None`` under a Droop quota,
    whose rounding leaves no such number, or while no seat is given. ``refused`` is the code that
    says why none is, empty otherwise.
    """

    body: str
    size: int
    status: SeatStatus
    seats: int
    office: Office
    options: tuple[OptionSeats, ...]
    parties: Mapping[str, int]
    threshold: ThresholdTrace | None
    steps: tuple[AwardStep, ...]
    tied: tuple[Quotient, ...]
    remainders: RemaindersTrace | None
    last_seat: LastSeat | None
    resolved: tuple[Resolved, ...]
    waiting: tuple[Waiting, ...]
    refused: str

    @property
    def open_seats(self) -> int:
        """Seats that a tie still claims, or that nobody has votes for."""
        return self.seats - sum(one.seats for one in self.options)


def body_view(state: State, body: Body, figures: Counted | None = None) -> BodyView:
    """The seats of a body now; ``figures`` are those of its contest, if already folded."""
    figures = figures or counted(state, body.contest)
    votes = figures.totals.votes
    shared, refused = _shared(state, body, figures)
    trace = shared.award.trace if shared else None
    averages = trace if isinstance(trace, AveragesTrace) else None
    options = _options(state, body, figures, shared)
    declared = tuple(party.id for party in state.rules.parties)
    return BodyView(
        body=body.id,
        size=state.size,
        status=_status(state, body, figures, shared),
        seats=body.seats,
        office=office_members(state, body),
        options=options,
        parties=sum_parties(declared, (one.taken for one in options)),
        threshold=trace.threshold if trace else None,
        steps=steps_of(averages, votes) if averages else (),
        tied=tied_quotients(averages, votes) if averages else (),
        remainders=trace if isinstance(trace, RemaindersTrace) else None,
        last_seat=_last_seat(body, trace, votes),
        resolved=shared.resolved if shared else (),
        waiting=shared.waiting if shared else (),
        refused=refused,
    )


def _shared(state: State, body: Body, figures: Counted) -> tuple[BodySeats | None, str]:
    if body.contest not in state.options:
        return None, "rule.no-votes"
    try:
        return seats_with(state, body, figures.totals), ""
    except Refused as no:
        return None, no.code


def _options(
    state: State, body: Body, figures: Counted, shared: BodySeats | None
) -> tuple[OptionSeats, ...]:
    bounds = certain_seats(body, figures)
    found = []
    for option in state.options.get(body.contest, ()):
        seats = shared.award.seats[option.id] if shared else 0
        votes = figures.totals.votes[option.id]
        found.append(
            OptionSeats(option.id, votes, seats, bounds[option.id], elected(option, seats))
        )
    return tuple(found)


def _last_seat(
    body: Body, trace: AveragesTrace | RemaindersTrace | None, votes: Mapping[str, int]
) -> LastSeat | None:
    if isinstance(trace, AveragesTrace):
        return trace.last_seat
    if trace is None or not isinstance(body.rule, Hare):
        return None
    out = {one.option for one in trace.threshold.excluded}
    return last_remainder({o: n for o, n in votes.items() if o not in out}, body.seats)


def _status(state: State, body: Body, figures: Counted, shared: BodySeats | None) -> SeatStatus:
    if shared is None:
        return "none"
    seating = state.seated.get(body.id)
    # A ruling after the seating may have changed what the votes give.
    if seating is not None and dict(seating.seats) == dict(shared.award.seats):
        return "seated"
    try:
        require_certified(state, body.contest)
    except Refused:
        return "partial" if figures.missing else "reported"
    return "certified"
