"""What is remembered between verifications: no verdict comes from a poisoned memory."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.means import HeldMemory, batches_of, first, seen
from tests.support.online_box import OnlineBox, chain, edit, seeded

from suffrage.adapters.commitments_file import CommitmentsFile
from suffrage.adapters.proved_ballots import ProvedBallots
from suffrage.belenios import check_batch, intake
from suffrage.belenios.check_batch import Batch, CheckedBatch
from suffrage.belenios.credentials import write_public_credentials
from suffrage.belenios.group import Entropy
from suffrage.belenios.means import Hints, Means, Memory
from suffrage.belenios.setup import setup_records
from suffrage.belenios.verify import verify_archive
from suffrage.errors import SuffrageError

COEFFICIENTS = seeded("coefficients")


def made_box() -> OnlineBox:
    box = OnlineBox(voters=4)
    for voter in (0, 1, 2, 1):
        box.cast(voter, [[0, 1, 0]])
    return box


BOX = made_box()
SETUP, *CAST = BOX.open_records()
SOUND = chain(BOX.open_records())
FALSE = edit(BOX.ballots[1], lambda fields: fields["signature"]["proof"].update(response="5"))
FORGED = chain([SETUP, CAST[0], ("Ballot", (FALSE,)), *CAST[2:]])
REFUSAL = "NotVerified bel.ballot-signature at event 2"


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[ProvedBallots]:
    with ProvedBallots(tmp_path / "cache") as proved:
        yield proved


def believing(monkeypatch: pytest.MonkeyPatch, memory: Memory) -> None:
    """Remembers the forged archive's ballots as a verifier would that believes every ballot."""
    check = check_batch.check_batch

    def believe(batch: Batch, entropy: Entropy | None = None) -> CheckedBatch:
        every = range(len(batch.ballots))
        parts = (batch.election, batch.ballots, batch.weights, frozenset(every))
        return check(Batch(*parts), entropy)

    with monkeypatch.context() as patch:
        patch.setattr("suffrage.belenios.verify.check_batch", believe)
        assert seen(FORGED, Means(memory=memory))[1] == []


def test_only_ballots_that_hold_are_remembered(memory: ProvedBallots) -> None:
    for _ in range(2):
        assert seen(FORGED, Means(memory=memory))[1] == [REFUSAL]
    held = HeldMemory()
    seen(FORGED, Means(memory=held))
    assert len(held.keys) == 3


def test_a_memory_is_believed(memory: ProvedBallots, monkeypatch: pytest.MonkeyPatch) -> None:
    """So all that follows matters: who could write an entry could have a false ballot accepted."""
    believing(monkeypatch, memory)
    assert first(FORGED, Means(memory=memory)) == ""
    assert first(FORGED) == REFUSAL


def test_an_older_version_of_the_checks_is_not_believed(
    memory: ProvedBallots, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "_VERSION", b"suffrage ballot proofs/0")
    believing(monkeypatch, memory)
    monkeypatch.undo()
    assert first(FORGED, Means(memory=memory)) == REFUSAL


def test_an_entry_without_the_secret_is_not_believed(
    memory: ProvedBallots, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the bare keys nor those of another user's cache, written into the store by hand."""
    held = HeldMemory()
    believing(monkeypatch, held)
    with ProvedBallots(tmp_path / "other") as other:
        believing(monkeypatch, other)
    with sqlite3.connect(tmp_path / "other" / "proved.sqlite") as store:
        stolen = store.execute("SELECT key FROM proved").fetchall()
    store.close()
    with sqlite3.connect(tmp_path / "cache" / "proved.sqlite") as store:
        rows = [*stolen, *((key,) for key in held.keys)]
        store.executemany("INSERT INTO proved VALUES (?)", rows)
    store.close()
    assert len(rows) == 8
    assert first(FORGED, Means(memory=memory)) == REFUSAL


def test_a_store_full_of_rubbish_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    with ProvedBallots(folder) as proved:
        assert first(SOUND, Means(memory=proved)) == ""
    data = (folder / "proved.sqlite").read_bytes()
    for rubbish in (b"\xff" * len(data), data[:4096] + b"\xaa" * 4096, b""):
        (folder / "proved.sqlite").write_bytes(rubbish)
        with ProvedBallots(folder) as proved:
            assert first(SOUND, Means(memory=proved)) == ""
            assert first(FORGED, Means(memory=proved)) == REFUSAL


def other_setup(what: str) -> bytes:
    """The same ballots in a box with one record of its setup exchanged."""
    setup = BOX.setup
    records = [setup.election.data, setup.trustees.data, setup.credentials.data]
    if what == "election":
        records = list(OnlineBox(voters=4, uuid="AnotherBox1234").open_records()[0][1][:3])
    elif what == "trustees":
        records[1] = edit(records[1], lambda trustees: trustees[0][1].update(name="x"))
    else:
        records[2] = write_public_credentials(one.public for one in BOX.credentials[:3])
    return chain([("Setup", setup_records(*records)), *CAST])


@pytest.mark.parametrize("what", ["credentials", "trustees", "election"])
def test_what_holds_in_one_box_is_proved_again_in_another(what: str) -> None:
    memory = HeldMemory()
    assert first(SOUND, Means(memory=memory)) == ""
    keys = frozenset(memory.keys)
    expected = "NotVerified bel.ballot-election at event 1" if what == "election" else ""
    assert first(other_setup(what), Means(memory=memory)) == expected
    assert memory.known == 0
    assert len(memory.keys - keys) == (0 if expected else len(keys))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "hints"
    with batches_of(2):
        verify_archive(SOUND, means=with_file(target))
    return target


def with_file(path: Path) -> Means:
    return Means(hints=Hints(CommitmentsFile(path), COEFFICIENTS))


def test_a_side_file_serves_false_boxes_too(path: Path) -> None:
    before = path.read_bytes()
    for archive, failure in ((SOUND, ""), (FORGED, REFUSAL)):
        assert first(archive, with_file(path)) == failure
    assert path.read_bytes() == before


@pytest.mark.parametrize("change", ["torn", "shorter", "longer", "zeros", "first line", "empty"])
def test_a_side_file_that_was_changed(path: Path, change: str) -> None:
    data = path.read_bytes()
    start = data.index(b"\n") + 1
    size = (len(data) - start) // 4
    changed = {
        "torn": data[:-7],
        "shorter": data[: start + size],
        "longer": data + data[start:],
        "zeros": data[:start] + bytes(4 * size),
        "first line": data[: start - 4],
        "empty": b"",
    }[change]
    path.write_bytes(changed)
    with batches_of(2):
        assert first(SOUND, with_file(path)) == ""
        assert first(FORGED, with_file(path)) == REFUSAL
    whole = {"torn", "shorter", "first line", "empty"}
    assert (path.read_bytes() == data) == (change in whole)


def test_the_side_file_of_another_election_is_refused(path: Path) -> None:
    other = OnlineBox(voters=2, uuid="AnotherBox1234")
    other.cast(0, [[1, 0, 0]])
    before = path.read_bytes()
    with pytest.raises(SuffrageError) as refusal:
        verify_archive(chain(other.open_records()), means=with_file(path))
    assert (refusal.value.code, refusal.value.fields) == ("side.other", {"path": str(path)})
    assert path.read_bytes() == before


def test_a_group_without_coordinates_has_no_side_file(tmp_path: Path) -> None:
    box = OnlineBox(voters=1, group="BELENIOS-2048")
    with pytest.raises(SuffrageError) as refusal:
        verify_archive(chain(box.open_records()), means=with_file(tmp_path / "hints"))
    assert refusal.value.code == "bel.side-group"
    assert not (tmp_path / "hints").exists()
