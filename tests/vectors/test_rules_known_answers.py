"""Rules against figures that others published or made."""

import json
from pathlib import Path

import pytest
from tests.support.counts import count

from suffrage.errors import Inconsistent
from suffrage.model.rule import DHondt, Hare, SeatRule
from suffrage.rules import Figures, SeatTie, award, majority_sizes

pytestmark = pytest.mark.known_answer

CONGRESS = {"to1": 11_277, "to2": 7_001, "to3": 4_666}
LARGEST_BODY = count(302, 1_000)


@pytest.mark.parametrize(
    ("rule", "seats", "expected"),
    [
        (DHondt(), 200, (99, 61, 40)),
        (DHondt(), 204, (101, 62, 41)),
        (DHondt(), 72, (36, 22, 14)),
        (Hare(), 200, (98, 61, 41)),
        (Hare(), 204, (100, 62, 42)),
        (Hare(), 72, (35, 22, 15)),
    ],
)
def test_the_congress_of_2023_by_rule_and_size(
    rule: SeatRule, seats: int, expected: tuple[int, int, int]
) -> None:
    shared = award(rule, CONGRESS, seats)
    assert tuple(shared.seats.values()) == expected
    assert shared.ties == ()


@pytest.mark.parametrize(
    ("rule", "sizes"),
    [
        (DHondt(), [1, 3, 5, 7, 11, 13, 15, 17, 21, 23, 27, 31, 37, 47]),
        (Hare(), [1, 7, 11]),
    ],
)
def test_the_sizes_at_which_49_15_per_cent_is_a_majority(rule: SeatRule, sizes: list[int]) -> None:
    lines = majority_sizes(rule, CONGRESS, range(1, LARGEST_BODY + 1))
    assert [line.size for line in lines if line.majority == "to1"] == sizes
    assert not any(line.possible or line.majority in {"to2", "to3"} for line in lines)


def test_the_worked_example_of_the_senate() -> None:
    votes = {"A": 1_023, "B": 258, "C": 253}
    assert award(DHondt(), votes, 5).seats == {"A": 4, "B": 1, "C": 0}


def test_the_wrong_total_of_the_senate_page_is_refused() -> None:
    votes = {"A": 1_023, "B": 258, "C": 253}
    printed = Figures(registered=1_600, ballots=1_532, blank=0, void=0, valid=1_532)
    with pytest.raises(Inconsistent) as no:
        award(DHondt(), votes, 5, figures=printed)
    assert no.value.code == "rule.valid"
    assert no.value.fields == {"valid": 1_532, "votes": 1_534}


def test_the_danish_seats_of_2014_by_coalition_and_party(shared: Path) -> None:
    path = shared / "vectors" / "audit" / "dhondt_denmark_2014.json"
    denmark = json.loads(path.read_text(encoding="utf-8"))
    between = award(DHondt(), denmark["coalition_votes"], denmark["seats"])
    assert between.seats == denmark["coalition_seats"]
    assert between.ties == ()
    parties: dict[str, int] = {}
    for coalition, seats in between.seats.items():
        votes = {party: denmark["party_votes"][party] for party in coalition.split("+")}
        assert sum(votes.values()) == denmark["coalition_votes"][coalition]
        parties |= award(DHondt(), votes, seats).seats if seats else dict.fromkeys(votes, 0)
    assert parties == denmark["party_seats"]


def test_the_trap_of_a_larger_remainder_last_in_the_list() -> None:
    for votes in ({"A": 6, "B": 6, "C": 8}, {"C": 8, "A": 6, "B": 6}, {"A": 6, "C": 8, "B": 6}):
        shared = award(Hare(), votes, 2)
        assert shared.seats == {"A": 0, "B": 0, "C": 1}
        assert shared.ties == (SeatTie(("A", "B"), 1),)
