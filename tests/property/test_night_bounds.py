"""Every completion of a count lies within its bounds, and the exact bounds are reached."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suffrage.errors import Refused
from suffrage.model.rule import (
    DHondt,
    Droop,
    Hare,
    Majority,
    SainteLague,
    SeatRule,
    Top,
    parse_share,
)
from suffrage.night.bounds import (
    Partial,
    place,
    rank_range,
    share_range,
    surely_ahead,
    vote_range,
)
from suffrage.night.majority_bounds import majority_status, surely_elected, surely_no_majority
from suffrage.night.seat_bounds import seat_range
from suffrage.rules import Elected, Figures, NoMajority, Outcome, Qualified, Tied, award, decide
from suffrage.rules.outcome import MajorityTrace

NAMES = "abcd"
QUOTAS = [parse_share(text) for text in ("1/2", "2/5", "2/3", "1/3")]


@st.composite
def partials(draw: st.DrawFn, largest: int = 12, outstanding: int = 5) -> Partial:
    numbers = draw(st.lists(st.integers(0, largest), min_size=1, max_size=4))
    votes = dict(zip(NAMES, numbers, strict=False))
    blank, void = draw(st.integers(0, 3)), draw(st.integers(0, 2))
    more = draw(st.integers(0, outstanding))
    ballots = sum(numbers) + blank + void
    return Partial(votes, ballots, blank, ballots + more + draw(st.integers(0, 4)), more)


majorities = st.builds(
    Majority,
    of=st.sampled_from(["valid", "voters", "registered"]),
    quota=st.sampled_from(QUOTAS),
    quota_exact=st.booleans(),
    minimum_registered=st.sampled_from([parse_share("0/1"), parse_share("1/4")]),
    tie=st.sampled_from([(), ("older",)]),
) | st.builds(Majority, blank_counts=st.just(value=True), quota=st.sampled_from(QUOTAS))


def completions(partial: Partial) -> Iterator[tuple[dict[str, int], Figures]]:
    """All of them: more votes for each option, blank and void ballots, up to the outstanding."""
    more = range(partial.outstanding + 1)
    void = partial.ballots - partial.valid - partial.blank
    for added in product(more, repeat=len(partial.votes) + 2):
        if sum(added) > partial.outstanding:
            continue
        votes = {o: n + x for (o, n), x in zip(partial.votes.items(), added[2:], strict=True)}
        blank, voided = partial.blank + added[0], void + added[1]
        valid = sum(votes.values())
        ballots = blank + voided + valid
        yield votes, Figures(partial.registered, ballots, blank, voided, valid)


def outcome(rule: Any, votes: dict[str, int], figures: Figures) -> Outcome | None:
    try:
        return decide(rule, votes, figures).outcome
    except Refused:
        return None


@given(partials())
def test_votes_shares_and_ranks_are_exactly_the_extremes(partial: Partial) -> None:
    finals = [votes for votes, _ in completions(partial)]
    for option in partial.votes:
        numbers = [votes[option] for votes in finals]
        assert vote_range(partial, option) == (min(numbers), max(numbers))
        ranks = [1 + sum(n > votes[option] for n in votes.values()) for votes in finals]
        assert rank_range(partial, option) == (min(ranks), max(ranks))
        shares = [votes[option] / total for votes in finals if (total := sum(votes.values()))]
        found = share_range(partial, option)
        assert (found is None) == (not shares)
        if found is not None:
            assert [*map(float, found)] == [min(shares), max(shares)]


@given(partials())
def test_who_is_ahead_for_sure_is_ahead_in_every_completion_and_nobody_else(
    partial: Partial,
) -> None:
    finals = [votes for votes, _ in completions(partial)]
    everywhere = [
        (one, other)
        for one in partial.votes
        for other in partial.votes
        if all(votes[one] > votes[other] for votes in finals)
    ]
    assert list(surely_ahead(partial)) == everywhere


@given(partials(largest=6), st.integers(1, 3))
def test_a_place_is_certain_exactly_when_every_completion_gives_it(
    partial: Partial, places: int
) -> None:
    rule = Top(places=places)
    results = [outcome(rule, votes, figures) for votes, figures in completions(partial)]
    for option in partial.votes:
        is_in, is_out = True, True
        for result in results:
            match result:
                case Qualified(options):
                    is_in, is_out = is_in and option in options, is_out and option not in options
                case Tied(options=level, sure=sure):
                    is_in = is_in and option in sure
                    is_out = is_out and option not in (*level, *sure)
                case _:
                    is_in = False
        found = place(partial, option, places)
        assert (found == "in") == is_in
        # Where nobody can have a vote all is over, and nobody takes a place by it.
        if any(results):
            assert (found == "out") == is_out


@given(majorities, partials(outstanding=4))
def test_a_majority_is_certain_exactly_when_every_completion_agrees(
    rule: Majority, partial: Partial
) -> None:
    traces = [decide(rule, votes, figures) for votes, figures in completions(partial)]
    reached = [d.trace.reached for d in traces if isinstance(d.trace, MajorityTrace)]
    for option in partial.votes:
        found = majority_status(rule, partial, option)
        assert (found == "reached") == all(option in one for one in reached)
        assert (found == "impossible") == all(option not in one for one in reached)


@given(majorities, partials(outstanding=4))
def test_who_is_elected_for_sure_is_elected_and_nobody_where_nobody_can_be(
    rule: Majority, partial: Partial
) -> None:
    results = [decide(rule, votes, figures).outcome for votes, figures in completions(partial)]
    always = [o for o in partial.votes if all(one == Elected(o) for one in results)]
    assert surely_elected(rule, partial) in ("", *always)
    if rule.quota >= parse_share("1/2"):
        assert surely_elected(rule, partial) == next(iter(always), "")
    if surely_no_majority(rule, partial):
        assert set(map(type, results)) == {NoMajority}
    elif not rule.tie:
        assert set(map(type, results)) != {NoMajority}


def seat_extremes(rule: SeatRule, partial: Partial, option: str, number: int) -> tuple[int, int]:
    least, most = [], []
    for votes, _ in completions(partial):
        try:
            shared = award(rule, votes, number)
        except Refused:
            least.append(0)
            most.append(0)
            continue
        tied = [tie for tie in shared.ties if option in tie.options]
        least.append(shared.seats[option])
        most.append(shared.seats[option] + len(tied))
    return min(least), max(most)


@pytest.mark.parametrize("method", [DHondt, SainteLague, Hare, Droop])
@given(
    partial=partials(largest=20, outstanding=4),
    number=st.integers(1, 9),
    threshold=st.sampled_from(["0/1", "1/20", "1/10", "1/4"]),
    exact=st.booleans(),
)
def test_final_seats_lie_within_their_bounds(
    method: Any, partial: Partial, number: int, threshold: str, *, exact: bool
) -> None:
    rule = method(threshold=parse_share(threshold), threshold_exact=exact)
    for option in partial.votes:
        least, most = seat_range(rule, partial, option, number)
        true_least, true_most = seat_extremes(rule, partial, option, number)
        assert 0 <= least <= true_least <= true_most <= most <= number


@pytest.mark.parametrize("method", [DHondt, SainteLague])
@given(partial=partials(largest=20, outstanding=4), number=st.integers(1, 9))
def test_the_most_seats_of_highest_averages_are_reached(
    method: Any, partial: Partial, number: int
) -> None:
    for option in partial.votes:
        most = seat_range(method(), partial, option, number)[1]
        assert most == seat_extremes(method(), partial, option, number)[1]


@pytest.mark.parametrize("method", [DHondt, SainteLague])
@given(partial=partials(largest=20, outstanding=0), number=st.integers(1, 9))
def test_once_all_is_counted_the_seats_of_highest_averages_are_known(
    method: Any, partial: Partial, number: int
) -> None:
    for option in partial.votes:
        expected = seat_extremes(method(), partial, option, number)
        assert seat_range(method(), partial, option, number) == expected
