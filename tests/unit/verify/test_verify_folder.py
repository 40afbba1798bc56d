"""An honest folder is accepted, and each way to change it is named."""

import hashlib
import json

import pytest
from tests.support.folders import Folder, check, failures, paper, policy_of
from tests.support.forge import publish
from tests.support.simulator import MEMBERS, Simulation

from suffrage.acts.closing.close_board import close_board
from suffrage.acts.closing.erase_blob import erase_blob
from suffrage.acts.disputes.decide import decide, vote
from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.opening.fix_rules import fix_rules
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.board.folder import blob_path
from suffrage.board.record import Record
from suffrage.tlog.bundles import decode_bundle, encode_bundle
from suffrage.verify import HeldFiles, Policy, verify_folder

BUNDLE = "log/tile/entries/000.p/24"
LEAVES = "log/tile/0/000.p/24"


@pytest.fixture
def files() -> Folder:
    return dict(paper()[0])


@pytest.fixture
def policy() -> Policy:
    return paper()[1]


def entries(files: Folder) -> list[bytes]:
    return list(decode_bundle(files[BUNDLE], 24))


def blob_of(files: Folder, index: int) -> str:
    return blob_path(Record.parse(entries(files)[index]).payload)


def test_an_honest_folder_holds(files: Folder, policy: Policy) -> None:
    report = check(files, policy)
    assert (report.failures, report.exit_code) == ((), 0)
    assert (report.size, report.phase) == (24, "fixed")
    assert report.checked.files == 27
    assert report.checked.records == 24
    assert report.checked.signatures == 24 + 2 * 4
    assert report.checked.sheets == 12
    assert report.kinds["sheet.approved/1"] == 6
    assert [one.time for one in report.cosigned] == [1_673_600_000] * 2
    assert report.results is not None
    assert report.results.contests["text"].votes == {"to1": 78, "to2": 66, "to3": 54}
    assert json.loads(files["results.json"])["root"] == report.results.root


def test_without_a_policy_it_is_only_consistent(files: Folder) -> None:
    report = check(files)
    assert (report.failures, report.exit_code) == ((), 3)


def test_two_rounds_corrections_and_erased_texts_hold() -> None:
    simulation = Simulation().to_the_count()
    simulation.count_all().announce()
    said = {"contest": "text", "unit": "75-001", "ground": "wrong-count", "account": "Box 3."}
    filed = simulation.act(file_dispute, "agent@to1", dispute="d1", **said)
    simulation.decided(rule_dispute, dispute="d1", effect="correct-sheet")
    right = simulation.sheet("75-001", ballots=34, signatures=34, blank=0)
    simulation.act(correct_sheet, "secretary@75-001", right, dispute="d1")
    simulation.approve("75-001", ballots=34, signatures=34, blank=0)
    simulation.act(erase_blob, "commission@chair", filed.record.payload, "privacy")
    simulation.certify().run_round_2()
    simulation.decided(close_board)
    files, policy = simulation.files(), policy_of(simulation)
    erased = blob_path(filed.record.payload)
    assert erased not in files
    report = check(files, policy)
    assert report.failures == ()
    assert report.results is not None
    assert (report.phase, report.results.status) == ("closed", "corrected")
    assert report.checked.rulings == 1
    assert failures({**files, erased: b"Box 3."}) == {("blob.not-erased", erased)}


def test_an_older_bundle_is_not_blamed_for_the_newest() -> None:
    simulation = Simulation().to_the_count()
    older = {path: data for path, data in simulation.files().items() if "tile" in path}
    both = {**older, **simulation.count_all().files()}
    newest = max(path for path in both if "entries" in path and path not in older)
    both[newest] = both[newest].replace(b"T09:00:00Z", b"T09:00:01Z", 1)
    found = failures(both)
    assert ("log.entry-hash", f"{newest} entry 0") in found
    assert not any(place.startswith(tuple(older)) for _, place in found)


def test_a_text_that_nobody_erased_must_be_there() -> None:
    simulation = Simulation().to_the_count().count_all()
    said = {"contest": "text", "unit": "75-001", "ground": "wrong-count", "account": "Box 3."}
    filed = simulation.act(file_dispute, "agent@to1", dispute="d1", **said)
    files = simulation.files()
    path = blob_path(filed.record.payload)
    del files[path]
    assert failures(files) == {("folder.missing", path)}


def test_older_partial_tiles_may_stay_if_they_are_exact() -> None:
    simulation = Simulation().to_the_count()
    older = simulation.files()
    newer = simulation.count_all().files()
    tiles = {path: data for path, data in older.items() if "tile" in path}
    both = {**tiles, **newer}
    assert len(both) == len(newer) + 2
    assert failures(both) == set()
    for path, data in tiles.items():
        changed = both | {path: data[:-1] + b"!"}
        assert failures(changed) == {("log.file", f"{path}:{len(data) - 1}")}


@pytest.mark.parametrize("path", sorted(paper()[0]))
def test_a_missing_file_is_named(files: Folder, path: str) -> None:
    del files[path]
    assert ("folder.missing", path) in failures(files)


@pytest.mark.parametrize("path", sorted(paper()[0]))
def test_an_emptied_file_is_named(files: Folder, path: str) -> None:
    files[path] = b""
    assert any(place.startswith(path) for _, place in failures(files))


@pytest.mark.parametrize(
    "path",
    ["x", "sites/index.html", "blob/ab/ab", "box/abroad.bel", "log/tile/9/000", "results.json.bak"],
)
def test_a_stray_file_is_named(files: Folder, path: str) -> None:
    found = failures({**files, path: b""})
    assert {place for _, place in found} == {path}


def test_a_blob_that_no_record_names_is_a_stray(files: Folder) -> None:
    path = blob_path("01" * 32)
    assert failures({**files, path: b""}) == {("folder.stray", path)}


def test_an_archive_that_no_record_names_is_named(files: Folder) -> None:
    places = {place for _, place in failures({**files, "box/abroad-1.bel": b"no archive"})}
    assert places == {"box/abroad-1.bel:0"}


def test_swapped_blobs_are_named_with_their_record(files: Folder) -> None:
    one, two = blob_of(files, 10), blob_of(files, 12)
    files[one], files[two] = files[two], files[one]
    assert failures(files) == {
        ("blob.hash", one),
        ("blob.hash", two),
        ("record.blob", "entry 10"),
    }


def test_a_changed_entry_is_named(files: Folder) -> None:
    rows = entries(files)
    rows[12] = rows[12].replace(b"T21:", b"T22:")
    files[BUNDLE] = encode_bundle(rows)
    found = failures(files)
    assert ("log.entry-hash", f"{BUNDLE} entry 12") in found
    assert ("record.signature", "entry 12 sig") in found


def test_a_changed_tile_is_named(files: Folder) -> None:
    files[LEAVES] = files[LEAVES][:70] + b"!" + files[LEAVES][71:]
    assert failures(files) == {("log.file", f"{LEAVES}:70")}


def test_entries_and_tiles_changed_alike_contradict_the_checkpoint(files: Folder) -> None:
    simulation = Simulation().run_round_1()
    rows = entries(files)
    rows[12] = rows[12].replace(b"T21:", b"T22:")
    forged = publish(simulation, rows)
    files |= {path: data for path, data in forged.items() if "tile" in path}
    assert ("log.root", "log/checkpoint") in failures(files)


def test_a_truncated_bundle_is_named_and_hides_nothing_else(files: Folder) -> None:
    files[BUNDLE] = files[BUNDLE][:-10]
    files["log/checkpoint"] = files["log/checkpoint"].replace(b"AAAA", b"AAAB", 1)
    places = {place for _, place in failures(files)}
    assert "log/checkpoint" in places
    assert any(place.startswith(f"{BUNDLE}:") for place in places)


def test_a_checkpoint_of_absurd_size_ends_the_check_early(policy: Policy) -> None:
    # Nobody may make a reader list the tiles of a log of 2**62 entries.
    files = dict(paper()[0])
    files["log/checkpoint"] = files["log/checkpoint"].replace(b"\n24\n", b"\n%d\n" % 2**62)
    found = failures(files, policy)
    assert ("note.signature", "log/checkpoint") in found
    assert ("folder.missing", "log/tile/entries/000") in found


@pytest.mark.parametrize("note", [b"", b"nonsense"])
def test_an_unreadable_checkpoint_hides_no_other_failure(files: Folder, note: bytes) -> None:
    files["log/checkpoint"] = note
    files["results.json"] += b"\n"
    found = failures(files)
    assert ("note.shape", "log/checkpoint") in found
    assert ("folder.differs", f"results.json:{len(files['results.json']) - 1}") in found


@pytest.mark.parametrize("path", ["results.json", "sheets.csv"])
def test_computed_files_are_compared_to_the_byte(files: Folder, path: str) -> None:
    files[path] = files[path][:-2] + b"x" + files[path][-1:]
    assert failures(files) == {("folder.differs", f"{path}:{len(files[path]) - 2}")}


def test_a_broken_about_hides_no_other_failure(files: Folder) -> None:
    files["about.json"] = b"nonsense"
    files["sheets.csv"] = b"x"
    assert failures(files) == {
        ("canonical.shape", "about.json"),
        ("folder.differs", "sheets.csv:0"),
    }


def test_another_title_in_about_is_named(files: Folder) -> None:
    files["about.json"] = files["about.json"].replace(b"Congress", b"Concress")
    assert {code for code, _ in failures(files)} == {"folder.differs"}


def test_reasons_of_votes_are_payloads_too() -> None:
    simulation = Simulation().convene()
    state, chair = simulation.state, "commission@chair"
    planned = fix_rules(state, chair, simulation.now(), decision=0)
    cast = {
        member: vote(
            state,
            planned,
            member,
            "for",
            simulation.sign(f"commission@{member}"),
            reason="As said.",
        )
        for member in MEMBERS
    }
    index = simulation.act(decide, chair, planned, cast).index
    files = simulation.files()
    path = blob_path(hashlib.sha256(b"As said.").hexdigest())
    assert failures(files) == set()
    assert failures({**files, path: b"As I said."}) == {("blob.hash", path)}
    del files[path]
    assert failures(files) == {("folder.missing", path)}
    decision = blob_path(Record.parse(simulation.store.entries(index)[0]).payload)
    found = failures({**files, decision: b"{}"})
    assert ("blob.hash", decision) in found


def test_an_empty_folder_says_what_is_missing() -> None:
    report = check({})
    assert report.exit_code == 1
    assert {one.place for one in report.failures} >= {"about.json", "log/checkpoint"}
    assert report.results is None


def test_progress_is_reported_by_stage(files: Folder) -> None:
    seen: list[str] = []
    verify_folder(HeldFiles(files), progress=lambda stage, _done, _total: seen.append(stage))
    assert list(dict.fromkeys(seen)) == ["log", "records", "blobs", "replay", "results"]
