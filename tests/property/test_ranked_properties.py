"""What holds for every set of ranked or graded ballots: no name, order or number decides."""

from collections import Counter
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st
from tests.support.ranked import names, rounds_of

from suffrage.errors import Refused
from suffrage.rules import Tied
from suffrage.rules.ranked.ballots import Vector
from suffrage.rules.ranked.methods import (
    Approval,
    InstantRunoff,
    MajorityJudgment,
    Method,
    Schulze,
    SingleTransferableVote,
)
from suffrage.rules.ranked.outcome import RankedOutcome
from suffrage.rules.ranked.table import count_ballots

STV, IRV = SingleTransferableVote(2), InstantRunoff()
METHODS: list[Method] = [Schulze(), MajorityJudgment(4), STV, IRV, Approval()]
TIERED: list[Method] = [Schulze(), MajorityJudgment(4), Approval()]
by_name = pytest.mark.parametrize("method", METHODS, ids=lambda method: str(method.name))


def ballot(width: int, method: Method) -> st.SearchStrategy[Vector]:
    """Mostly good ballots: any numbers are not a ranking often enough."""
    if isinstance(method, SingleTransferableVote | InstantRunoff):
        ranked = st.permutations(range(width)).flatmap(
            lambda order: st.integers(0, width).map(lambda n: list(order)[:n])
        )
        good = ranked.map(lambda r: tuple(r.index(at) + 1 if at in r else 0 for at in range(width)))
    else:
        most = 1 if isinstance(method, Approval) else 4
        good = st.tuples(*[st.integers(0 if most == 1 else 1, most)] * width)
    return good | st.tuples(*[st.integers(0, 5)] * width)


@st.composite
def elections(draw: st.DrawFn, method: Method) -> list[Vector]:
    width = draw(st.integers(2, 5))
    return draw(st.lists(ballot(width, method), min_size=1, max_size=16))


def counted(method: Method, vectors: list[Vector], options: tuple[str, ...] = ()) -> RankedOutcome:
    try:
        return count_ballots(method, options or names(len(vectors[0])), vectors)
    except Refused:
        reject()


def unordered(tie: Tied | None) -> object:
    return tie and (set(tie.options), tie.places, tie.goal, set(tie.sure))


@by_name
@given(data=st.data(), order=st.randoms(use_true_random=False))
def test_the_order_of_options_decides_nothing(
    method: Method, data: st.DataObject, order: Random
) -> None:
    vectors = data.draw(elections(method))
    places = list(range(len(vectors[0])))
    order.shuffle(places)
    one = counted(method, vectors)
    moved = [tuple(vector[place] for place in places) for vector in vectors]
    two = counted(method, moved, tuple(one.options[place] for place in places))
    assert [set(tier) for tier in one.tiers] == [set(tier) for tier in two.tiers]
    assert (set(one.elected), unordered(one.tie)) == (set(two.elected), unordered(two.tie))


@by_name
@given(data=st.data(), order=st.randoms(use_true_random=False))
def test_the_order_of_ballots_decides_nothing(
    method: Method, data: st.DataObject, order: Random
) -> None:
    vectors = data.draw(elections(method))
    moved = vectors.copy()
    order.shuffle(moved)
    assert counted(method, vectors) == counted(method, moved)


@pytest.mark.parametrize(
    "method", [Schulze(), Approval(), IRV], ids=lambda method: str(method.name)
)
@given(data=st.data(), factor=st.integers(2, 9))
def test_as_many_times_the_ballots_give_the_same_winners(
    method: Method, data: st.DataObject, factor: int
) -> None:
    vectors = data.draw(elections(method))
    one, many = counted(method, vectors), counted(method, vectors * factor)
    assert (one.tiers, one.elected, one.tie) == (many.tiers, many.elected, many.tie)
    assert one.ballots.distinct == many.ballots.distinct


@given(vectors=elections(Schulze()))
def test_whoever_beats_all_others_one_by_one_wins_schulze(vectors: list[Vector]) -> None:
    width = len(vectors[0])
    ranks = [[rank or 99 for rank in vector] for vector in vectors]

    def beats(one: int, other: int) -> bool:
        return sum((r[one] < r[other]) - (r[other] < r[one]) for r in ranks) > 0

    winners = [at for at in range(width) if all(beats(at, b) for b in range(width) if b != at)]
    assume(winners)
    assert counted(Schulze(), vectors).elected == (str(winners[0]),)


@by_name
@given(data=st.data())
def test_whom_all_put_first_is_elected(method: Method, data: st.DataObject) -> None:
    """With the best grade or rank from all, and nobody else with the best from anybody."""
    width = data.draw(st.integers(2, 5))
    most = 0 if isinstance(method, Approval) else 4
    number = data.draw(st.integers(1, 12))
    if isinstance(method, SingleTransferableVote | InstantRunoff):
        vectors: list[Vector] = [
            (1, *(rank + 2 for rank in data.draw(st.permutations(range(width - 1)))))
            for _ in range(number)
        ]
    else:
        rest = st.tuples(*[st.integers(2 if most else 0, most)] * (width - 1))
        vectors = [(1, *data.draw(rest)) for _ in range(number)]
    assert "0" in counted(method, vectors).elected


@pytest.mark.parametrize("method", TIERED, ids=lambda method: str(method.name))
@given(data=st.data())
def test_tiers_hold_every_option_once(method: Method, data: st.DataObject) -> None:
    outcome = counted(method, data.draw(elections(method)))
    told = Counter(option for tier in outcome.tiers for option in tier)
    assert told == Counter(outcome.options)
    assert (outcome.tie is None) == (len(outcome.tiers[0]) == 1) == bool(outcome.elected)


@pytest.mark.parametrize("seats", [1, 2, 3, 4])
@given(vectors=elections(STV))
def test_no_vote_is_lost_or_made(seats: int, vectors: list[Vector]) -> None:
    """Votes in the count, exhausted, and one quota for each elected: all the valid ballots."""
    outcome = counted(SingleTransferableVote(seats), vectors)
    elected = 0
    for one in rounds_of(outcome).rounds:
        in_count = sum((line.votes for line in one.totals), Fraction(0))
        assert in_count + one.exhausted + elected * one.needed == outcome.ballots.valid
        elected += one.step == "elected"
    ranked = set(outcome.options) - set(rounds_of(outcome).unranked)
    if outcome.tie is None:
        assert len(outcome.elected) == min(seats, len(ranked))
    assert len(set(outcome.elected)) == len(outcome.elected)


@given(vectors=elections(IRV))
def test_an_instant_run_off_ends_with_a_majority_or_a_tie(vectors: list[Vector]) -> None:
    outcome = counted(IRV, vectors)
    last = rounds_of(outcome).rounds[-1]
    votes = {line.option: line.votes for line in last.totals}
    if outcome.tie is None:
        assert 2 * votes[outcome.elected[0]] > sum(votes.values())
    else:
        assert len({votes[option] for option in outcome.tie.options}) == 1
        assert votes[outcome.tie.options[0]] == min(votes.values())


@given(vectors=elections(MajorityJudgment(4)))
def test_judgment_is_that_of_removing_medians_one_by_one(vectors: list[Vector]) -> None:
    """The definition once more, slowly: take the median out of the sorted grades, and again."""
    outcome = counted(MajorityJudgment(4), vectors)
    counts = outcome.ballots.counted

    def medians(place: int) -> list[int]:
        grades = sorted(v[place] for v, number in counts.items() for _ in range(number))
        return [grades.pop((len(grades) - 1) // 2) for _ in range(len(grades))]

    slow = {option: medians(place) for place, option in enumerate(outcome.options)}
    tiers = [slow[tier[0]] for tier in outcome.tiers]
    assert tiers == sorted(tiers)
    assert all(slow[option] == slow[tier[0]] for tier in outcome.tiers for option in tier)
    assert len({tuple(one) for one in tiers}) == len(tiers)
