"""Shuffles in a box: what follows what, who may shuffle, and who is named when it is false."""

from dataclasses import dataclass
from typing import Any

import pytest
from tests.support.ceremony import ThresholdBox
from tests.support.mixed_box import (
    GRADES,
    RANKS,
    MixedBox,
    archive_with,
    edited,
    owned,
)
from tests.support.online_box import CHOICE, OnlineBox, chain, steps_of
from tests.support.refusals import refused

from suffrage.belenios.archive import read_archive
from suffrage.belenios.events import EventType, end_shuffles_event, next_phase, shuffle_event
from suffrage.belenios.published import owner_of
from suffrage.belenios.shuffle.shuffle_tally import (
    Shuffle,
    check_shuffle,
    shuffled_questions,
    tally_after,
)
from suffrage.belenios.shuffle.shufflers import check_all_turns, check_turn
from suffrage.belenios.trustees import Quorum, Trustees
from suffrage.belenios.verify import verify_archive
from suffrage.errors import SuffrageError

VOTES = [
    ([1, 0, 0], [1, 2, 3]),
    ([0, 1, 0], [3, 2, 1]),
    ([0, 1, 0], [1, 2, 3]),
    ([0, 0, 1], [0, 0, 0]),
    ([0, 1, 0], [255, 0, 255]),
    ([1, 0, 0], [2, 1, 3]),
]


def full_box() -> MixedBox:
    """Six voters, of whom the first votes again."""
    box = MixedBox()
    box.cast(0, VOTES[5])
    for voter, choices in enumerate(VOTES):
        box.cast(voter, choices)
    return box


BOX = full_box()
ELECTION, TRUSTEES = BOX.election, BOX.setup.trustees
TALLY = BOX.tally()
FIRST = BOX.shuffle(TALLY, [], 1)
SECOND = BOX.shuffle(TALLY, [FIRST], 2)
ARCHIVE = BOX.archive()
STEPS = steps_of(ARCHIVE)
RANKED = 1


def check(*records: bytes, earlier: tuple[Shuffle, ...] = ()) -> Shuffle:
    return check_shuffle(ELECTION, TRUSTEES, TALLY, earlier, records)


def refusal_of(archive: bytes) -> SuffrageError:
    with pytest.raises(SuffrageError) as refusal:
        verify_archive(archive)
    return refusal.value


def test_from_ballots_to_the_result() -> None:
    report = verify_archive(ARCHIVE)
    assert report.result is not None
    counts, answers = report.result
    assert counts == (2, 3, 1)
    assert sorted(answers) == sorted(tuple(ranks) for _, ranks in VOTES)
    assert [shuffle.owner for shuffle in report.shuffles] == [1, 2]
    assert (report.phase, report.counted) == ("result", 6)


def test_every_phase() -> None:
    seen = [verify_archive(chain(STEPS[:end])).phase for end in range(8, len(STEPS) + 1)]
    assert seen == [
        "open",
        "closed",
        *["shuffling"] * 3,
        *["tallied"] * 3,
        "result",
    ]


def test_events_are_built_as_they_are_read() -> None:
    pieces = [entry.pieces for entry in read_archive(ARCHIVE)]
    report = verify_archive(ARCHIVE)
    places = [i for i, one in enumerate(pieces) if one.event.type == "Shuffle"]
    for place, shuffle in zip(places, report.shuffles, strict=True):
        assert shuffle_event(pieces[place - 1].head, shuffle) == pieces[place]
        assert owner_of(pieces[place].records) == shuffle.owner
    last = places[-1] + 1
    assert end_shuffles_event(pieces[last - 1].head) == pieces[last]


def test_only_some_answers_are_shuffled() -> None:
    assert shuffled_questions(ELECTION) == [RANKED]
    group = ELECTION.group
    after = tally_after(TALLY, [FIRST, SECOND])
    assert (after.number, after.weight, after.shape) == (6, 6, (3, 6))
    assert after.records == TALLY.records
    left, right = group.encode(TALLY.ciphertexts.betas), group.encode(after.ciphertexts.betas)
    assert left[:3] == right[:3]
    assert not set(left[3:]) & set(right[3:])
    assert tally_after(TALLY, []) == TALLY


def test_several_questions_each_with_its_permutation() -> None:
    box = MixedBox(questions=(RANKS, CHOICE, GRADES), trustees=1, shufflers=(1,), voters=3)
    votes = [
        ([1, 2, 3], [1, 0, 0], [1, 1]),
        ([3, 1, 2], [1, 0, 0], [2, 2]),
        ([2, 3, 1], [0, 0, 1], [3, 3]),
    ]
    for voter, choices in enumerate(votes):
        box.cast(voter, choices)
    report = verify_archive(box.archive())
    assert report.result is not None
    first, counts, third = report.result
    assert counts == (2, 0, 1)
    assert sorted(first) == [(1, 2, 3), (2, 3, 1), (3, 1, 2)]
    assert sorted(third) == [(1, 1), (2, 2), (3, 3)]
    wrong = edited(report.shuffles[0], lambda value: value["proofs"].reverse())
    with refused("bel.shuffle", owner=1, question=0):
        verify_archive(archive_with(box, wrong))


@dataclass
class ThresholdMixedBox(ThresholdBox, MixedBox):
    """A single trustee and three, any two of whom decrypt, with answers to shuffle."""

    questions: tuple[Any, ...] = (CHOICE, RANKS)


@pytest.mark.parametrize("owners", [(1, 2, 3), (1, 2, 4), (1, 3, 4), (1, 2, 3, 4)])
def test_threshold_trustees_from_ballots_to_the_result(owners: tuple[int, ...]) -> None:
    box = ThresholdMixedBox(shufflers=owners, decrypters=(1, 3, 4), voters=3)
    for voter in range(3):
        box.cast(voter, [[1, 0, 0], [voter, 1, 2]])
    report = verify_archive(box.archive())
    assert report.result is not None
    assert [shuffle.owner for shuffle in report.shuffles] == list(owners)
    assert sorted(report.result[1]) == [(0, 1, 2), (1, 1, 2), (2, 1, 2)]


def test_too_few_of_a_threshold_group() -> None:
    box = ThresholdMixedBox(shufflers=(1, 4))
    refusal = refusal_of(chain(box.shuffled_steps()))
    assert (refusal.code, refusal.at) == ("bel.shuffles-too-few", "event 5")
    assert refusal.fields == {"first": 2, "last": 4, "missing": 1}


@pytest.mark.parametrize("ballots", [0, 1])
def test_few_ballots(ballots: int) -> None:
    box = MixedBox(questions=(RANKS,), voters=2)
    for voter in range(ballots):
        box.cast(voter, [[7, 8, 9]])
    assert verify_archive(box.archive()).result == (((7, 8, 9),) * ballots,)


@pytest.mark.parametrize(
    ("code", "owners"),
    [
        ("bel.shuffle-owner", [0]),
        ("bel.shuffle-owner", [1, 3]),
        ("bel.shuffle-order", [2, 1]),
        ("bel.shuffle-order", [1, 1]),
        ("bel.shuffle-missing", [1]),
        ("bel.shuffle-missing", [2]),
        ("bel.shuffle-missing", []),
    ],
)
def test_owners(code: str, owners: list[int]) -> None:
    """Labels that cannot be true are refused although the proofs under them hold."""
    made = [FIRST, SECOND][: len(owners)]
    records = [owned(owner, one.records[0]) for owner, one in zip(owners, made, strict=True)]
    with refused(code):
        verify_archive(archive_with(BOX, *records))


def trustees_of(*quorums: tuple[int, int]) -> Trustees:
    """Trustees of whom only numbers matter: (members, threshold) of each."""
    made, first = [], 1
    for size, need in quorums:
        made.append(Quorum(range(first, first + size), need))
        first += size
    nothing = ELECTION.group.base([])
    member = TRUSTEES.members[0]
    return Trustees(b"", (member,) * (first - 1), tuple(made), nothing, nothing)


@pytest.mark.parametrize(
    ("owners", "code", "fields"),
    [
        ([1, 2, 3], None, {}),
        ([1, 3, 4], None, {}),
        ([1, 2, 3, 4], None, {}),
        ([2, 3, 4], "bel.shuffle-missing", {"owner": 1}),
        ([1, 4], "bel.shuffles-too-few", {"first": 2, "last": 4, "missing": 1}),
        ([1], "bel.shuffles-too-few", {"first": 2, "last": 4, "missing": 2}),
        ([1, 2, 5], "bel.shuffle-owner", {"owner": 5}),
        ([1, 3, 2], "bel.shuffle-order", {"owner": 2, "before": 3}),
    ],
)
def test_threshold_groups_shuffle_in_the_order_of_all(
    owners: list[int], code: str | None, fields: dict[str, int]
) -> None:
    trustees = trustees_of((1, 1), (3, 2))

    def run() -> None:
        for place, owner in enumerate(owners):
            check_turn(trustees, owners[:place], owner)
        check_all_turns(trustees, owners)

    if code is None:
        run()
        return
    with refused(code, **fields):
        run()


def test_who_is_not_next_does_not_shuffle() -> None:
    with refused("bel.shuffle-order", owner=1, before=2):
        BOX.shuffle(TALLY, [FIRST, SECOND], 1)


@pytest.mark.parametrize(
    "order",
    [
        ["PartialDecryption"],
        ["EndBallots"],
        ["Result"],
        ["Shuffle", "PartialDecryption"],
        ["Shuffle", "Ballot"],
        ["Shuffle", "Shuffle", "EndShuffles", "Shuffle"],
        ["Shuffle", "Shuffle", "EndShuffles", "EndShuffles"],
    ],
)
def test_events_out_of_order(order: list[EventType]) -> None:
    steps = STEPS[:10]
    known = {kind: [records for other, records in STEPS if other == kind] for kind, _ in STEPS}
    for place, kind in enumerate(order):
        before = order[:place].count(kind)
        steps.append((kind, known[kind][before % len(known[kind])]))
    with refused("bel.event-order", type=order[-1]):
        verify_archive(chain(steps))


@pytest.mark.parametrize("kind", ["Shuffle", "EndShuffles"])
def test_boxes_without_such_questions_are_not_shuffled(kind: Any) -> None:
    box = OnlineBox(voters=1)
    box.cast(0, [[1, 0, 0]])
    records = FIRST.records if kind == "Shuffle" else ()
    steps = [*box.open_records(), ("EndBallots", ()), ("EncryptedTally", box.tally().records)]
    with refused("bel.event-order", type=kind, phase="tallied"):
        verify_archive(chain([*steps, (kind, records)]))
    assert next_phase("closed", "EncryptedTally", mixed=True) == "shuffling"


def test_trustees_decrypt_the_last_output() -> None:
    steps = STEPS[:13]
    for tally in (TALLY, tally_after(TALLY, [FIRST])):
        share = BOX.share(1, tally)
        with refused("bel.share-proof", owner=1):
            verify_archive(chain([*steps, ("PartialDecryption", share.records)]))


def test_a_false_shuffle_does_not_stop_the_report() -> None:
    found: list[Any] = []
    wrong = edited(FIRST, lambda v: v["ciphertexts"][0].reverse())
    report = verify_archive(archive_with(BOX, wrong, SECOND.records), found.append)
    assert [error.code for error in found] == ["bel.shuffle", "bel.shuffle", "bel.shuffle-missing"]
    assert [error.fields.get("owner") for error in found] == [1, 2, 1]
    assert report.phase == "tallied"
