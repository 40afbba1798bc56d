"""Verdicts against every end of small elections: impossible if, and only if, none agrees."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.support.counts import count
from tests.support.night import definition_of, night_state, sheet_of

from suffrage.board.kinds.words import Claim, ShareRange
from suffrage.night.claim_verdict import claim_verdicts
from suffrage.night.said_share import said_number, said_range
from suffrage.rules.majority import votes_needed

pytestmark = pytest.mark.long

OPTIONS = ("to1", "to2", "to3")
UNITS = ("13-001", "13-002", "75-001", "75-002")
CLAIM = Claim("text", "estimate", "2023-01-12T22:30:00Z", "x", "to1", "not-asked", 4)
often = settings(max_examples=count(100, 2_000))
Votes = tuple[int, ...]
Row = tuple[int, int, int, int]
"""The votes of three options, and the ballots without one."""

ROWS = st.tuples(*[st.integers(0, 3)] * 3, st.integers(0, 1))
UNSEEN = st.fixed_dictionaries({unit: st.none() | ROWS for unit in UNITS})
ROLLS = st.fixed_dictionaries({unit: st.integers(0, 3) for unit in UNITS})
SHARES = st.builds(lambda q, p: Fraction(min(p, q), q), st.integers(1, 9), st.integers(0, 9))
OPTION = st.sampled_from(OPTIONS)


class Night:
    """A small election: what came from each unit, and how many members the others have."""

    def __init__(self, rows: Mapping[str, Row | None], rolls: Mapping[str, int]) -> None:
        self.rows, self.rolls = rows, rolls
        sizes = {unit: rolls[unit] if row is None else 12 for unit, row in rows.items()}
        sizes |= {"13-003": 0, "75-003": 0}
        sheets = {
            unit: sheet_of(unit, sizes[unit], dict(zip(OPTIONS, row, strict=False)), row[3])
            for unit, row in rows.items()
            if row is not None
        }
        self.state = night_state(definition_of({"name": "majority"}, sizes), sheets)

    def verdict(self, **said: Any) -> str:
        claim = msgspec.structs.replace(CLAIM, tree_size=self.state.size, **said)
        return claim_verdicts(claim, self.state)[0].finding

    def counted(self, place: str) -> tuple[Votes, int, int]:
        """Votes, invalid ballots, and the most ballots that may follow, of a place."""
        inside = {unit: row for unit, row in self.rows.items() if unit.startswith(place)}
        rows = [row for row in inside.values() if row is not None]
        votes = tuple(sum(row[i] for row in rows) for i in range(3))
        more = sum(self.rolls[unit] for unit, row in inside.items() if row is None)
        return votes, sum(row[3] for row in rows), more

    def ends(self, place: str) -> Iterator[Votes]:
        """The votes of every end of the night."""
        votes, _, more = self.counted(place)
        for added in product(range(more + 1), repeat=3):
            if sum(added) <= more:
                yield tuple(v + a for v, a in zip(votes, added, strict=True))

    def counts(self, place: str) -> Iterator[tuple[Votes, int]]:
        """The votes and the number of ballots of every count of whichever ballots."""
        votes, invalid, more = self.counted(place)
        ranges = [range(v + more + 1) for v in (*votes, invalid)]
        for chosen in product(*ranges):
            held = zip(chosen, (*votes, invalid), strict=True)
            if sum(max(0, c - v) for c, v in held) <= more:
                yield chosen[:3], sum(chosen)


NIGHTS = st.builds(Night, UNSEEN, ROLLS)
PLACES = st.sampled_from(("", "13", "75"))


@st.composite
def figures(draw: st.DrawFn) -> dict[str, Any]:
    """Some options, each with a share, a range or a number of votes."""
    said: dict[str, Any] = {"shares": {}, "ranges": {}, "votes": {}}
    for option in draw(st.lists(OPTION, min_size=1, max_size=3, unique=True)):
        kind = draw(st.sampled_from(("shares", "ranges", "votes")))
        if kind == "votes":
            said[kind][option] = draw(st.integers(0, 9))
        elif kind == "shares":
            said[kind][option] = draw(SHARES)
        else:
            said[kind][option] = ShareRange(*sorted((draw(SHARES), draw(SHARES))))
    return said


def agrees(said: Mapping[str, Any], votes: Votes) -> bool:
    """Whether final or counted votes are what was said, by the definition of each figure."""
    number, valid = dict(zip(OPTIONS, votes, strict=True)), sum(votes)
    ranges = {o: (one.least, one.most) for o, one in said["ranges"].items()}
    for option, share in said["shares"].items():
        rounded = said_range(share)
        ranges[option] = (rounded.least, rounded.most)
    if ranges and not valid:
        return False
    shares = all(lo <= Fraction(number[o], valid) <= hi for o, (lo, hi) in ranges.items())
    return shares and all(number[o] == n for o, n in said["votes"].items())


def same(finding: str, ends: Iterator[Any], agree: Callable[[Any], bool]) -> None:
    """Impossible exactly when no end agrees."""
    assert (finding == "impossible") is not any(agree(end) for end in ends)


@often
@given(NIGHTS, PLACES, figures())
def test_an_estimate(night: Night, place: str, said: Mapping[str, Any]) -> None:
    finding = night.verdict(claim="estimate", place=place, **said)
    same(finding, night.ends(place), lambda votes: agrees(said, votes))


@often
@given(NIGHTS, PLACES, figures(), st.integers(0, 40))
def test_a_count(night: Night, place: str, said: Mapping[str, Any], ballots: int) -> None:
    _, invalid, more = night.counted(place)
    assume(invalid + more <= 6)
    finding = night.verdict(claim="counted", place=place, ballots=ballots, **said)
    least, most = said_number(ballots) if ballots else (0, 1_000)
    same(
        finding,
        night.counts(place),
        lambda end: agrees(said, end[0]) and least <= end[1] <= most,
    )


@often
@given(NIGHTS, PLACES, st.permutations(OPTIONS), st.integers(2, 3))
def test_an_order(night: Night, place: str, options: list[str], number: int) -> None:
    order = tuple(options[:number])
    places = [OPTIONS.index(option) for option in order]
    same(
        night.verdict(claim="rank", place=place, order=order),
        night.ends(place),
        lambda votes: all(votes[a] > votes[b] for a, b in pairwise(places)),
    )


@often
@given(NIGHTS, PLACES, st.integers(0, 2), st.integers(1, 3))
def test_a_rank(night: Night, place: str, option: int, rank: int) -> None:
    same(
        night.verdict(claim="rank", place=place, option=OPTIONS[option], rank=rank),
        night.ends(place),
        lambda votes: 1 + sum(number > votes[option] for number in votes) == rank,
    )


@often
@given(NIGHTS, PLACES, st.integers(0, 2))
def test_a_majority(night: Night, place: str, option: int) -> None:
    half = Fraction(1, 2)
    same(
        night.verdict(claim="majority", place=place, option=OPTIONS[option]),
        night.ends(place),
        lambda votes: votes[option] >= max(1, votes_needed(half, sum(votes), exact=False)),
    )


@often
@given(NIGHTS, PLACES, st.integers(1, 60), SHARES)
def test_a_turnout(night: Night, place: str, ballots: int, share: Fraction) -> None:
    votes, invalid, more = night.counted(place)
    ends = range(sum(votes) + invalid, sum(votes) + invalid + more + 1)
    least, most = said_number(ballots)
    same(
        night.verdict(claim="turnout", place=place, ballots=ballots),
        iter(ends),
        lambda voters: least <= voters <= most,
    )
    sizes = {u: night.rolls[u] if row is None else 12 for u, row in night.rows.items()}
    members = sum(size for unit, size in sizes.items() if unit.startswith(place))
    said = said_range(share)
    assume(share and members)
    same(
        night.verdict(claim="turnout", place=place, share=share),
        iter(ends),
        lambda voters: said.least <= Fraction(voters, members) <= said.most,
    )


@often
@given(NIGHTS, PLACES, st.integers(1, 60))
def test_a_coverage(night: Night, place: str, ballots: int) -> None:
    votes, invalid, more = night.counted(place)
    least, most = said_number(ballots)
    same(
        night.verdict(claim="coverage", place=place, ballots=ballots),
        iter(range(sum(votes) + invalid + more + 1)),
        lambda counted: least <= counted <= most,
    )
