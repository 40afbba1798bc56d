"""What holds for every vote: nothing lost, no order that decides, no seat lost by a vote won."""

from collections.abc import Mapping
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from suffrage.errors import Refused
from suffrage.model.rule import DHondt, Droop, Hare, Majority, SainteLague, SeatRule, Top
from suffrage.rules import Elected, Figures, NoMajority, Qualified, Tied, award, decide
from suffrage.rules.outcome import MajorityTrace
from suffrage.rules.seats import AveragesTrace, RemaindersTrace, SeatAward

DIVISORS: list[SeatRule] = [DHondt(), SainteLague()]
QUOTAS: list[SeatRule] = [Hare(), Droop()]

# Small numbers make ties; large ones make quotients that differ in the last place.
NUMBERS = st.one_of(st.integers(0, 12), st.integers(0, 10**9))


@st.composite
def polls(draw: st.DrawFn, least: int = 1) -> dict[str, int]:
    numbers = draw(st.lists(NUMBERS, min_size=least, max_size=7).filter(any))
    return {f"o{i}": number for i, number in enumerate(numbers)}


seats = st.integers(1, 40)
thresholds = st.fractions(0, Fraction(1, 4), max_denominator=40)


def shared_or_refused(rule: SeatRule, votes: Mapping[str, int], number: int) -> SeatAward | str:
    try:
        return award(rule, votes, number)
    except Refused as no:
        return no.code


def most(shared: SeatAward) -> dict[str, int]:
    """The seats an option would have if every tie ended in its favour."""
    tied = [option for tie in shared.ties for option in tie.options]
    return {option: won + tied.count(option) for option, won in shared.seats.items()}


@pytest.mark.parametrize("method", [DHondt, SainteLague, Hare, Droop])
@given(votes=polls(), number=seats, threshold=thresholds)
def test_seats_and_tied_seats_are_all_seats(
    method: type[SeatRule], votes: dict[str, int], number: int, threshold: Fraction
) -> None:
    shared = shared_or_refused(method(threshold=threshold), votes, number)
    assume(isinstance(shared, SeatAward))
    assert isinstance(shared, SeatAward)
    assert sum(shared.seats.values()) + sum(tie.seats for tie in shared.ties) == number
    for tie in shared.ties:
        assert 0 < tie.seats < len(tie.options)
    for out in shared.trace.threshold.excluded:
        assert most(shared)[out.option] == 0
        assert out.votes < threshold * sum(votes.values())


@pytest.mark.parametrize("rule", DIVISORS + QUOTAS)
@given(votes=polls(), number=seats, order=st.randoms(use_true_random=False))
def test_the_order_of_options_decides_nothing(
    rule: SeatRule, votes: dict[str, int], number: int, order: Random
) -> None:
    names = list(votes)
    order.shuffle(names)
    one = shared_or_refused(rule, votes, number)
    two = shared_or_refused(rule, {name: votes[name] for name in names}, number)
    if isinstance(one, str) or isinstance(two, str):
        assert one == two
        return
    assert one.seats == two.seats
    assert [(set(t.options), t.seats) for t in one.ties] == [
        (set(t.options), t.seats) for t in two.ties
    ]


@pytest.mark.parametrize("rule", [DHondt(), SainteLague(), Hare()])
@given(votes=polls(), number=seats, factor=st.integers(2, 1_000))
def test_as_many_times_the_votes_give_the_same_seats(
    rule: SeatRule, votes: dict[str, int], number: int, factor: int
) -> None:
    larger = award(rule, {option: n * factor for option, n in votes.items()}, number)
    once = award(rule, votes, number)
    assert (larger.seats, larger.ties) == (once.seats, once.ties)


@pytest.mark.parametrize("rule", DIVISORS)
@given(votes=polls(), number=seats)
def test_a_larger_house_takes_no_seat_away(
    rule: SeatRule, votes: dict[str, int], number: int
) -> None:
    small, large = award(rule, votes, number), award(rule, votes, number + 1)
    assert all(large.seats[option] >= won for option, won in small.seats.items())
    assert all(most(large)[option] >= won for option, won in most(small).items())


@pytest.mark.known_answer
def test_largest_remainders_do_not_promise_that() -> None:
    """The Alabama paradox: why house monotonicity is claimed for divisor methods only."""
    votes = {"A": 6, "B": 6, "C": 2}
    assert award(Hare(), votes, 10).seats == {"A": 4, "B": 4, "C": 2}
    assert award(Hare(), votes, 11).seats == {"A": 5, "B": 5, "C": 1}


@pytest.mark.parametrize("rule", DIVISORS + QUOTAS)
@given(votes=polls(least=2), number=seats, gained=st.integers(1, 50), data=st.data())
def test_votes_gained_never_cost_a_seat(
    rule: SeatRule, votes: dict[str, int], number: int, gained: int, data: st.DataObject
) -> None:
    """Promised without a threshold, with the votes of all others unchanged."""
    option = data.draw(st.sampled_from(sorted(votes)))
    before = shared_or_refused(rule, votes, number)
    after = shared_or_refused(rule, votes | {option: votes[option] + gained}, number)
    assume(isinstance(before, SeatAward) and isinstance(after, SeatAward))
    assert isinstance(before, SeatAward)
    assert isinstance(after, SeatAward)
    assert after.seats[option] >= before.seats[option]
    assert most(after)[option] >= most(before)[option]


@given(votes=polls(), number=seats)
def test_largest_remainders_stay_within_the_quota(votes: dict[str, int], number: int) -> None:
    shared = award(Hare(), votes, number)
    total = sum(votes.values())
    for option, votes_won in votes.items():
        ideal = Fraction(votes_won * number, total)
        assert ideal - 1 < shared.seats[option]
        assert most(shared)[option] < ideal + 1


@given(votes=polls(), number=seats)
def test_highest_averages_never_fall_below_the_whole_quota(
    votes: dict[str, int], number: int
) -> None:
    shared = award(DHondt(), votes, number)
    total = sum(votes.values())
    for option, votes_won in votes.items():
        assert most(shared)[option] >= votes_won * number // total


@pytest.mark.parametrize("rule", DIVISORS)
@given(votes=polls(least=2), number=seats)
def test_the_margin_of_the_last_seat_is_the_smallest_that_moves_it(
    rule: SeatRule, votes: dict[str, int], number: int
) -> None:
    shared = award(rule, votes, number)
    assert isinstance(shared.trace, AveragesTrace)
    for holder in shared.trace.last_seat.holders:
        almost = votes | {holder.option: votes[holder.option] - holder.votes + 1}
        assert most(award(rule, almost, number))[holder.option] == shared.seats[holder.option]
        lost = votes | {holder.option: votes[holder.option] - holder.votes}
        assert not any(lost.values()) or (
            most(award(rule, lost, number))[holder.option] < shared.seats[holder.option]
        )
    for rival in shared.trace.last_seat.rivals:
        won = shared.seats[rival.option]
        almost = votes | {rival.option: votes[rival.option] + rival.votes - 1}
        assert award(rule, almost, number).seats[rival.option] == won
        gained = votes | {rival.option: votes[rival.option] + rival.votes}
        assert most(award(rule, gained, number))[rival.option] > won


@pytest.mark.parametrize("rule", DIVISORS)
@given(votes=polls(), number=seats)
def test_the_trace_of_averages_tells_the_seats(
    rule: SeatRule, votes: dict[str, int], number: int
) -> None:
    shared = award(rule, votes, number)
    assert isinstance(shared.trace, AveragesTrace)
    steps = shared.trace.steps
    told = [option for step in steps for option in step.options]
    assert {option: told.count(option) for option in votes} == dict(shared.seats)
    quotients = [step.quotient for step in steps]
    assert quotients == sorted(set(quotients), reverse=True)
    assert all(near.quotient < step.quotient for step in steps for near in step.next_best)


@pytest.mark.parametrize("rule", QUOTAS)
@given(votes=polls(), number=seats)
def test_the_trace_of_remainders_tells_the_seats(
    rule: SeatRule, votes: dict[str, int], number: int
) -> None:
    shared = shared_or_refused(rule, votes, number)
    assume(isinstance(shared, SeatAward))
    assert isinstance(shared, SeatAward)
    assert isinstance(shared.trace, RemaindersTrace)
    for line in shared.trace.remainders:
        assert line.whole * shared.trace.quota + line.remainder == line.votes
        assert 0 <= line.remainder < shared.trace.quota
        assert shared.seats[line.option] == line.whole + line.seat


@given(votes=polls(), places=st.integers(1, 5))
def test_the_first_places_are_those_that_nobody_outside_exceeds(
    votes: dict[str, int], places: int
) -> None:
    total = sum(votes.values())
    outcome = decide(Top(places=places), votes, Figures(total, total, 0, 0, total)).outcome
    if isinstance(outcome, Tied):
        inside, level = outcome.sure, outcome.options
        assert len({votes[option] for option in level}) == 1
        assert 0 < outcome.places < len(level)
        assert len(inside) + outcome.places == places
    else:
        assert isinstance(outcome, Qualified)
        inside, level = outcome.options, ()
        assert len(inside) == min(places, len(votes))
    outside = [n for option, n in votes.items() if option not in inside]
    assert all(votes[option] > n for option in inside for n in outside)


@given(votes=polls(), blank=st.integers(0, 50), quota=st.fractions(Fraction(1, 2), Fraction(9, 10)))
def test_a_majority_is_strictly_more_than_its_quota(
    votes: dict[str, int], blank: int, quota: Fraction
) -> None:
    valid = sum(votes.values())
    totals = Figures(valid + blank, valid + blank, blank, 0, valid)
    decision = decide(Majority(quota=quota, blank_counts=True), votes, totals)
    assert isinstance(decision.trace, MajorityTrace)
    above = [option for option, n in votes.items() if n > quota * (valid + blank)]
    expected = Elected(above[0]) if above else NoMajority()
    assert decision.outcome == expected
