"""Plurality, majority and top: denominators, equal votes, and figures that do not agree."""

from fractions import Fraction

import pytest

from suffrage.errors import Inconsistent, Malformed, Refused
from suffrage.model.rule import Majority, Plurality, Top
from suffrage.rules import Elected, Figures, NoMajority, Qualified, Tied, decide
from suffrage.rules.outcome import MajorityTrace, Outcome, RankingTrace


def figures(valid: int, *, blank: int = 0, void: int = 0, registered: int = 1_000) -> Figures:
    return Figures(registered, valid + blank + void, blank, void, valid)


def outcome(rule: Plurality | Majority | Top, votes: dict[str, int], totals: Figures) -> Outcome:
    return decide(rule, votes, totals).outcome


def test_plurality_elects_the_most_votes() -> None:
    decision = decide(Plurality(), {"a": 10, "b": 11, "c": 10}, figures(31))
    assert decision.outcome == Elected("b")
    assert isinstance(decision.trace, RankingTrace)
    assert [(line.rank, line.option) for line in decision.trace.ranking] == [
        (1, "b"),
        (2, "a"),
        (2, "c"),
    ]
    assert decision.trace.share("b") == Fraction(11, 31)


def test_equal_votes_are_a_tie_whatever_their_order() -> None:
    assert outcome(Plurality(), {"a": 5, "b": 5, "c": 1}, figures(11)) == Tied(
        ("a", "b"), 1, "elected"
    )
    assert outcome(Plurality(), {"b": 5, "a": 5, "c": 1}, figures(11)) == Tied(
        ("b", "a"), 1, "elected"
    )


@pytest.mark.parametrize("rule", [Plurality(), Top(places=2)])
def test_without_a_vote_nobody_comes_first(rule: Plurality | Top) -> None:
    with pytest.raises(Refused, match=r"rule\.no-votes"):
        decide(rule, {"a": 0, "b": 0, "c": 0}, figures(0, blank=7))


def test_the_first_two_qualify_even_past_a_majority() -> None:
    votes = {"to1": 11_277, "to2": 7_001, "to3": 4_666}
    totals = Figures(41_391, 23_179, 0, 235, 22_944)
    decision = decide(Top(places=2), votes, totals)
    assert decision.outcome == Qualified(("to1", "to2"))
    assert isinstance(decision.trace, RankingTrace)
    assert decision.trace.share("to1") == Fraction(11_277, 22_944)
    assert outcome(Top(places=2), {"a": 1, "b": 90, "c": 9}, figures(100)) == Qualified(("b", "c"))


@pytest.mark.parametrize(
    ("of", "denominator"), [("valid", 22_944), ("voters", 23_179), ("registered", 41_391)]
)
def test_shares_are_out_of_the_declared_denominator(of: str, denominator: int) -> None:
    votes = {"to1": 11_277, "to2": 7_001, "to3": 4_666}
    totals = Figures(41_391, 23_179, 0, 235, 22_944)
    decision = decide(Top(of=of), votes, totals)  # type: ignore[arg-type]
    assert isinstance(decision.trace, RankingTrace)
    assert decision.trace.denominator == denominator


def test_a_tie_at_the_last_place_keeps_the_sure_ones() -> None:
    assert outcome(Top(places=2), {"a": 8, "b": 10, "c": 8}, figures(26)) == Tied(
        ("a", "c"), 1, "qualified", ("b",)
    )
    assert outcome(Top(places=2), {"a": 8, "b": 8, "c": 8}, figures(24)) == Tied(
        ("a", "b", "c"), 2, "qualified"
    )
    assert outcome(Top(places=2), {"a": 8, "b": 8, "c": 7}, figures(23)) == Qualified(("a", "b"))


def test_all_qualify_where_there_are_no_more_options_than_places() -> None:
    assert outcome(Top(places=2), {"a": 8}, figures(8)) == Qualified(("a",))
    assert outcome(Top(places=2), {"a": 8, "b": 0}, figures(8)) == Qualified(("a", "b"))


@pytest.mark.parametrize(
    ("rule", "needed"),
    [
        (Majority(), 51),
        (Majority(blank_counts=True), 56),
        (Majority(of="voters"), 58),
        (Majority(of="registered"), 76),
        (Majority(quota=Fraction(2, 3)), 67),
        (Majority(quota=Fraction(1, 5)), 21),
        (Majority(quota=Fraction(1, 5), quota_exact=True), 20),
    ],
)
def test_the_votes_needed_for_a_majority(rule: Majority, needed: int) -> None:
    totals = figures(100, blank=10, void=4, registered=150)
    short = decide(rule, {"a": needed - 1, "b": 0, "c": 101 - needed}, totals)
    assert isinstance(short.trace, MajorityTrace)
    assert (short.trace.needed, short.trace.needed_of_roll) == (needed, 0)
    reached = decide(rule, {"a": needed, "b": 0, "c": 100 - needed}, totals)
    assert isinstance(reached.trace, MajorityTrace)
    assert "a" in reached.trace.reached
    assert "a" not in short.trace.reached


def test_a_senator_needs_a_quarter_of_the_registered_too() -> None:
    rule = Majority(minimum_registered=Fraction(1, 4))
    enough = Figures(400, 180, 0, 0, 180)
    assert outcome(rule, {"a": 100, "b": 80}, enough) == Elected("a")
    assert outcome(rule, {"a": 100, "b": 80}, Figures(401, 180, 0, 0, 180)) == NoMajority()


def test_half_and_half_is_a_tie_only_where_a_rule_ends_it() -> None:
    votes = {"a": 50, "b": 50}
    assert outcome(Majority(tie=("older",)), votes, figures(100)) == Tied(("a", "b"), 1, "elected")
    assert outcome(Majority(), votes, figures(100)) == NoMajority()
    with_blank = figures(100, blank=1)
    assert outcome(Majority(tie=("older",), blank_counts=True), votes, with_blank) == NoMajority()


def test_the_roll_asks_its_share_of_tied_options_too() -> None:
    rule = Majority(tie=("older",), minimum_registered=Fraction(1, 4))
    assert outcome(rule, {"a": 50, "b": 50}, figures(100, registered=201)) == NoMajority()
    assert outcome(rule, {"a": 50, "b": 50}, figures(100, registered=200)) == Tied(
        ("a", "b"), 1, "elected"
    )


def test_several_may_reach_a_low_quota_and_the_most_votes_win() -> None:
    rule = Majority(quota=Fraction(1, 4))
    assert outcome(rule, {"a": 40, "b": 45, "c": 15}, figures(100)) == Elected("b")
    assert outcome(rule, {"a": 40, "b": 40, "c": 20}, figures(100)) == Tied(
        ("a", "b"), 1, "elected"
    )


def test_one_candidate_and_nothing_but_blank_ballots() -> None:
    assert outcome(Majority(), {"a": 3}, figures(3, blank=40)) == Elected("a")
    assert outcome(Majority(blank_counts=True), {"a": 3}, figures(3, blank=40)) == NoMajority()
    assert outcome(Majority(tie=("older",)), {"a": 0, "b": 0}, figures(0, blank=9)) == NoMajority()
    exact = Majority(quota_exact=True, tie=("older",))
    assert outcome(exact, {"a": 0, "b": 0}, figures(0, blank=9)) == NoMajority()


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        ((100, 50, 1, 1, 47), "rule.ballots"),
        ((100, 101, 0, 0, 101), "rule.registered"),
        ((-1, 0, 0, 0, 0), "rule.below-zero"),
        ((9, 3, -1, 0, 4), "rule.below-zero"),
    ],
)
def test_figures_that_contradict_each_other_are_refused(
    numbers: tuple[int, int, int, int, int], code: str
) -> None:
    with pytest.raises(Inconsistent) as no:
        Figures(*numbers)
    assert no.value.code == code


def test_more_ballots_than_members_need_a_named_exemption() -> None:
    accepted = Figures(100, 101, 0, 0, 101, exemption="ballots-beyond-roll")
    assert outcome(Plurality(), {"a": 101}, accepted) == Elected("a")


def test_a_share_of_an_empty_roll_is_shown_rather_than_failing() -> None:
    totals = Figures(0, 2, 0, 0, 2, exemption="ballots-beyond-roll")
    trace = decide(Top(of="registered"), {"a": 2}, totals).trace
    assert isinstance(trace, RankingTrace)
    assert (trace.denominator, trace.share("a")) == (0, Fraction(2))


def test_votes_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(Inconsistent) as no:
        decide(Plurality(), {"a": 2, "b": 1}, figures(4))
    assert (no.value.code, no.value.fields) == ("rule.valid", {"valid": 4, "votes": 3})
    with pytest.raises(Inconsistent, match=r"rule\.below-zero field=b"):
        decide(Plurality(), {"a": 2, "b": -1}, figures(1))
    with pytest.raises(Malformed, match=r"rule\.no-option"):
        decide(Plurality(), {}, figures(0))


def test_a_contradictory_rule_is_never_computed() -> None:
    with pytest.raises(Malformed, match=r"rule\.quota"):
        decide(Majority(quota=Fraction(2)), {"a": 1}, figures(1))


def test_an_unknown_rule_is_a_defect() -> None:
    class Unknown:
        tie = ()

    with pytest.raises(AssertionError):
        decide(Unknown(), {"a": 1}, figures(1))  # type: ignore[arg-type]
