"""A box with questions whose answers are shuffled, and shufflers honest or not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from tests.support.online_box import CHOICE, OnlineBox, chain

from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.election import Election
from suffrage.belenios.events import EventType
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.questions.non_homomorphic import NonHomomorphic, NonHomomorphicValue
from suffrage.belenios.result import compute_result
from suffrage.belenios.shuffle.shuffle_tally import Shuffle, shuffle_tally, tally_after
from suffrage.belenios.tally import Tally

RANKS = NonHomomorphic(value=NonHomomorphicValue(answers=("Ann", "Bea", "Chloé"), question="Rank"))
GRADES = NonHomomorphic(value=NonHomomorphicValue(answers=("x", "y"), question="Grade"))

Steps = list[tuple[EventType, tuple[bytes, ...]]]


@dataclass
class MixedBox(OnlineBox):
    """An online box that is shuffled by ``shufflers`` between tally and decryption.

    Then ``decrypters`` decrypt, or all trustees where none are named.
    """

    questions: tuple[Any, ...] = (CHOICE, RANKS)
    voters: int = 6
    shufflers: tuple[int, ...] = (1, 2)
    decrypters: tuple[int, ...] = ()

    def shuffle(self, tally: Tally, earlier: Sequence[Shuffle], owner: int) -> Shuffle:
        """An honest shuffle after the earlier ones."""
        setup = self.setup
        return shuffle_tally(
            setup.election, setup.trustees, tally, earlier, owner=owner, entropy=self.entropy
        )

    def shuffles(self, tally: Tally) -> list[Shuffle]:
        """The honest shuffles of all shufflers."""
        made: list[Shuffle] = []
        for owner in self.shufflers:
            made.append(self.shuffle(tally, made, owner))
        return made

    def shuffled_steps(self) -> Steps:
        """Type and data records of all events up to the end of the shuffles."""
        tally = self.tally()
        return [
            *self.open_records(),
            ("EndBallots", ()),
            ("EncryptedTally", tally.records),
            *(("Shuffle", shuffle.records) for shuffle in self.shuffles(tally)),
            ("EndShuffles", ()),
        ]

    def all_records(self) -> Steps:
        """Type and data records of all events up to the result."""
        tally = self.tally()
        shuffles = self.shuffles(tally)
        last = tally_after(tally, shuffles)
        owners = self.decrypters or range(1, len(self.keys) + 1)
        shares = [self.share(owner, last) for owner in owners]
        result = compute_result(self.election, self.setup.trustees, last, shares)
        return [
            *self.open_records(),
            ("EndBallots", ()),
            ("EncryptedTally", tally.records),
            *(("Shuffle", shuffle.records) for shuffle in shuffles),
            ("EndShuffles", ()),
            *(("PartialDecryption", share.records) for share in shares),
            ("Result", result.records),
        ]


def owned(owner: int, shuffle: bytes) -> tuple[bytes, bytes]:
    """The records of a shuffle under the name of this trustee."""
    digest = wide_digest(shuffle).encode()
    return shuffle, b'{"owner":%d,"payload":"%s"}' % (owner, digest)


def edited(shuffle: Shuffle, change: Callable[[Any], object]) -> tuple[bytes, bytes]:
    """The records of a shuffle after a change to its plain value."""
    value = msgspec.json.decode(shuffle.records[0])
    change(value)
    return owned(shuffle.owner, msgspec.json.encode(value))


def with_ciphertexts(tally: Tally, change: Callable[[Ciphertexts], Ciphertexts]) -> Tally:
    """The tally with other ciphertexts."""
    return replace(tally, ciphertexts=change(tally.ciphertexts))


def archive_with(box: MixedBox, *shuffles: tuple[bytes, ...]) -> bytes:
    """An archive up to the end of the shuffles, with these as their records."""
    return chain(
        [
            *box.open_records(),
            ("EndBallots", ()),
            ("EncryptedTally", box.tally().records),
            *(("Shuffle", records) for records in shuffles),
            ("EndShuffles", ()),
        ]
    )


def other_key(election: Election, number: int) -> Election:
    """The election as a shuffler sees it who encrypts under another key."""
    return replace(election, key=election.group.base([number]))
