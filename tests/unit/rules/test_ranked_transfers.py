"""The single transferable vote and instant run-off: quotas, surpluses, ties, exhausted votes."""

from fractions import Fraction

import pytest
from tests.support.ranked import rounds_of, settled

from suffrage.errors import Inconsistent, Refused
from suffrage.rules import Resolved, Tied, resolve
from suffrage.rules.ranked import piles
from suffrage.rules.ranked.methods import InstantRunoff, SingleTransferableVote
from suffrage.rules.ranked.table import count_ballots
from suffrage.rules.ranked.traces import Portion, Round, Transfer

ABC, ABCD = ("a", "b", "c"), ("a", "b", "c", "d")
IRV = InstantRunoff()


def stv(seats: int) -> SingleTransferableVote:
    return SingleTransferableVote(seats)


def test_a_surplus_goes_on_at_a_fraction() -> None:
    """Nine ballots, two seats, quota 4: a's six go on at a third each, four to b, two to c."""
    ballots = [(1, 2, 0)] * 4 + [(1, 0, 2)] * 2 + [(0, 1, 0)] + [(0, 0, 1)] * 2
    outcome = count_ballots(stv(2), ABC, ballots)
    assert outcome.elected == ("a", "c")
    first, second, third = rounds_of(outcome).rounds
    assert first == Round(
        (Portion("a", Fraction(6)), Portion("b", Fraction(1)), Portion("c", Fraction(2))),
        4,
        Fraction(0),
        "elected",
        ("a",),
        None,
        Transfer(
            Fraction(1, 3),
            (Portion("b", Fraction(4, 3)), Portion("c", Fraction(2, 3))),
            Fraction(0),
        ),
    )
    assert second.totals == (Portion("b", Fraction(7, 3)), Portion("c", Fraction(8, 3)))
    assert (second.step, second.options) == ("eliminated", ("b",))
    assert (third.step, third.options, third.exhausted) == ("filled", ("c",), Fraction(7, 3))


def test_blank_ballots_raise_the_quota() -> None:
    ballots = [(1, 0, 0)] * 2 + [(0, 1, 0)]
    assert rounds_of(count_ballots(stv(1), ABC, ballots)).rounds[0].needed == 2
    more = [*ballots, (0, 0, 0)]
    assert rounds_of(count_ballots(stv(1), ABC, more)).rounds[0].needed == 3


def test_an_option_on_no_ballot_takes_no_seat() -> None:
    outcome = count_ballots(stv(3), ABCD, [(1, 0, 2, 0), (2, 0, 1, 0)])
    assert rounds_of(outcome).unranked == ("b", "d")
    assert outcome.tiers == (("a", "c"),)
    assert outcome.tie is None


def test_an_option_that_only_others_precede_can_fill_a_seat() -> None:
    outcome = count_ballots(stv(2), ABC, [(1, 2, 0)] * 3)
    assert outcome.tiers == (("a", "b"),)


def test_equal_votes_above_the_quota_are_a_tie_for_the_next_seat() -> None:
    ballots = [(1, 0, 0)] * 3 + [(0, 1, 0)] * 3 + [(0, 0, 1)] * 2
    outcome = count_ballots(stv(2), ABC, ballots)
    assert outcome.tie == Tied(("a", "b"), 1, "elected", ())
    assert rounds_of(outcome).rounds[-1].step == "tied"
    after = settled(stv(2), ABC, ballots, lambda _: ("b",))
    assert after.elected == ("b", "a")
    assert rounds_of(after).rounds[0].tie == outcome.tie


def test_equal_fewest_votes_are_a_tie_for_staying() -> None:
    ballots = [(1, 0, 0, 0)] * 3 + [(0, 1, 0, 0)] + [(0, 0, 1, 0)] + [(2, 0, 0, 1)]
    outcome = count_ballots(stv(1), ABCD, ballots)
    assert outcome.tie == Tied(("b", "c", "d"), 2, "qualified", ("a",))
    ended = resolve(outcome.tie, ["older"], {"b": 2, "c": 1, "d": 3})
    assert isinstance(ended, Resolved)
    assert ended.chosen == ("c", "b")
    after = count_ballots(stv(1), ABCD, ballots, [ended])
    assert after.elected == ("a",)
    assert rounds_of(after).rounds[0].options == ("d",)


def test_the_tie_for_the_last_seat_says_so() -> None:
    ballots = [(1, 0, 0)] * 3 + [(0, 1, 0)] + [(0, 0, 1)] + [(0, 0, 0)] * 4
    outcome = count_ballots(stv(2), ABC, ballots)
    assert outcome.tie == Tied(("b", "c"), 1, "elected", ("a",))
    assert count_ballots(IRV, ABC, [(1, 0, 0), (0, 1, 0)]).tie == Tied(("a", "b"), 1, "elected")


def test_two_level_for_last_tie_for_staying_while_others_can_win() -> None:
    ballots = [(1, 0, 0, 0)] * 4 + [(0, 1, 0, 0)] * 3 + [(0, 0, 1, 0), (0, 0, 0, 1)]
    assert count_ballots(IRV, ABCD, ballots).tie == Tied(("c", "d"), 1, "qualified", ("a", "b"))


def test_a_count_resumes_only_at_its_own_tie() -> None:
    ballots = [(1, 0, 0)] * 3 + [(0, 1, 0)] * 3 + [(0, 0, 1)] * 2
    other = Resolved(Tied(("a", "b"), 1, "qualified"), ("a",), ())
    with pytest.raises(Inconsistent) as no:
        count_ballots(stv(2), ABC, ballots, [other])
    assert no.value.code == "rule.not-this-tie"


def test_whoever_leaves_first_can_decide() -> None:
    """Why no tie is skipped: with b out first c is elected, with c out first b is."""
    ballots = [(1, 0, 0)] * 4 + [(0, 1, 2)] * 3 + [(0, 2, 1)] * 3
    b_out = settled(IRV, ABC, ballots, lambda _: ("c",))
    c_out = settled(IRV, ABC, ballots, lambda _: ("b",))
    assert (b_out.elected, c_out.elected) == (("c",), ("b",))


def test_fractions_beyond_counting_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    ballots = [(1, 2, 0, 0)] * 7 + [(0, 1, 2, 0)] * 5 + [(0, 0, 1, 2)] * 3 + [(0, 2, 0, 1)] * 2
    assert count_ballots(stv(3), ABCD, ballots).tie is None
    monkeypatch.setattr(piles, "MOST_BITS", 2)
    with pytest.raises(Refused) as no:
        count_ballots(stv(3), ABCD, ballots)
    assert (no.value.code, no.value.fields) == ("ranked.exact", {"bits": 2})


def test_a_majority_is_of_the_ballots_still_in_play() -> None:
    """Of nine ballots c's two are exhausted when c leaves; four of seven are a majority."""
    ballots = [(1, 0, 0)] * 4 + [(0, 1, 0)] * 3 + [(0, 0, 1)] * 2
    outcome = count_ballots(IRV, ABC, ballots)
    first, second = rounds_of(outcome).rounds
    assert (first.needed, first.step, first.options) == (5, "eliminated", ("c",))
    assert first.transfer == Transfer(Fraction(1), (), Fraction(2))
    assert (second.needed, second.exhausted, second.options) == (4, Fraction(2), ("a",))
    assert outcome.tiers == (("a",),)


def test_a_majority_of_first_choices_ends_at_once() -> None:
    outcome = count_ballots(IRV, ABC, [(1, 2, 3)] * 3 + [(2, 1, 0)] * 2)
    assert len(rounds_of(outcome).rounds) == 1
    assert outcome.elected == ("a",)


def test_an_eliminated_options_ballots_pass_over_those_who_left() -> None:
    """d leaves, then c: the ballot d, c, b goes from d to c and then to b; d is passed over."""
    ballots = [(1, 0, 0, 0)] * 5 + [(0, 1, 0, 0)] * 4 + [(0, 2, 1, 3)] * 2 + [(0, 3, 2, 1)]
    outcome = count_ballots(IRV, ABCD, ballots)
    assert [one.options for one in rounds_of(outcome).rounds] == [("d",), ("c",), ("b",)]
    assert rounds_of(outcome).rounds[2].totals[1] == Portion("b", Fraction(7))
