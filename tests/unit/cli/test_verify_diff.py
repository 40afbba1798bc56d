"""``suffrage verify-diff OLD NEW``: growth is accepted, rewriting is named by its event."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.commands import done, refused, run
from tests.support.online_box import OnlineBox, chain

BOX = OnlineBox(trustees=1)
for voter in range(3):
    BOX.cast(voter, [[1, 0, 0]])
STEPS = BOX.open_records()
FIRST, WHOLE = chain(STEPS[:3]), chain(STEPS)
# The second ballot is dropped and the chain of hashes made anew.
REWRITTEN = chain([*STEPS[:2], STEPS[3]])

Write = Callable[[bytes, bytes], tuple[Path, Path]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def writes(old: bytes, new: bytes) -> tuple[Path, Path]:
        (tmp_path / "old.bel").write_bytes(old)
        (tmp_path / "new.bel").write_bytes(new)
        return tmp_path / "old.bel", tmp_path / "new.bel"

    return writes


def test_a_longer_copy_continues_a_shorter_one(write: Write) -> None:
    lines = done("verify-diff", *write(FIRST, WHOLE)).splitlines()
    assert lines[0] == "Two copies of an archive"
    assert lines[1] == "File\tBytes\tEvents\tLast event"
    assert [line.split("\t")[1:3] for line in lines[2:4]] == [
        [str(len(FIRST)), "3"],
        [str(len(WHOLE)), "4"],
    ]
    assert lines[-2] == "The newer copy continues the older one: nothing was taken out or changed."


def test_the_same_copy_continues_itself(write: Write) -> None:
    value = json.loads(done("verify-diff", *write(WHOLE, WHOLE), "--json"))
    assert (value["ok"], value["exit"], value["older"]) == (True, 0, value["newer"])
    assert value["older"]["height"] == 3


def test_a_rewritten_copy_is_named_by_the_event_where_they_part(write: Write) -> None:
    result = run("verify-diff", *write(FIRST, REWRITTEN))
    assert result.exit_code == 1
    assert "event 2 byte " in result.stdout
    assert "[bel.prefix]" in result.stdout
    assert "Keep both files" in result.stdout.splitlines()[-2]
    (failure,) = json.loads(run("verify-diff", *write(FIRST, REWRITTEN), "--json").stdout)[
        "failures"
    ]
    assert (failure["code"], failure["place"].split()[:2]) == ("bel.prefix", ["event", "2"])


def test_a_shorter_copy_does_not_continue_a_longer_one(write: Write) -> None:
    result = run("verify-diff", *write(WHOLE, FIRST))
    assert result.exit_code == 1
    assert f"byte {len(FIRST)}: The newer archive does not continue" in result.stdout


@pytest.mark.parametrize(("old", "code"), [(b"", "bel.member"), (FIRST[:-1], "bel.member")])
def test_a_damaged_older_copy_proves_nothing(write: Write, old: bytes, code: str) -> None:
    paths = write(old, WHOLE)
    value = json.loads(run("verify-diff", *paths, "--json").stdout)
    assert value["exit"] == 1
    assert [one["code"] for one in value["failures"]] == [code]
    assert value["failures"][0]["place"].startswith(str(paths[0]))


def test_an_archive_without_an_event_proves_nothing(write: Write) -> None:
    paths = write(chain([]), WHOLE)
    value = json.loads(run("verify-diff", *paths, "--json").stdout)
    assert [one["code"] for one in value["failures"]] == ["bel.archive-empty"]
    assert "height" not in value["older"]
    said = run("verify-diff", *paths).stdout
    assert f"old.bel\t{len(chain([]))}\t–\t–\n" in said


def test_two_files_that_are_no_archives_part_somewhere(write: Write) -> None:
    value = json.loads(run("verify-diff", *write(b"one", b"two"), "--json").stdout)
    assert value["failures"][0]["place"] == "byte 0"
    assert [one["code"] for one in value["failures"]] == ["bel.prefix", *["bel.member"] * 2]


def test_a_file_that_cannot_be_read_is_wrong_use(write: Write, tmp_path: Path) -> None:
    old, _ = write(FIRST, WHOLE)
    assert "cannot be read" in refused("verify-diff", old, tmp_path / "absent.bel")
