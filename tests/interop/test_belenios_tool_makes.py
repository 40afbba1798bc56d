"""Elections by Debian's ``belenios-tool``, before our verifier; and its steps in turn with ours.

Each election is made in a shell's way, by its commands alone, from the keys to the result.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from tests.support.belenios_tool import NEEDED, ToolBox, run, verdict
from tests.support.counts import count
from tests.support.online_box import BLANK, CHOICE, UUID, OnlineBox, chain, seeded, steps_of
from tests.support.refusals import refused

from suffrage.belenios.archive import Header, append_bytes, read_archive, write_header
from suffrage.belenios.decryption import decrypt_share
from suffrage.belenios.result import compute_result
from suffrage.belenios.trustees import read_trustee_key
from suffrage.belenios.verify import verify_archive

pytestmark = NEEDED
QUESTIONS = [
    {"answers": ["Ann", "Bea", "Chloé"], "min": 1, "max": 1, "question": "Who?"},
    {"answers": ["yes", "no"], "blank": True, "min": 1, "max": 1, "question": "Agreed?"},
    {"answers": ["a", "b", "c"], "min": 0, "max": 2, "question": 'Which? "<&>\\\n'},
]
VOTES = [
    [[1, 0, 0], [0, 1, 0], [0, 0, 0]],
    [[0, 1, 0], [1, 0, 0], [1, 0, 1]],
    [[0, 1, 0], [0, 0, 1], [0, 1, 0]],
]
NAMES = ("ann@example.org", "bea@example.org", "chloe@example.org", "dora@example.org")


def made(folder: Path, voters: tuple[str, ...] = NAMES, **more: Any) -> ToolBox:
    """An election with three voters of four, one of whom votes twice."""
    template = {"description": "Déjà vu", "name": "By their tool", "questions": QUESTIONS}
    box = ToolBox(folder, template, voters, **more)
    box.cast(2, VOTES[0])
    for voter, choices in enumerate(VOTES):
        box.cast(voter, choices)
    return box


@cache
def finished(group: str) -> bytes:
    with TemporaryDirectory() as folder:
        box = made(Path(folder), group=group)
        box.close()
        box.finish()
        return box.archive()


@pytest.mark.drill
@pytest.mark.parametrize("group", ["BELENIOS-2048", "RFC-3526-2048"][: count(1, 2)])
def test_we_accept_their_election(group: str) -> None:
    report = verify_archive(finished(group))
    assert report.phase == "result"
    assert report.result == ((1, 2, 0), (1, 1, 1), (1, 1, 1))
    assert (report.ballots, report.counted, report.abstentions) == (4, 3, 1)
    assert report.setup.election.record.group == group


def test_we_write_their_bytes() -> None:
    archive = read_archive(finished("BELENIOS-2048"))
    parts = [append_bytes(archive.header, entry.pieces) for entry in archive]
    assert write_header(archive.header) + b"".join(parts) == archive.data


def test_we_accept_their_weights(tmp_path: Path) -> None:
    weights = (1, 20, 300, 4000)
    voters = tuple(f"{name},,{weight}" for name, weight in zip(NAMES, weights, strict=True))
    box = made(tmp_path, voters)
    box.close()
    box.finish()
    report = verify_archive(box.archive())
    assert report.result == ((1, 320, 0), (20, 1, 300), (20, 300, 20))
    assert report.tally is not None
    assert (report.counted, report.tally.weight) == (3, 321)


def test_we_accept_every_stage_of_theirs() -> None:
    archive = read_archive(finished("BELENIOS-2048"))
    phases = [verify_archive(archive.data[: entry.end]).phase for entry in archive]
    assert phases == ["open"] * 5 + ["closed"] + ["tallied"] * 3 + ["result"]


def test_we_refuse_their_election_with_a_ballot_less() -> None:
    steps = steps_of(finished("BELENIOS-2048"))
    del steps[2]
    with refused("bel.tally"):
        verify_archive(chain(steps))


def test_their_commands_finish_our_box(tmp_path: Path) -> None:
    ours = OnlineBox(questions=(CHOICE, BLANK), group="BELENIOS-2048")
    ours.cast(0, [[1, 0, 0], [0, 1, 0]])
    ours.cast(1, [[0, 1, 0], [1, 0, 0]])
    (tmp_path / f"{UUID}.bel").write_bytes(chain([*ours.open_records(), ("EndBallots", ())]))
    tally = run(tmp_path, "election", "compute-encrypted-tally")
    assert tuple(tally.split()) == ours.tally().records
    run(tmp_path, "archive", "add-event", "--type=EncryptedTally", given=tally)
    for owner, key in enumerate(ours.keys, 1):
        (tmp_path / "key").write_bytes(key.private_file())
        given = ("--privkey", "key", "--trustee-id", str(owner))
        share = run(tmp_path, "election", "decrypt", *given)
        run(tmp_path, "archive", "add-event", "--type=PartialDecryption", given=share)
    result = run(tmp_path, "election", "compute-result")
    run(tmp_path, "archive", "add-event", "--type=Result", given=result)
    report = verify_archive((tmp_path / f"{UUID}.bel").read_bytes())
    assert report.result == ((1, 1, 0), (1, 1, 0))


def test_our_trustees_finish_their_box(tmp_path: Path) -> None:
    theirs = made(tmp_path)
    theirs.close()
    report = verify_archive(theirs.archive())
    assert report.tally is not None
    election, trustees = report.setup.election, report.setup.trustees
    shares = []
    for owner, path in enumerate(theirs.private_keys(), 1):
        key = read_trustee_key(path.read_bytes().strip(), seeded("key"), group="BELENIOS-2048")
        share = decrypt_share(election, trustees, report.tally, key, seeded("share"))
        assert share.owner == owner
        shares.append(share)
    steps = steps_of(theirs.archive())
    steps += [("PartialDecryption", share.records) for share in shares]
    steps += [("Result", compute_result(election, trustees, report.tally, shares).records)]
    archive = chain(steps, Header(read_archive(theirs.archive()).header.timestamp))
    assert archive.startswith(theirs.archive())
    assert verdict(tmp_path, theirs.uuid, archive)
    assert verify_archive(archive).result == ((1, 2, 0), (1, 1, 1), (1, 1, 1))
