"""What some end, or some count, gives: each answer against every one of them."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.support.counts import count

from suffrage.night.bounds import Partial
from suffrage.night.completion import count_possible, final_possible
from suffrage.night.said_share import Said, SaidRange, SaidVotes

pytestmark = pytest.mark.long

often = settings(max_examples=count(300, 5_000))
OPTIONS = ("a", "b", "c")
SHARES = st.builds(lambda q, p: Fraction(min(p, q), q), st.integers(1, 7), st.integers(0, 7))
RANGES = st.builds(lambda one, other: SaidRange(*sorted((one, other))), SHARES, SHARES)
EXACT = st.builds(lambda share: SaidRange(share, share), SHARES)
SAID = st.dictionaries(
    st.sampled_from(OPTIONS), RANGES | EXACT | st.builds(SaidVotes, st.integers(0, 6)), min_size=1
)


def partial(votes: tuple[int, ...], invalid: int, more: int) -> Partial:
    named = dict(zip(OPTIONS, votes, strict=False))
    return Partial(named, sum(votes) + invalid, invalid, 99, more)


PARTIALS = st.builds(
    partial,
    st.lists(st.integers(0, 4), min_size=3, max_size=3).map(tuple),
    st.integers(0, 2),
    st.integers(0, 5),
)


def agrees(said: Mapping[str, Said], votes: Mapping[str, int]) -> bool:
    valid = sum(votes.values())
    for option, one in said.items():
        if isinstance(one, SaidVotes):
            if votes[option] != one.number:
                return False
        elif not valid or not one.least <= Fraction(votes[option], valid) <= one.most:
            return False
    return True


def ends(board: Partial) -> Iterator[Mapping[str, int]]:
    for added in product(range(board.outstanding + 1), repeat=len(board.votes)):
        if sum(added) <= board.outstanding:
            yield {o: v + a for (o, v), a in zip(board.votes.items(), added, strict=True)}


def counts(board: Partial) -> Iterator[tuple[Mapping[str, int], int]]:
    held = (*board.votes.values(), board.ballots - board.valid)
    for chosen in product(*(range(number + board.outstanding + 1) for number in held)):
        if sum(max(0, c - h) for c, h in zip(chosen, held, strict=True)) <= board.outstanding:
            yield dict(zip(board.votes, chosen, strict=False)), sum(chosen)


ALL_THREE = {option: SaidRange(Fraction(1, 3), Fraction(1, 3)) for option in OPTIONS}
# Either figure can hold, with few valid votes or with many; never both.
APART: Mapping[str, Said] = {
    "a": SaidRange(Fraction(0), Fraction(1, 3)),
    "b": SaidRange(Fraction(1, 2), Fraction(1)),
}


@often
@given(PARTIALS, SAID)
@example(partial((1, 1, 2), 0, 2), ALL_THREE)
@example(partial((3, 3, 0), 0, 3), APART)
@example(partial((0, 0, 0), 0, 0), {"a": SaidVotes(0)})
@example(partial((0, 0, 0), 0, 0), {"a": SaidRange(Fraction(0), Fraction(1))})
def test_an_end_that_agrees_is_found(board: Partial, said: Mapping[str, Said]) -> None:
    possible = any(agrees(said, votes) for votes in ends(board))
    assert final_possible(board, said) is possible


@often
@given(PARTIALS, SAID, st.integers(0, 12), st.integers(0, 6))
@example(partial((4, 0, 0), 0, 1), {"a": SaidRange(Fraction(1, 2), Fraction(1, 2))}, 4, 0)
@example(partial((4, 4, 0), 0, 0), {"a": SaidVotes(4)}, 3, 0)
def test_a_count_that_agrees_is_found(
    board: Partial, said: Mapping[str, Said], ballots: int, room: int
) -> None:
    among = (ballots, ballots + room)
    possible = any(
        agrees(said, votes) and among[0] <= number <= among[1] for votes, number in counts(board)
    )
    assert count_possible(board, said, among) is possible


def test_an_exact_share_skips_the_numbers_that_cannot_have_it() -> None:
    """A hundred million members, in no time."""
    board = partial((1, 2, 0), 0, 100_000_000)
    never = SaidRange(Fraction(1, 99_999_989), Fraction(1, 99_999_989))
    assert final_possible(board, {"a": never})
    assert not final_possible(board, {"a": never, "b": SaidVotes(99_999_989)})


def test_a_contest_with_one_option_gives_it_every_vote() -> None:
    board = Partial({"a": 3}, 3, 0, 9, 6)
    assert not final_possible(board, {"a": SaidRange(Fraction(1, 2), Fraction(2, 3))})
    assert final_possible(board, {"a": SaidVotes(7)})
