"""Seats: traces, thresholds, ties at the last seat, and what is refused."""

from fractions import Fraction

import pytest

from suffrage.errors import Inconsistent, Malformed, Refused
from suffrage.model.rule import DHondt, Droop, Hare, SainteLague, SeatRule
from suffrage.rules import SeatAward, SeatTie, award, majority_sizes
from suffrage.rules.seats import (
    Average,
    AveragesTrace,
    Excluded,
    LastSeat,
    Remainder,
    RemaindersTrace,
    SeatStep,
    VotesApart,
)

METHODS: list[type[SeatRule]] = [DHondt, SainteLague, Hare, Droop]


def averages(shared: SeatAward) -> AveragesTrace:
    assert isinstance(shared.trace, AveragesTrace)
    return shared.trace


def remainders(shared: SeatAward) -> RemaindersTrace:
    assert isinstance(shared.trace, RemaindersTrace)
    return shared.trace


def test_each_seat_shows_its_quotient_and_the_closest() -> None:
    shared = award(DHondt(), {"a": 100, "b": 80, "c": 30}, 4)
    assert shared.seats == {"a": 2, "b": 2, "c": 0}
    assert averages(shared).steps == (
        SeatStep(1, ("a",), Fraction(100), (Average("b", Fraction(80)),)),
        SeatStep(2, ("b",), Fraction(80), (Average("a", Fraction(50)),)),
        SeatStep(3, ("a",), Fraction(50), (Average("b", Fraction(40)),)),
        SeatStep(4, ("b",), Fraction(40), (Average("a", Fraction(100, 3)),)),
    )
    # b at 66 votes would have 33, below the 33 1/3 of a; c needs more than 40, a more than 120.
    assert averages(shared).last_seat == LastSeat(
        (VotesApart("b", 14),), (VotesApart("c", 11), VotesApart("a", 21))
    )


def test_sainte_lague_divides_by_odd_numbers() -> None:
    shared = award(SainteLague(), {"a": 100, "b": 80, "c": 30}, 4)
    assert shared.seats == {"a": 2, "b": 1, "c": 1}
    quotients = [step.quotient for step in averages(shared).steps]
    assert quotients == [100, 80, Fraction(100, 3), 30]


def test_equal_quotients_share_a_step_and_the_margin_counts_them_as_rivals() -> None:
    shared = award(DHondt(), {"a": 10, "b": 10, "c": 4}, 2)
    assert averages(shared).steps == (
        SeatStep(1, ("a", "b"), Fraction(10), (Average("c", Fraction(4)),)),
    )
    assert averages(shared).last_seat == LastSeat(
        (VotesApart("a", 6), VotesApart("b", 6)),
        (VotesApart("c", 7), VotesApart("a", 11), VotesApart("b", 11)),
    )


def test_equal_quotients_at_the_last_seat_are_a_tie() -> None:
    shared = award(DHondt(), {"a": 10, "b": 5, "c": 1}, 2)
    assert shared.seats == {"a": 1, "b": 0, "c": 0}
    assert shared.ties == (SeatTie(("a", "b"), 1),)
    assert averages(shared).tied == (Average("a", Fraction(5)), Average("b", Fraction(5)))
    assert averages(shared).last_seat == LastSeat((), ())


def test_a_seat_that_nobody_else_can_win_has_no_margin() -> None:
    alone = award(DHondt(), {"a": 10}, 2)
    assert averages(alone).steps[-1].next_best == ()
    assert averages(alone).last_seat == LastSeat((), ())
    against_none = award(DHondt(), {"a": 10, "b": 0}, 2)
    assert averages(against_none).last_seat == LastSeat((), (VotesApart("b", 6),))


def test_remainders_stand_in_order_with_their_quota() -> None:
    shared = award(Hare(), {"a": 47, "b": 16, "c": 16, "d": 21}, 5)
    assert shared.seats == {"a": 2, "b": 1, "c": 1, "d": 1}
    trace = remainders(shared)
    assert (trace.votes, trace.quota, trace.left) == (100, Fraction(20), 2)
    assert trace.remainders == (
        Remainder("b", 16, 0, Fraction(16), seat=True),
        Remainder("c", 16, 0, Fraction(16), seat=True),
        Remainder("a", 47, 2, Fraction(7), seat=False),
        Remainder("d", 21, 1, Fraction(1), seat=False),
    )


def test_droop_takes_the_smallest_whole_quota_that_suffices() -> None:
    shared = award(Droop(), {"a": 57, "b": 26, "c": 17}, 4)
    assert remainders(shared).quota == 21
    assert shared.seats == {"a": 2, "b": 1, "c": 1}


def test_whole_quotas_may_leave_nothing_to_share() -> None:
    shared = award(Hare(), {"a": 20, "b": 10}, 3)
    assert shared.seats == {"a": 2, "b": 1}
    assert remainders(shared).left == 0
    assert shared.ties == ()


@pytest.mark.parametrize("method", METHODS)
def test_seven_of_a_hundred_reach_seven_per_cent(method: type[SeatRule]) -> None:
    votes = {"a": 60, "b": 33, "c": 7}
    reached = award(method(threshold=Fraction(7, 100)), votes, 20)
    assert reached.trace.threshold.excluded == ()
    assert reached.seats["c"] >= 1
    beyond = award(method(threshold=Fraction(7, 100), threshold_exact=False), votes, 20)
    assert beyond.trace.threshold.excluded == (Excluded("c", 7),)
    assert beyond.trace.threshold.needed == 8
    assert beyond.seats["c"] == 0


def test_a_threshold_can_be_measured_elsewhere() -> None:
    rule = DHondt(threshold=Fraction(1, 20), threshold_level="nation")
    local = {"a": 50, "b": 50}
    shared = award(rule, local, 2, measured={"a": 9_600, "b": 400, "other": 0})
    assert shared.seats == {"a": 2, "b": 0}
    assert shared.trace.threshold.needed == 500
    assert shared.trace.threshold.excluded == (Excluded("b", 400),)
    with pytest.raises(Inconsistent) as no:
        award(rule, local, 2, measured={"a": 9_600})
    assert no.value.fields == {"option": "b", "level": "nation"}
    with pytest.raises(Inconsistent, match=r"rule\.below-zero"):
        award(rule, local, 2, measured={"a": 1, "b": -1})


@pytest.mark.parametrize("method", METHODS)
def test_nobody_above_the_threshold_is_refused(method: type[SeatRule]) -> None:
    with pytest.raises(Refused) as no:
        award(method(threshold=Fraction(1, 2)), {"a": 4, "b": 3, "c": 3}, 5)
    assert (no.value.code, no.value.fields) == ("rule.below-threshold", {"needed": 5, "total": 10})


def test_one_above_the_threshold_elsewhere_but_without_votes_here_takes_no_seat() -> None:
    rule = Hare(threshold=Fraction(1, 2))
    with pytest.raises(Refused, match=r"rule\.below-threshold"):
        award(rule, {"a": 0, "b": 9}, 3, measured={"a": 90, "b": 9})


@pytest.mark.parametrize("method", METHODS)
def test_no_votes_and_no_seats_are_refused(method: type[SeatRule]) -> None:
    with pytest.raises(Refused, match=r"rule\.no-votes"):
        award(method(), {"a": 0, "b": 0}, 3)
    with pytest.raises(Refused, match=r"seats\.none"):
        award(method(), {"a": 1}, 0)
    with pytest.raises(Malformed, match=r"rule\.no-option"):
        award(method(), {}, 3)
    with pytest.raises(Malformed, match=r"rule\.threshold"):
        award(method(threshold=Fraction(1)), {"a": 1}, 3)


@pytest.mark.parametrize("method", METHODS)
def test_an_option_without_votes_takes_no_seat(method: type[SeatRule]) -> None:
    shared = award(method(), {"none": 0, "a": 40, "b": 41}, 11)
    assert shared.seats["none"] == 0
    assert all("none" not in tie.options for tie in shared.ties)


def test_a_droop_quota_of_a_handful_of_votes_is_refused() -> None:
    with pytest.raises(Refused) as no:
        award(Droop(), {"a": 3, "b": 0}, 5)
    assert (no.value.code, no.value.fields) == ("rule.few-votes", {"votes": 3, "seats": 5})
    assert award(Droop(), {"a": 1, "b": 1}, 4).seats == {"a": 2, "b": 2}


def test_an_unknown_seat_rule_is_a_defect() -> None:
    class Unknown:
        tie = ()

    with pytest.raises(AssertionError):
        award(Unknown(), {"a": 1}, 1)  # type: ignore[arg-type]


def test_sizes_tell_a_sure_majority_from_a_possible_one() -> None:
    lines = majority_sizes(DHondt(), {"a": 10, "b": 5}, [1, 2, 3])
    assert [(line.size, line.majority, line.possible) for line in lines] == [
        (1, "a", ()),
        (2, None, ("a",)),
        (3, "a", ()),
    ]
    assert lines[1].ties == (SeatTie(("a", "b"), 1),)
    assert lines[2].seats == {"a": 2, "b": 1}


def test_sizes_measure_the_threshold_where_they_are_told() -> None:
    rule = DHondt(threshold=Fraction(1, 4))
    (line,) = majority_sizes(rule, {"a": 1, "b": 9}, [3], measured={"a": 90, "b": 9})
    assert (line.majority, line.seats) == ("a", {"a": 3, "b": 0})
