"""Ties: which rule resolves them, what they wait for, and what a resolution becomes."""

from collections import Counter
from dataclasses import replace

import pytest

from suffrage.errors import Inconsistent, Malformed
from suffrage.model.rule import DHondt, Hare, TieRule
from suffrage.rules import (
    Elected,
    Qualified,
    Resolved,
    SeatAward,
    SeatTie,
    Tied,
    Waiting,
    award,
    conclude,
    resolve,
    seat,
)
from suffrage.rules.lot import draw, lot_seed
from suffrage.rules.tie import TieStep

TWO = Tied(("a", "b"), 1, "elected")
THREE = Tied(("a", "b", "c"), 2, "qualified", ("z",))
SEED = lot_seed("4 8 15 16 23 42", "contest:text")


def resolved(tie: Tied | SeatTie, rules: list[TieRule], ages: dict[str, int]) -> Resolved:
    ended = resolve(tie, rules, ages, SEED)
    assert isinstance(ended, Resolved)
    return ended


def test_the_older_is_elected_and_the_resolution_says_by_which_rule() -> None:
    ended = resolved(TWO, ["older", "lot"], {"a": 3, "b": 1})
    assert ended == Resolved(TWO, ("b",), (TieStep("older", ("b",), ()),))
    assert conclude(ended) == Elected("b")


def test_the_two_oldest_of_three_qualify_beside_the_sure_one() -> None:
    ended = resolved(THREE, ["older"], {"a": 9, "b": 2, "c": 4})
    assert conclude(ended) == Qualified(("z", "b", "c"))


def test_equal_ages_leave_their_part_to_the_next_rule() -> None:
    ended = resolved(THREE, ["older", "lot"], {"a": 2, "b": 1, "c": 2})
    assert ended.steps[0] == TieStep("older", ("b",), ("a", "c"))
    assert ended.steps[1].rule == "lot"
    assert ended.chosen == ("b", *draw(SEED, ("a", "c"), 1))


def test_the_younger_is_out_before_the_lot_even_if_nobody_is_in() -> None:
    tie = SeatTie(("a", "b", "c"), 1)
    ended = resolved(tie, ["older", "lot"], {"a": 1, "b": 1, "c": 2})
    assert ended.steps[0] == TieStep("older", (), ("a", "b"))
    assert ended.chosen[0] in {"a", "b"}


@pytest.mark.parametrize("ages", [{}, {"a": 1}, {"a": 1, "b": 0}, {"a": 1, "b": 1}])
def test_missing_or_equal_ages_leave_all_to_the_lot(ages: dict[str, int]) -> None:
    ended = resolved(TWO, ["older", "lot"], ages)
    assert ended.steps == (TieStep("lot", draw(SEED, ("a", "b"), 1), ()),)


def test_a_tie_waits_for_what_it_needs() -> None:
    assert resolve(TWO, ["lot"], {}) == Waiting(TWO, "lot", ())
    assert resolve(TWO, ["older", "lot"], {}) == Waiting(TWO, "lot", ())
    assert resolve(TWO, ["older"], {"a": 1}) == Waiting(TWO, "ages", ())
    assert resolve(TWO, ["older"], {"a": 1, "b": 1}) == Waiting(TWO, "ruling", ())
    assert resolve(TWO, [], {}, SEED) == Waiting(TWO, "ruling", ())


def test_a_waiting_tie_keeps_what_was_narrowed() -> None:
    waiting = resolve(THREE, ["older", "lot"], {"a": 2, "b": 1, "c": 2})
    assert waiting == Waiting(THREE, "lot", (TieStep("older", ("b",), ("a", "c")),))


def test_a_drawn_seat_completes_the_award() -> None:
    shared = award(Hare(), {"A": 6, "B": 6, "C": 8}, 2)
    full = seat(shared, resolved(shared.ties[0], ["lot"], {}))
    winner = draw(SEED, ("A", "B"), 1)[0]
    assert full.seats == {"A": 0, "B": 0, "C": 1} | {winner: 1}
    assert full.ties == ()
    assert full.trace is shared.trace


def test_another_tie_of_the_award_stays() -> None:
    first, second = SeatTie(("a", "b"), 1), SeatTie(("c", "d"), 1)
    shared = award(DHondt(), {"a": 1, "b": 1, "c": 1, "d": 1}, 2)
    both = replace(shared, ties=(first, second))
    half = seat(both, resolved(first, ["older"], {"a": 1, "b": 2}))
    assert half.seats == {"a": 1, "b": 0, "c": 0, "d": 0}
    assert half.ties == (second,)


def test_a_resolution_fits_its_own_tie_only() -> None:
    shared: SeatAward = award(DHondt(), {"a": 1, "b": 1}, 1)
    other = resolved(SeatTie(("a", "b", "c"), 1), ["lot"], {})
    with pytest.raises(Inconsistent, match=r"rule\.not-this-tie"):
        seat(shared, other)
    with pytest.raises(Inconsistent, match=r"rule\.not-this-tie"):
        conclude(other)


def test_a_draw_does_not_depend_on_the_order_given() -> None:
    names = ("to3", "to1", "to2", "ça")
    assert draw(SEED, names, 2) == draw(SEED, sorted(names), 2)


def test_two_lots_of_one_seed_differ_by_their_subject() -> None:
    names = [f"n{i:02}" for i in range(30)]
    one = draw(lot_seed("seed", "body:council"), names, 15)
    two = draw(lot_seed("seed", "body:bureau"), names, 15)
    assert one != two


def test_every_name_is_drawn_about_equally_often() -> None:
    # Three names need two bits, so a quarter of the numbers is thrown away: the biased case.
    drawn = Counter(draw(b"seed %d" % i, ("a", "b", "c"), 1)[0] for i in range(3_000))
    assert all(900 < number < 1_100 for number in drawn.values())


@pytest.mark.parametrize(
    ("seed", "names", "places", "code"),
    [
        (b"", ("a", "b"), 1, "rule.lot-seed"),
        (b"x", ("a", "a"), 1, "rule.lot-options"),
        (b"x", ("a", "b"), 0, "rule.lot-places"),
        (b"x", ("a", "b"), 2, "rule.lot-places"),
        (b"x", (), 1, "rule.lot-places"),
    ],
)
def test_a_draw_that_decides_nothing_is_refused(
    seed: bytes, names: tuple[str, ...], places: int, code: str
) -> None:
    with pytest.raises(Malformed) as no:
        draw(seed, names, places)
    assert no.value.code == code


def test_an_empty_seed_is_no_lot() -> None:
    with pytest.raises(Malformed, match=r"rule\.lot-seed"):
        resolve(TWO, ["lot"], {}, b"")
