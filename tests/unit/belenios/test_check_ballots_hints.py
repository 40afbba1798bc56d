"""Hints that are not those of the ballots: they cost time, and change no verdict."""

from functools import partial
from typing import Any

import pytest
from tests.support.batches import BACKENDS, NAMES, PAIR, Case, digest
from tests.support.counts import count
from tests.support.online_box import BLANK, CHOICE, LISTS, OnlineBox, edit, resign, seeded
from tests.support.small_order import ORDER

pytestmark = pytest.mark.long

QUESTIONS = (CHOICE, BLANK, LISTS)
VOTE: list[Any] = [[0, 1, 0], [0, 0, 1], [[1, 1, 0], [0, 0], [0]]]


def made_box(uuid: str = "HintsBeside123") -> OnlineBox:
    box = OnlineBox(questions=QUESTIONS, voters=3, uuid=uuid)
    for voter in range(3):
        box.cast(voter, VOTE)
    return box


BOX = made_box()
BAD = resign(
    BOX.election,
    BOX.credentials[0],
    edit(BOX.ballots[0], lambda f: f["answers"][1]["overall_proof"][1].update(response="5")),
)
BALLOTS = [BAD, *BOX.ballots[1:]]
EXPECTED = ["NotVerified bel.ballot-proof question=1 proof=3", *map(digest, BALLOTS[1:])]


@pytest.fixture(scope="module", params=BACKENDS, ids=NAMES)
def case(request: pytest.FixtureRequest) -> Case:
    return Case(BOX, request.param)


@pytest.fixture(scope="module")
def hints(case: Case) -> bytes:
    return case.hints(*BALLOTS)


def swapped(hints: bytes, one: int, other: int, size: int = PAIR) -> bytes:
    parts = [hints[at : at + size] for at in range(0, len(hints), size)]
    parts[one], parts[other] = parts[other], parts[one]
    return b"".join(parts)


def test_the_right_ones(case: Case, hints: bytes) -> None:
    assert case.check_agreement(hints, *BALLOTS) == EXPECTED


@pytest.mark.parametrize(("one", "other"), [(0, 1), (1, 2), (0, 2)])
def test_those_of_two_ballots_swapped(case: Case, hints: bytes, one: int, other: int) -> None:
    assert case.check_agreement(swapped(hints, one, other, case.size), *BALLOTS) == EXPECTED


def test_two_commitments_of_one_ballot_swapped(case: Case, hints: bytes) -> None:
    number = case.size // PAIR
    for place in range(0, number - 1, count(9, 1)):
        for at in (place, number + place):
            changed = swapped(hints, at, at + 1)
            assert case.check_agreement(changed, *BALLOTS) == EXPECTED


def test_random_bytes_and_random_elements(case: Case, hints: bytes) -> None:
    entropy = seeded("random")
    elements = case.group.base([int.from_bytes(entropy(31)) for _ in range(len(hints) // PAIR)])
    for changed in (entropy(len(hints)), case.group.encode_affine(elements), bytes(len(hints))):
        assert case.check_agreement(changed, *BALLOTS) == EXPECTED


def test_those_of_another_election(case: Case) -> None:
    other = made_box("AnotherBox1234")
    changed = Case(other, case.group).hints(*other.ballots)
    assert case.check_agreement(changed, *BALLOTS) == EXPECTED


def test_one_commitment_multiplied(case: Case, hints: bytes) -> None:
    """By g, and by the inverse of itself: in the group, and not what the equation says."""
    group, number = case.group, case.size // PAIR
    for place in range(number, 2 * number, count(9, 1)):
        part = slice(PAIR * place, PAIR * (place + 1))
        element = group.decode_affine(hints[part])
        for factor in (group.base([1]), group.times(element, [ORDER - 1])):
            made = group.encode_affine(group.add(element, factor))
            changed = hints[: part.start] + made + hints[part.stop :]
            assert case.check_agreement(changed, *BALLOTS) == EXPECTED


@pytest.mark.parametrize("missing", [0, 1, PAIR - 1, PAIR, 5 * PAIR])
def test_too_few_or_too_many(case: Case, hints: bytes, missing: int) -> None:
    for changed in (hints[: len(hints) - missing], hints + bytes(missing), hints[missing:]):
        assert case.check_agreement(changed, *BALLOTS) == EXPECTED


def test_hints_may_differ_from_ballot_to_ballot(case: Case, hints: bytes) -> None:
    """Those that a reader skips, because the ballot is known to hold, are not looked at."""
    size = case.size
    changed = hints[:size] + bytes(size) + hints[2 * size :]
    check = partial(case.together, *BALLOTS)
    assert check(commitments=changed, proved=frozenset([1])).sums == check().sums
