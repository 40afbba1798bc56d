"""Shuffles made by the reference tool, and what a correct verifier says of tampered ones."""

import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.support.online_box import chain, seeded, steps_of
from tests.support.refusals import refused

from suffrage.belenios.archive import read_archive
from suffrage.belenios.events import end_shuffles_event, shuffle_event
from suffrage.belenios.report import Report
from suffrage.belenios.shuffle.record import ShuffleRecord
from suffrage.belenios.shuffle.shuffle_tally import shuffle_tally
from suffrage.belenios.strict_json import read, write
from suffrage.belenios.verify import verify_archive
from suffrage.errors import SuffrageError

pytestmark = pytest.mark.known_answer


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "vectors" / "belenios"


@pytest.fixture(scope="module")
def election(folder: Path) -> bytes:
    return (folder / "nonhomomorphic-ed25519" / "election.bel").read_bytes()


@pytest.fixture(scope="module")
def report(election: bytes) -> Report:
    return verify_archive(election)


@pytest.fixture(scope="module")
def tampered(folder: Path) -> Callable[[str], bytes]:
    def read_one(name: str) -> bytes:
        with tarfile.open(folder / "tampered.tar.xz", "r:xz") as archives:
            member = archives.extractfile(f"tampered/{name}.bel")
            assert member is not None
            return member.read()

    return read_one


def test_their_shuffles_are_accepted(folder: Path, report: Report) -> None:
    assert (report.phase, report.ballots) == ("result", 5)
    assert [shuffle.owner for shuffle in report.shuffles] == [1, 2]
    secrets = msgspec.json.decode((folder / "nonhomomorphic-ed25519/secrets.json").read_bytes())
    assert msgspec.json.encode(report.result) == msgspec.json.encode(secrets["result"])


def test_their_bytes_are_ours(election: bytes, report: Report) -> None:
    pieces = [entry.pieces for entry in read_archive(election)]
    tallied = next(i for i, one in enumerate(pieces) if one.event.type == "EncryptedTally")
    head = pieces[tallied].head
    for place, shuffle in enumerate(report.shuffles, tallied + 1):
        record = pieces[place].records[0]
        assert write(read(record, ShuffleRecord, "shuffle")) == record
        made = shuffle_event(head, shuffle)
        assert made == pieces[place]
        head = made.head
    assert end_shuffles_event(head) == pieces[tallied + 3]


@pytest.mark.parametrize(
    ("name", "owner"), [("40-shuffle-ciphertext-modified", 1), ("42-shuffles-swapped", 2)]
)
def test_tampered_shuffles(tampered: Callable[[str], bytes], name: str, owner: int) -> None:
    with pytest.raises(SuffrageError) as refusal:
        verify_archive(tampered(name))
    error = refusal.value
    assert (error.code, error.at) == ("bel.shuffle", f"event 8 owner {owner} question 1")
    assert (error.fields["owner"], error.fields["question"]) == (owner, 1)


@pytest.mark.parametrize(
    ("code", "owners"),
    [("bel.shuffle-order", (1, 1)), ("bel.shuffle-order", (2, 1)), ("bel.shuffle-owner", (1, 3))],
)
def test_their_shuffles_under_other_names(
    election: bytes, code: str, owners: tuple[int, int]
) -> None:
    """What the reference tool does not look at."""
    names = iter(owners)

    def rename(owned: bytes) -> bytes:
        fields: Any = msgspec.json.decode(owned)
        return msgspec.json.encode({**fields, "owner": next(names)})

    steps = [
        (kind, (records[0], rename(records[1])) if kind == "Shuffle" else records)
        for kind, records in steps_of(election)
    ]
    with refused(code):
        verify_archive(chain(steps))


def test_a_shuffle_of_ours_follows_theirs(election: bytes, report: Report) -> None:
    assert report.tally is not None
    setup, theirs = report.setup, report.shuffles[:1]
    ours = shuffle_tally(
        setup.election, setup.trustees, report.tally, theirs, owner=2, entropy=seeded("ours")
    )
    steps = steps_of(election)[:9]
    steps += [("Shuffle", ours.records), ("EndShuffles", ())]
    assert verify_archive(chain(steps)).phase == "tallied"
