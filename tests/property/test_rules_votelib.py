"""The same votes through votelib, written by others: the oracle of every seat rule."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from votelib.evaluate.core import Tie
from votelib.evaluate.proportional import HighestAverages, LargestRemainder

from suffrage.model.rule import DHondt, Droop, Hare, SainteLague, SeatRule
from suffrage.rules import award

ORACLES = [
    (DHondt, HighestAverages("d_hondt")),
    (SainteLague, HighestAverages("sainte_lague")),
    (Hare, LargestRemainder("hare")),
    (Droop, LargestRemainder("droop")),
]


@st.composite
def polls(draw: st.DrawFn) -> dict[str, int]:
    largest = draw(st.sampled_from([20, 300, 10**6]))
    numbers = draw(st.lists(st.integers(0, largest), min_size=1, max_size=8).filter(any))
    return {f"o{i}": number for i, number in enumerate(numbers)}


def by_votelib(oracle: object, votes: dict[str, int], seats: int) -> tuple[object, object]:
    """Undisputed seats of each option, and the tied options with their seats."""
    result = oracle.evaluate(votes, seats)  # type: ignore[attr-defined]
    ties = {(frozenset(one), number) for one, number in result.items() if isinstance(one, Tie)}
    return {option: result.get(option, 0) for option in votes}, ties


@pytest.mark.known_answer
@pytest.mark.parametrize(("method", "oracle"), ORACLES, ids=lambda value: str(value)[:24])
@given(votes=polls(), seats=st.integers(1, 60), threshold=st.sampled_from(["0", "7/100", "1/20"]))
def test_votelib_shares_the_seats_alike(
    method: type[SeatRule], oracle: object, votes: dict[str, int], seats: int, threshold: str
) -> None:
    total = sum(votes.values())
    share = Fraction(threshold)
    above = {option: n for option, n in votes.items() if n >= share * total}
    assume(any(above.values()))
    # Below this a Droop quota may leave more seats than options, which votelib drops silently.
    assume(method is not Droop or sum(above.values()) > seats * (seats + 1))
    shared = award(method(threshold=share), votes, seats)
    expected, ties = by_votelib(oracle, above, seats)
    assert {option: shared.seats[option] for option in above} == expected
    assert {(frozenset(tie.options), tie.seats) for tie in shared.ties} == ties
