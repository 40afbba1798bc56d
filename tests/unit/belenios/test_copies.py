"""Ciphertexts that two voters share: found over a whole box, and only those."""

from array import array

import pytest
from tests.support.means import batches_of, seen
from tests.support.online_box import CHOICE, OnlineBox, chain, seeded

from suffrage.belenios.copies import Components
from suffrage.belenios.make_ballot import make_ballot


def packed(*values: int) -> bytes:
    return array("Q", values).tobytes()


def test_groups_are_those_that_share_a_hash() -> None:
    components = Components()
    for number, values in enumerate([(1, 2), (3, 4), (257, 2), (5, 5), (2, 9)]):
        components.add(number, packed(*values))
    assert list(components.suspicions()) == [[0, 2, 4]]
    assert list(Components().suspicions()) == []


def boxed(*seeds: tuple[int, str]) -> OnlineBox:
    """One ballot for each voter and seed: equal seeds give equal ciphertexts."""
    box = OnlineBox(questions=(CHOICE,), voters=4)
    for voter, seed in seeds:
        private = box.credentials[voter].private
        box.ballots.append(make_ballot(box.election, private, [[0, 1, 0]], seeded(seed)))
    return box


def failures(box: OnlineBox) -> list[str]:
    return seen(chain(box.open_records()))[1]


@pytest.mark.parametrize("size", [1, 2, 500])
def test_every_copy_is_named_whoever_votes_in_between(size: int) -> None:
    box = boxed((0, "a"), (1, "b"), (0, "c"), (2, "a"), (1, "c"), (3, "d"))
    with batches_of(size):
        assert failures(box) == [
            "NotVerified bel.ballot-copied at event 4",
            "NotVerified bel.ballot-copied at event 5",
        ]


def test_a_voter_may_repeat_an_own_ciphertext() -> None:
    box = boxed((0, "a"), (1, "b"))
    again = boxed((0, "a")).ballots[0]
    assert again == box.ballots[0]
    assert failures(boxed((0, "a"), (1, "b"), (0, "c"))) == []


@pytest.mark.parametrize("seeds", ["aba", "abb", "aab", "abab", "abcd"])
def test_hashes_that_agree_on_purpose_hide_no_copy(
    seeds: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one hash for everything all ballots are suspect, and the copies are still told apart."""
    box = boxed(*enumerate(seeds))
    expected = [
        f"NotVerified bel.ballot-copied at event {place + 1}"
        for place, seed in enumerate(seeds)
        if seed in seeds[:place]
    ]
    assert failures(box) == expected
    add = Components.add

    def agree(self: Components, ballot: int, components: bytes) -> None:
        add(self, ballot, bytes(len(components)))

    monkeypatch.setattr(Components, "add", agree)
    assert failures(box) == expected
