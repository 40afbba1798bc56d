"""Ties at the quota: nobody has the majority, and yet somebody may be elected."""

from suffrage.model.rule import Majority
from suffrage.night.bounds import Partial
from suffrage.night.majority_bounds import majority_status, surely_elected, surely_no_majority

LEVEL = Partial({"a": 4, "b": 4}, ballots=8, blank=0, registered=20, outstanding=0)


def test_two_halves_elect_nobody_where_no_rule_ends_a_tie() -> None:
    assert surely_no_majority(Majority(), LEVEL)


def test_two_halves_may_elect_somebody_where_a_rule_ends_a_tie() -> None:
    rule = Majority(tie=("older",))
    assert {majority_status(rule, LEVEL, option) for option in "ab"} == {"impossible"}
    assert not surely_no_majority(rule, LEVEL)
    assert surely_elected(rule, LEVEL) == ""


def test_one_half_alone_is_no_tie() -> None:
    votes = {"a": 4, "b": 3, "c": 1}
    partial = Partial(votes, ballots=8, blank=0, registered=20, outstanding=0)
    assert surely_no_majority(Majority(tie=("older",)), partial)
