"""The margin under the Hare quota, against every number of votes tried one by one."""

from hypothesis import given
from hypothesis import strategies as st

from suffrage.errors import Refused
from suffrage.model.rule import Hare
from suffrage.rules.last_remainder import last_remainder
from suffrage.rules.seats import LastSeat, VotesApart
from suffrage.rules.table import award

MOST = 2_000


def range_of(votes: dict[str, int], seats: int, option: str) -> tuple[int, int]:
    try:
        there = award(Hare(), votes, seats)
    except Refused:
        return there_is_none
    return there.seats[option], there.seats[option] + sum(option in t.options for t in there.ties)


there_is_none = (-1, 99)


@st.composite
def polls(draw: st.DrawFn) -> tuple[dict[str, int], int]:
    numbers = draw(st.lists(st.integers(0, 14), min_size=1, max_size=4).filter(any))
    return {f"o{i}": n for i, n in enumerate(numbers)}, draw(st.integers(1, 7))


@given(polls())
def test_one_vote_less_moves_nothing_and_so_many_move_a_seat(
    poll: tuple[dict[str, int], int],
) -> None:
    votes, seats = poll
    found, now = last_remainder(votes, seats), award(Hare(), votes, seats)
    if now.ties:
        assert found == LastSeat((), ())
        return
    less = {one.option: one.votes for one in found.holders}
    more = {one.option: one.votes for one in found.rivals}
    for option, won in now.seats.items():
        down = [
            n
            for n in range(1, votes[option] + 1)
            if range_of({**votes, option: votes[option] - n}, seats, option)[1] < won
        ]
        assert less.get(option) == (down[0] if down else None)
        up = (
            n
            for n in range(1, MOST)
            if range_of({**votes, option: votes[option] + n}, seats, option)[0] > won
        )
        assert more.get(option) == next(up, None)


def test_the_margin_of_the_congress_of_2023() -> None:
    found = last_remainder({"to1": 11_277, "to2": 7_001, "to3": 4_666}, 200)
    assert found.holders[0] == VotesApart("to3", 34)
    assert found.rivals[0] == VotesApart("to1", 61)


def test_a_tie_leaves_no_margin_and_a_lone_option_no_rival() -> None:
    assert last_remainder({"a": 6, "b": 6, "c": 8}, 2) == LastSeat((), ())
    assert last_remainder({"a": 5}, 3) == LastSeat((), ())


def test_the_fewest_come_first() -> None:
    found = last_remainder({"a": 100, "b": 70, "c": 30}, 7)
    assert [one.votes for one in found.rivals] == sorted(one.votes for one in found.rivals)
    assert [one.votes for one in found.holders] == sorted(one.votes for one in found.holders)
