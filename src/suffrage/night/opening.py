"""The one sentence with which a page opens, and which may be quoted: a code and exact fields.

It says the moment, the contest, how much is counted, and what follows for sure: never an
estimate, never a figure that may not be shown yet. ``fields`` hold instants (``instant``,
``moment``, ``opens``), an instance (``contest``), option ids (``options``, the subject;
``leaders``, those with the most votes), whole numbers, and shares as fractions; whoever writes
a ``coverage`` below 1 as a percentage rounds it down, never to 100 %.

>>> opening(state, "text", "2023-01-12T22:30:00Z")
Opening(code='opening.phase.partial-ahead-open', fields={'coverage': Fraction(61, 100), …})
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from suffrage.board.kinds.closing import OutcomeFigures, ResultFigures
from suffrage.conduct.results import result_figures
from suffrage.conduct.standing import stands
from suffrage.conduct.state import State
from suffrage.conduct.tables import unit_counts
from suffrage.count.unit_state import Received
from suffrage.errors import Refused
from suffrage.model.contests import instance_place
from suffrage.model.rule import ContestRule, Majority
from suffrage.night.certain import Certain, certain, partial_of
from suffrage.night.counted import Counted, counted
from suffrage.night.majority_bounds import majority_status
from suffrage.night.moment import require_figures

__all__ = ["HALVES", "LEADS", "OUTCOMES", "PHASES", "Opening", "OpeningFields", "opening"]

OpeningFields = Mapping[str, str | int | Fraction | tuple[str, ...]]

Lead = Literal["level", "ahead", "first", "through"]
"""Who leads what is counted: several; one, not surely; one, surely first; all places are sure."""

Half = Literal["open", "reached", "excluded"]
"""Whether the majority is certain for an option, impossible for all, or neither."""

Phase = Literal[
    "provisional", "announced", "amended", "certified", "reopened", "corrected", "overturned"
]
"""How far a complete count has come. ``amended``: other figures than announced. ``reopened``: a
certificate rests while a dispute is open or a sheet has one entry. ``corrected``: other figures
than certified with the same outcome; ``overturned``: with another."""

Ending = Literal["elected", "qualified", "tied", "none"]

LEADS: Final[tuple[Lead, ...]] = ("level", "ahead", "first", "through")
HALVES: Final[tuple[Half, ...]] = ("open", "reached", "excluded")
PHASES: Final[tuple[Phase, ...]] = (
    "provisional", "announced", "amended", "certified", "reopened", "corrected", "overturned",
)  # fmt: skip
OUTCOMES: Final[tuple[Ending, ...]] = ("elected", "qualified", "tied", "none")

_AWAITED: Final[Mapping[str, str]] = {
    "night.polls-open": "opening.polls-open",
    "night.not-before": "opening.not-before",
    "night.coverage": "opening.coverage",
    "round.not-held": "opening.not-held",
}


@dataclass(frozen=True, slots=True)
class Opening:
    """A sentence of ``words`` by its code, with the values that fill it."""

    code: str
    fields: OpeningFields


def opening(state: State, instance: str, now: str, figures: Counted | None = None) -> Opening:
    """What may be said of an instance at the instant ``now`` in one sentence.

    ``figures`` are those of ``counted``, where the caller has them already.
    Codes: ``opening.polls-awaited``, ``opening.polls-open``, ``opening.not-before``,
    ``opening.coverage``, ``opening.not-held`` and ``opening.nothing-counted`` before figures;
    ``opening.phase.partial-elected`` and ``opening.phase.partial-LEAD-HALF`` while units are
    missing; ``opening.phase.PHASE-OUTCOME`` once all have reported. Raises
    ``Refused("election.not-convened")`` for an empty board.
    """
    said: OpeningFields = {"instant": now, "contest": instance}
    if not stands(state, instance):
        return Opening("opening.not-held", said)
    figures = figures or counted(state, instance)
    try:
        require_figures(state, figures, now)
    except Refused as error:
        return _awaited(state, error, said)
    if not figures.numbers.missing:
        return _complete(state, figures, said)
    return _partial(state, figures, said)


def _awaited(state: State, error: Refused, said: OpeningFields) -> Opening:
    """What a page waits for: the refusal's own fields, and the hour of polls not open yet."""
    contest = state.rules.contest_by_id[instance_place(str(said["contest"]))[0]]
    fields: OpeningFields = {**error.fields, **said}
    if error.code == "night.polls-open" and not state.evening(contest.round).opened:
        return Opening("opening.polls-awaited", {**fields, "opens": contest.opens})
    return Opening(_AWAITED[error.code], fields)


def _partial(state: State, figures: Counted, said: OpeningFields) -> Opening:
    totals = figures.totals
    fields: OpeningFields = {
        **said,
        "coverage": figures.coverage,
        "units": figures.numbers.missing,
    }
    if not totals.valid:
        return Opening("opening.nothing-counted", fields)
    bounds = certain(state.rules, figures)
    leaders = _leaders(totals.votes)
    if bounds.elected:
        sure = {**fields, "options": (bounds.elected,), "leaders": leaders}
        return Opening("opening.phase.partial-elected", sure)
    quota, half = _half(state, figures)
    # Where a majority is still possible nobody is sure of a second round: it may not be held.
    goes_on = bounds.no_majority or not isinstance(_rule(state, figures.instance), Majority)
    lead, options = _lead(bounds, leaders, goes_on=goes_on)
    fields = {**fields, "options": options, "leaders": leaders, "quota": quota}
    return Opening(f"opening.phase.partial-{lead}-{half}", fields)


def _lead(
    bounds: Certain, leaders: tuple[str, ...], *, goes_on: bool
) -> tuple[Lead, tuple[str, ...]]:
    through = tuple(o for o, one in bounds.options.items() if one.place == "in")
    if goes_on and bounds.places > 1 and len(through) == bounds.places < len(bounds.options):
        return "through", through
    if len(leaders) > 1:
        return "level", leaders
    behind = sum(one == leaders[0] for one, _ in bounds.ahead)
    return ("first" if behind == len(bounds.options) - 1 else "ahead"), leaders


def _half(state: State, figures: Counted) -> tuple[Fraction, Half]:
    """The rule's majority, or more than half of the valid votes where it asks for none."""
    declared = _rule(state, figures.instance)
    rule = declared if isinstance(declared, Majority) else Majority()
    partial = partial_of(figures)
    found = {majority_status(rule, partial, option) for option in partial.votes}
    if "reached" in found:
        return rule.quota, "reached"
    return rule.quota, "open" if "open" in found else "excluded"


def _rule(state: State, instance: str) -> ContestRule:
    return state.rules.contest_by_id[instance_place(instance)[0]].rule


def _complete(state: State, figures: Counted, said: OpeningFields) -> Opening:
    result = result_figures(state, figures.instance, figures.totals)
    ending, options = _ending(result.outcome)
    leaders = _leaders(result.votes)
    votes = max(result.votes.values(), default=0)
    fields: OpeningFields = {
        **said,
        "options": options,
        "leaders": leaders,
        "votes": votes,
        "valid": result.valid,
        "share": Fraction(votes, max(result.valid, 1)),
    }
    return Opening(f"opening.phase.{_phase(state, result)}-{ending}", fields)


def _ending(outcome: OutcomeFigures) -> tuple[Ending, tuple[str, ...]]:
    if outcome.elected:
        return "elected", (outcome.elected,)
    if outcome.qualified:
        return "qualified", outcome.qualified
    return ("tied", outcome.tie) if outcome.tie else ("none", ())


def _phase(state: State, result: ResultFigures) -> Phase:
    certified = state.certified.get(result.contest)
    announced = state.announced.get(result.contest)
    if certified is not None:
        if certified != result:
            return "corrected" if certified.outcome == result.outcome else "overturned"
        return "reopened" if _rests(state, result.contest) else "certified"
    if announced is None:
        return "provisional"
    # A lot ends the tie that was announced; it amends nothing.
    same = announced == result or (announced.outcome.tie and announced.votes == result.votes)
    return "announced" if same else "amended"


def _rests(state: State, instance: str) -> bool:
    """Whether a certificate waits for a ruling or a second entry (``require_certified``)."""
    rows = unit_counts(state, instance)
    return any(row.disputed or isinstance(row.state, Received) for row in rows)


def _leaders(votes: Mapping[str, int]) -> tuple[str, ...]:
    """The options with the most votes; none before the first vote."""
    most = max(votes.values(), default=0)
    return tuple(option for option, number in votes.items() if number == most > 0)
