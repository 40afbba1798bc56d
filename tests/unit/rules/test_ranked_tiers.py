"""Schulze, majority judgment and approval: tiers, ties and what the traces say."""

import pytest

from suffrage.errors import Inconsistent
from suffrage.rules import Resolved, Tied, resolve
from suffrage.rules.outcome import Ranked, RankingTrace
from suffrage.rules.ranked.methods import Approval, MajorityJudgment, Schulze
from suffrage.rules.ranked.outcome import RankedOutcome
from suffrage.rules.ranked.table import count_ballots
from suffrage.rules.ranked.traces import Grades, JudgmentTrace, SchulzeTrace, Split, Strength

ABC = ("a", "b", "c")
CYCLE = [(1, 2, 3)] * 5 + [(3, 1, 2)] * 4 + [(2, 3, 1)] * 3


def schulze(outcome: RankedOutcome) -> SchulzeTrace:
    assert isinstance(outcome.trace, SchulzeTrace)
    return outcome.trace


def judgment(outcome: RankedOutcome) -> JudgmentTrace:
    assert isinstance(outcome.trace, JudgmentTrace)
    return outcome.trace


def test_a_cycle_breaks_at_its_weakest_link() -> None:
    """a beats b 8 to 4, b beats c 9 to 3, c beats a 7 to 5: the last link is the weakest."""
    outcome = count_ballots(Schulze(), ABC, CYCLE)
    assert outcome.tiers == (("a",), ("b",), ("c",))
    assert outcome.elected == ("a",)
    trace = schulze(outcome)
    assert trace.preferred == ((0, 8, 5), (4, 0, 9), (7, 3, 0))
    assert trace.chains[0] == (Strength(7, 5), Strength(8, 4), Strength(8, 4))
    assert trace.chains[2][1] == Strength(7, 5)


def test_an_even_cycle_is_a_tie_of_all() -> None:
    outcome = count_ballots(Schulze(), ABC, [(1, 2, 3), (3, 1, 2), (2, 3, 1)])
    assert outcome.tiers == (ABC,)
    assert outcome.elected == ()
    assert outcome.tie == Tied(ABC, 1, "elected")


def test_losing_votes_decide_between_links_of_equal_winning_votes() -> None:
    """a over b 6 to 4, b over c 6 to 4, c over a 6 to 5: the last link is the weakest."""
    ballots = [(1, 2, 2), *[(1, 2, 3)] * 3, (2, 1, 1), (2, 1, 2), (2, 1, 3)]
    ballots += [(2, 2, 1), (2, 2, 1), (2, 3, 1), (2, 3, 1), (3, 1, 2)]
    outcome = count_ballots(Schulze(), ABC, ballots)
    assert schulze(outcome).preferred == ((0, 6, 5), (4, 0, 6), (6, 4, 0))
    assert schulze(outcome).chains[0][2] == Strength(6, 4)
    assert schulze(outcome).chains[2][0] == Strength(6, 5)
    assert outcome.tiers == (("a",), ("b",), ("c",))


def test_unranked_options_are_last_together() -> None:
    trace = schulze(count_ballots(Schulze(), ABC, [(0, 1, 0), (0, 200, 0)]))
    assert trace.preferred == ((0, 0, 0), (2, 0, 2), (0, 0, 0))
    assert trace.chains[1] == (Strength(2, 0), Strength(0, 0), Strength(2, 0))


def test_without_blank_ballots_a_ballot_of_zeros_prefers_nobody() -> None:
    outcome = count_ballots(Schulze(blank=False), ABC, [(0, 0, 0)])
    assert outcome.tiers == (ABC,)
    assert schulze(outcome).preferred == ((0, 0, 0),) * 3


def test_the_best_median_wins() -> None:
    ballots = [(1, 2, 3), (1, 3, 3), (3, 2, 1)]
    outcome = count_ballots(MajorityJudgment(3), ABC, ballots)
    assert outcome.tiers == (("a",), ("b",), ("c",))
    assert judgment(outcome).grades == (
        Grades("a", (2, 0, 1), 1),
        Grades("b", (0, 2, 1), 2),
        Grades("c", (1, 0, 2), 3),
    )
    assert judgment(outcome).splits[0] == Split(("a",), ("b",), 0, (1, 2))


def test_equal_medians_are_removed_until_the_rest_differs() -> None:
    """a has 1 2 2 2 3, b has 2 2 2 3 3: twos go until a's median is 1 and b's 2."""
    ballots = [(1, 2), (2, 2), (2, 2), (2, 3), (3, 3)]
    outcome = count_ballots(MajorityJudgment(3), ("a", "b"), ballots)
    assert outcome.elected == ("a",)
    assert judgment(outcome).splits == (Split(("a",), ("b",), 2, (2, 3)),)


def test_of_an_even_number_the_better_middle_grade_is_the_median() -> None:
    outcome = count_ballots(MajorityJudgment(4), ("a", "b"), [(1, 2), (3, 2)])
    assert [one.median for one in judgment(outcome).grades] == [1, 2]
    assert outcome.elected == ("a",)


def test_only_equal_grades_are_level() -> None:
    ballots = [(1, 2, 3), (2, 1, 3), (3, 3, 3)]
    outcome = count_ballots(MajorityJudgment(3), ABC, ballots)
    assert outcome.tiers == (("a", "b"), ("c",))
    assert outcome.tie == Tied(("a", "b"), 1, "elected")
    assert judgment(outcome).splits == (Split(("a", "b"), ("c",), 0, (2, 3)),)


def test_approvals_are_counted() -> None:
    outcome = count_ballots(Approval(), ABC, [(1, 1, 0), (0, 1, 0), (0, 0, 0), (2, 0, 0)])
    assert outcome.tiers == (("b",), ("a",), ("c",))
    assert outcome.elected == ("b",)
    lines = (Ranked(1, "b", 2), Ranked(2, "a", 1), Ranked(3, "c", 0))
    assert outcome.trace == RankingTrace(lines, 2)


def test_a_tie_at_the_top_ends_by_the_declared_rule_only() -> None:
    ballots = [(1, 1, 0), (0, 0, 1), (1, 1, 1)]
    outcome = count_ballots(Approval(), ABC, ballots)
    assert outcome.tie == Tied(("a", "b", "c"), 1, "elected")
    ended = resolve(outcome.tie, ["older"], {"a": 3, "b": 1, "c": 2})
    assert isinstance(ended, Resolved)
    after = count_ballots(Approval(), ABC, ballots, [ended])
    assert (after.elected, after.tie, after.resolved) == (("b",), None, (ended,))
    assert after.tiers == outcome.tiers


@pytest.mark.parametrize(
    "ended",
    [
        Resolved(Tied(("a", "b"), 1, "elected"), ("a",), ()),
        Resolved(Tied(ABC, 1, "elected"), ("a", "b"), ()),
        Resolved(Tied(ABC, 1, "elected"), ("z",), ()),
        Resolved(Tied(ABC, 1, "elected"), (), ()),
    ],
)
def test_a_resolution_of_another_tie_is_refused(ended: Resolved) -> None:
    with pytest.raises(Inconsistent) as no:
        count_ballots(Approval(), ABC, [(1, 1, 1)], [ended])
    assert no.value.code == "rule.not-this-tie"


def test_a_resolution_without_a_tie_is_refused() -> None:
    ended = Resolved(Tied(ABC, 1, "elected"), ("b",), ())
    with pytest.raises(Inconsistent) as no:
        count_ballots(Approval(), ABC, [(1, 0, 0)], [ended])
    assert no.value.code == "rule.not-this-tie"
