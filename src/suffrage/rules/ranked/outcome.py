"""What a count of ranked or graded ballots came to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from suffrage.rules.outcome import RankingTrace, Tied
from suffrage.rules.ranked.ballots import Ballots
from suffrage.rules.ranked.methods import Method
from suffrage.rules.ranked.ties import Resolutions
from suffrage.rules.ranked.traces import JudgmentTrace, Round, RoundsTrace, SchulzeTrace
from suffrage.rules.tie import Resolved

__all__ = ["RankedOutcome", "from_rounds", "from_tiers"]


@dataclass(frozen=True, slots=True)
class RankedOutcome:
    """Who is elected, or the ``tie`` at which the count stands.

    ``options`` are in declared order, as the numbers of a ballot are. ``tiers`` are groups of
    equal rank, the best first: all options under Schulze, majority judgment and approval; the
    elected in the order of their election under the others. ``elected`` are those so far, and
    all there will be unless there is a ``tie``. ``resolved`` are the ties that were ended.
    """

    method: Method
    options: tuple[str, ...]
    ballots: Ballots
    tiers: tuple[tuple[str, ...], ...]
    elected: tuple[str, ...]
    tie: Tied | None
    resolved: tuple[Resolved, ...]
    trace: SchulzeTrace | JudgmentTrace | RoundsTrace | RankingTrace = field(repr=False)


def from_tiers(
    method: Method,
    options: Sequence[str],
    ballots: Ballots,
    tiers: tuple[tuple[str, ...], ...],
    resolutions: Resolutions,
    trace: SchulzeTrace | JudgmentTrace | RankingTrace,
) -> RankedOutcome:
    """The outcome where the one option of the first tier is elected, or a resolution chose it."""
    elected, tie = tiers[0], None
    if len(elected) > 1:
        tie = Tied(elected, 1, "elected")
        elected = resolutions.chosen(tie)
    standing = None if elected else tie
    return RankedOutcome(
        method, tuple(options), ballots, tiers, elected, standing, resolutions.used(), trace
    )


def from_rounds(
    method: Method,
    options: Sequence[str],
    ballots: Ballots,
    rounds: tuple[Round, ...],
    resolutions: Resolutions,
) -> RankedOutcome:
    """The outcome where options are elected round by round."""
    tiers = tuple(one.options for one in rounds if one.step in {"elected", "filled"})
    elected = tuple(option for tier in tiers for option in tier)
    standing = rounds[-1].tie if rounds[-1].step == "tied" else None
    in_count = {portion.option for portion in rounds[0].totals}
    trace = RoundsTrace(tuple(o for o in options if o not in in_count), rounds)
    return RankedOutcome(
        method, tuple(options), ballots, tiers, elected, standing, resolutions.used(), trace
    )
