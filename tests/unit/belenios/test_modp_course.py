"""A whole box in the 2048-bit groups, from the keys to the result; threshold trustees too."""

from typing import Any

import msgspec
import pytest
from tests.support.ceremony import Ceremony, ThresholdBox
from tests.support.online_box import BLANK, CHOICE, LISTS, RANGE, OnlineBox, chain, edit, resign
from tests.support.refusals import refused

from suffrage.belenios._portable.modp_parameters import BELENIOS_2048, RFC_3526_2048, Parameters
from suffrage.belenios.backend import load_group
from suffrage.belenios.credentials import read_public_credentials
from suffrage.belenios.result import compute_result
from suffrage.belenios.verify import verify_archive

pytestmark = pytest.mark.long

GROUP = "BELENIOS-2048"


@pytest.mark.parametrize("group", [GROUP, "RFC-3526-2048"])
def test_questions_of_every_homomorphic_kind(group: str) -> None:
    box = OnlineBox(questions=(CHOICE, BLANK), group=group)
    box.cast(0, [[1, 0, 0], [0, 1, 0]])
    box.cast(1, [[0, 1, 0], [1, 0, 0]])
    box.cast(0, [[0, 0, 1], [0, 0, 1]])
    report = verify_archive(box.archive())
    assert report.result == ((0, 1, 1), (1, 0, 1))
    assert (report.counted, report.abstentions) == (2, 1)


def test_ranges_lists_and_weights() -> None:
    box = OnlineBox(questions=(RANGE, LISTS), group=GROUP, weights=(1, 20, 300))
    for voter, marks in enumerate([[1, 1, 1, 0], [0, 0, 0, 0], [0, 1, 0, 0]]):
        box.cast(voter, [marks, [[1, 1, 0], [0, 0], [0]]])
    report = verify_archive(box.archive())
    assert report.result == ((1, 301, 1, 0), ((321, 321, 0), (0, 0), (0,)))


def test_threshold_trustees() -> None:
    box = ThresholdBox(group=GROUP, ceremony=Ceremony(group=load_group(GROUP)))
    for voter, marks in enumerate([[1, 0, 0], [0, 1, 0], [0, 1, 0]]):
        box.cast(voter, [marks])
    tally = box.tally()
    shares = [box.share(owner, tally) for owner in (1, 2, 4)]
    result = compute_result(box.election, box.setup.trustees, tally, shares)
    archive = chain(
        [
            *box.open_records(),
            ("EndBallots", ()),
            ("EncryptedTally", tally.records),
            *(("PartialDecryption", share.records) for share in shares),
            ("Result", result.records),
        ]
    )
    assert verify_archive(archive).result == ((1, 2, 0),)


def test_public_credentials_stand_in_the_order_of_numbers() -> None:
    box = OnlineBox(group=GROUP, voters=8)
    listed: list[str] = msgspec.json.decode(box.setup.credentials.data)
    assert listed == sorted(listed, key=int)
    with refused("bel.credentials-order", index=1):
        swapped = [listed[1], listed[0], *listed[2:]]
        read_public_credentials(box.election.group, msgspec.json.encode(swapped))


@pytest.mark.parametrize("numbers", [BELENIOS_2048, RFC_3526_2048], ids=["field", "safe prime"])
def test_elements_outside_the_group_in_a_ballot(numbers: Parameters) -> None:
    """An alpha times -1: proofs with an even challenge would hold for it."""
    box = OnlineBox(group=numbers.name, voters=1)

    def negate(ballot: Any) -> None:
        choice = ballot["answers"][0]["choices"][1]
        choice["alpha"] = str(numbers.p - int(choice["alpha"]))

    changed = edit(box.make(0, [[1, 0, 0]]), negate)
    with refused("bel.point", index=1):
        box.check(resign(box.election, box.credentials[0], changed))


def test_ballots_of_another_group() -> None:
    large = OnlineBox(group=GROUP, voters=1)
    small = OnlineBox(voters=1)
    with refused("bel.ballot-election"):
        large.check(small.make(0, [[1, 0, 0]]))
