"""Ballots of an archive in batches of any size, by any means: one report, one list of failures."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.support.batches import NAMES
from tests.support.counts import count
from tests.support.means import HeldHints, HeldMemory, backend, batches_of, first, seen
from tests.support.mixed_box import MixedBox
from tests.support.online_box import (
    BLANK,
    CHOICE,
    LISTS,
    RANKED,
    OnlineBox,
    chain,
    edit,
    resign,
    seeded,
)

from suffrage.belenios.make_ballot import make_ballot
from suffrage.belenios.means import Hints, Means
from suffrage.belenios.report import Report
from suffrage.belenios.verify import verify_archive

pytestmark = pytest.mark.long

RED: Any = [[1, 1, 0], [0, 0], [0]]
BLUE: Any = [[0, 0, 0], [1, 1], [0]]


def revoting_box() -> OnlineBox:
    """Seven ballots of three voters with weights: one votes once, one thrice, one as often."""
    box = OnlineBox(questions=(CHOICE, BLANK, LISTS), voters=4, weights=(1, 20, 3, 1000))
    votes = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    for number, voter in enumerate((0, 1, 0, 2, 1, 0, 1)):
        box.cast(voter, [votes[number % 3], votes[voter], (RED, BLUE)[number % 2]])
    return box


def mixed_box() -> MixedBox:
    """A box with answers that are shuffled; a voter votes again."""
    box = MixedBox(questions=(CHOICE, RANKED), voters=4)
    for number, voter in enumerate((0, 1, 2, 0)):
        box.cast(voter, [[0, 1, 0], [number, 2, 1]])
    return box


def spoilt(ballot: bytes) -> bytes:
    """A ballot whose signature does not hold."""
    return edit(ballot, lambda fields: fields["signature"].update(hash="A" * 43))


REVOTES, MIXED = revoting_box(), mixed_box()
STEPS = REVOTES.all_records()


def replaced(*changes: tuple[int, bytes]) -> bytes:
    """The archive of the re-votes with other ballots at these events."""
    steps = list(STEPS)
    for height, ballot in changes:
        steps[height] = ("Ballot", (ballot,))
    return chain(steps)


def same_randomness(box: OnlineBox, voter: int) -> bytes:
    private = box.credentials[voter].private
    return make_ballot(box.election, private, [[1, 0, 0], [0, 1, 0], RED], seeded("same"))


ARCHIVES = {
    "re-votes with weights": (REVOTES.archive(), []),
    "shuffled answers": (MIXED.archive(), []),
    "open": (chain(STEPS[:6]), []),
    "without ballots": (chain(STEPS[:1]), []),
    "two false ballots": (
        replaced((2, spoilt(REVOTES.ballots[1])), (7, spoilt(REVOTES.ballots[6]))),
        ["event 2", "event 7", "event 9"],
    ),
    "a ballot repeated": (
        replaced((5, REVOTES.ballots[0]), (7, REVOTES.ballots[0])),
        ["event 5", "event 7", "event 9"],
    ),
    "a replaced ballot repeated": (
        chain([*STEPS[:8], STEPS[1], STEPS[3], *STEPS[8:]]),
        ["event 8", "event 9"],
    ),
    "parts of another's ballot": (
        replaced((1, same_randomness(REVOTES, 0)), (7, same_randomness(REVOTES, 1))),
        ["event 7", "event 9"],
    ),
    "torn after the ballots": (chain(STEPS[:7])[:-3], ["byte"]),
    "a ballot after the end": (chain([*STEPS[:9], STEPS[1]]), ["event 9"]),
    "a ballot no JSON": (replaced((7, b"{}")), ["event 7", "event 9"]),
}


@pytest.fixture(scope="module", params=NAMES)
def chosen(request: pytest.FixtureRequest) -> Iterator[str]:
    with backend("portable" if request.param == "portable" else ""):
        yield request.param


@pytest.fixture(scope="module")
def plain(chosen: str) -> dict[str, tuple[Report, list[str]]]:
    """What is found without any means, all ballots in one batch."""
    assert chosen in NAMES
    return {name: seen(archive) for name, (archive, _) in ARCHIVES.items()}


@pytest.mark.parametrize("name", ARCHIVES)
def test_failures_are_named_with_their_events(
    plain: dict[str, tuple[Report, list[str]]], name: str
) -> None:
    _, places = ARCHIVES[name]
    found = [failure.partition(" at ")[2] for failure in plain[name][1]]
    assert len(found) == len(places)
    assert all(at.startswith(place) for at, place in zip(found, places, strict=True)), found
    assert not places or first(ARCHIVES[name][0]) == plain[name][1][0]


@pytest.mark.parametrize("name", ARCHIVES)
@pytest.mark.parametrize("size", [2, 1, 3][: count(1, 3)])
def test_the_size_of_a_batch_changes_nothing(
    plain: dict[str, tuple[Report, list[str]]], name: str, size: int
) -> None:
    archive, _ = ARCHIVES[name]
    with batches_of(size):
        assert seen(archive) == plain[name]
        assert first(archive) == next(iter(plain[name][1]), "")


@pytest.mark.parametrize("name", ARCHIVES)
@pytest.mark.parametrize("size", [2, 500][: count(1, 2)])
def test_no_means_changes_anything(
    plain: dict[str, tuple[Report, list[str]]], name: str, size: int
) -> None:
    archive, _ = ARCHIVES[name]
    file, memory = HeldHints(), HeldMemory()
    hints = Hints(file, seeded("coefficients"))
    with batches_of(size):
        for means in (
            Means(hints=hints),
            Means(hints=hints),
            Means(memory=memory),
            Means(memory=memory),
            Means(hints=hints, memory=memory),
            Means(hints=Hints(HeldHints(), seeded("coefficients")), memory=memory),
        ):
            assert seen(archive, means) == plain[name]
        assert first(archive, Means(hints=hints)) == next(iter(plain[name][1]), "")


def test_the_last_vote_counts_and_every_ballot_is_shown(
    plain: dict[str, tuple[Report, list[str]]],
) -> None:
    report, _ = plain["re-votes with weights"]
    assert (report.ballots, report.counted, report.abstentions) == (7, 3, 1)
    assert [line.height for line in report.trackers if line.counted] == [4, 6, 7]
    assert report.tally is not None
    assert (report.tally.number, report.tally.weight) == (3, 24)
    assert report.tally.records == REVOTES.tally().records


def test_a_false_ballot_among_five_hundred_is_named() -> None:
    """One batch holds it and 499 others; one more follows."""
    number = count(60, 501)
    box = OnlineBox(voters=20)
    for vote in range(number):
        box.cast(vote % 20, [[0, 1, 0]])
    place = number * 3 // 4
    wrong = edit(
        box.ballots[place], lambda f: f["answers"][0]["overall_proof"][0].update(response="7")
    )
    box.ballots[place] = resign(box.election, box.credentials[place % 20], wrong)
    file = HeldHints()
    archive = chain(box.open_records())
    with batches_of(number - 1):
        for _ in range(2):
            report, failures = seen(archive, Means(hints=Hints(file, seeded("coefficients"))))
            refusal = "NotVerified bel.ballot-proof"
            assert failures == [f"{refusal} at event {place + 1} question=0 proof=3"]
            assert report.ballots == number - 1
    assert file.written == number


def test_what_is_asked_and_kept() -> None:
    """Hints are written once, and a ballot that is known is not asked about when they are."""
    archive, _ = ARCHIVES["re-votes with weights"]
    file, memory = HeldHints(), HeldMemory()
    hints = Hints(file, seeded("coefficients"))
    verify_archive(archive, means=Means(memory=memory))
    assert (len(memory.keys), memory.known) == (7, 0)
    verify_archive(archive, means=Means(hints=hints, memory=memory))
    assert (file.written, memory.known) == (7, 0)
    kept = file.records
    assert bytes(file.size) not in [kept[at : at + file.size] for at in range(0, len(kept), 64)]
    verify_archive(archive, means=Means(hints=hints, memory=memory))
    assert (file.written, memory.known, file.records) == (7, 7, kept)


def test_hints_continue_where_they_end() -> None:
    file = HeldHints()
    hints = Hints(file, seeded("coefficients"))
    with batches_of(2):
        verify_archive(chain(STEPS[:4]), means=Means(hints=hints))
        assert file.written == 3
        verify_archive(chain(STEPS[:8]), means=Means(hints=hints))
        assert file.written == 3 + 5
        verify_archive(ARCHIVES["re-votes with weights"][0], means=Means(hints=hints))
        assert file.written == 3 + 5


def test_progress_goes_up_to_the_end() -> None:
    archive, _ = ARCHIVES["re-votes with weights"]
    shown = list[tuple[int, int]]()
    verify_archive(archive, means=Means(progress=lambda *step: shown.append(step)))
    assert shown == sorted(shown)
    assert shown[-1] == (len(archive), len(archive))
    assert len(shown) == len(STEPS) - 1
