"""The demo as a stranger meets it: it plays, its folder verifies, and no bit can be changed."""

import json
import random
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.support.counts import count

from suffrage.adapters.sql_store import open_store
from suffrage.belenios.archive import read_archive
from suffrage.belenios.published import owner_of
from suffrage.board.folder import LOG
from suffrage.board.record import Record
from suffrage.model import canonical
from suffrage.registrar.check import check_table
from suffrage.registrar.lists import Table
from suffrage.trustee.drill import read_drill
from suffrage.trustee.judge_drill import Shown, judge_on_board
from suffrage.verify.files import HeldFiles
from suffrage.verify.folder import verify_folder
from suffrage.verify.policy import Policy, parse_policy
from suffrage.verify.report import Report

ROOT = Path(__file__).resolve().parents[2]
RUNS = ("abroad-1", "abroad-2", "abroad-round2-1")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that one performance leaves."""
    out = tmp_path_factory.mktemp("demo")
    script = ROOT / "examples" / "congress-2023" / "play.py"
    played = subprocess.run(
        [sys.executable, str(script), "--fast", "--out", str(out)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert played.returncode == 0, played.stderr
    (out / "output.txt").write_text(played.stdout, encoding="utf-8")
    return out


@pytest.fixture(scope="session")
def files(demo: Path) -> dict[str, bytes]:
    """The public folder in memory."""
    public = demo / "public"
    found = (path for path in public.rglob("*") if path.is_file())
    return {path.relative_to(public).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="session")
def policy(demo: Path) -> Policy:
    """Whom to believe."""
    return parse_policy((demo / "policy.toml").read_bytes())


@pytest.fixture(scope="session")
def report(files: dict[str, bytes], policy: Policy) -> Report:
    """A stranger's report on it."""
    return verify_folder(HeldFiles(files), policy)


def events(files: dict[str, bytes], run: str) -> list[tuple[str, tuple[bytes, ...]]]:
    """The type and the records of each event of a run's archive."""
    entries = read_archive(files[f"box/{run}.bel"])
    return [(entry.pieces.event.type, entry.pieces.records) for entry in entries]


def verify(demo: Path, *more: str) -> tuple[int, dict[str, Any]]:
    """The command's exit status and its JSON."""
    command = [sys.executable, "-m", "suffrage.cli", "verify", str(demo / "public"), "--json"]
    ran = subprocess.run([*command, *more], capture_output=True, text=True, check=False)
    return ran.returncode, json.loads(ran.stdout)


def test_it_tells_the_story_in_plain_lines(demo: Path) -> None:
    told = (demo / "output.txt").read_text(encoding="utf-8")
    assert "\x1b" not in told
    for fact in (
        "annulled on a frozen ground",
        "the board at that minute: 14,000 ballots, 50.50",
        "announcement refused:",
        "any two of them can decrypt",
        "drill: all three shares are there",
        "trustee to2 refuses: This run was annulled, and an annulled run is never decrypted.",
        "box abroad decrypted by three camps: 82 / 56 / 38, 4 blank",
        "trustee to3 is absent; two camps decrypt: 88 / 100, 6 blank",
        "agents check both rounds' lists",
        "11,277 / 7,001 / 4,666 of 22,944",
        "99 / 61 / 40 seats, and 102 members ex officio",
        "announced: 12,076 – 11,683",
        "one member walks out",
        "12,020 – 11,507 (56 + 176 removed)",
        "ratified by 186 delegates",
        "Recorded, run annulled",
    ):
        assert fact in " ".join(told.split()), fact


def test_the_command_accepts_it_with_its_policy(demo: Path) -> None:
    status, report = verify(demo, "--policy", str(demo / "policy.toml"))
    assert (status, report["ok"], report["failures"]) == (0, True, [])
    assert len(report["cosigned"]) == 3


def test_without_a_policy_nobody_knows_whose_election_it_is(demo: Path) -> None:
    assert verify(demo)[0] == 3


def test_every_figure_of_the_story_is_in_the_results(files: dict[str, bytes]) -> None:
    results = json.loads(files["results.json"])
    text, final = results["contests"]["text"], results["contests"]["first-secretary"]
    assert results["status"] == "corrected"
    assert text["registered"]["all"] == 41_391
    assert (text["signatures"], text["valid"]) == (23_179, 22_944)
    assert text["blank"] + text["void"] == 235
    assert text["votes"] == {"to1": 11_277, "to2": 7_001, "to3": 4_666}
    assert final["votes"] == {"to1": 12_020, "to2": 11_507}
    assert final["outcome"] == {"elected": "to1"}
    council = results["bodies"]["national-council"]
    assert council["seats"] == {"to1": 99, "to2": 61, "to3": 40}
    assert council["ex_officio"] == 102


def test_every_voter_abroad_has_a_receipt(demo: Path) -> None:
    names = [path.stem.rpartition("-")[0] for path in (demo / "receipts").iterdir()]
    runs = {name: names.count(name) for name in sorted(set(names))}
    assert runs == {"abroad-1": 40, "abroad-2": 180, "abroad-round2-1": 194}


@pytest.mark.parametrize("run", RUNS)
def test_any_two_of_three_camps_hold_the_key_of_a_run(files: dict[str, bytes], run: str) -> None:
    _, (_, trustees, *_) = events(files, run)[0]
    ((sort, group),) = json.loads(trustees)
    assert (sort, group["threshold"], len(group["certs"])) == ("Pedersen", 2, 3)
    assert len(group["verification_keys"]) == 3


def test_each_run_has_a_key_of_its_own(files: dict[str, bytes]) -> None:
    keys: set[str] = set()
    for run in RUNS:
        ((_, group),) = json.loads(events(files, run)[0][1][1])
        keys |= {key["public_key"] for key in group["verification_keys"]}
    assert len(keys) == 9


def test_three_decrypt_then_two_and_nobody_the_annulled_run(files: dict[str, bytes]) -> None:
    owners = {
        run: [owner_of(kept) for kind, kept in events(files, run) if kind == "PartialDecryption"]
        for run in RUNS
    }
    assert owners == {"abroad-1": [], "abroad-2": [1, 2, 3], "abroad-round2-1": [1, 2]}
    assert "EncryptedTally" not in {kind for kind, _ in events(files, "abroad-1")}


def test_every_share_is_vouched_for_and_every_key_destroyed(demo: Path, report: Report) -> None:
    assert (report.checked.shares, report.checked.vouches) == (5, 5)
    assert (report.kinds["share.vouched/1"], report.kinds["keys.destroyed/1"]) == (5, 9)
    everybody = {"trustee@to1", "trustee@to2", "trustee@to3"}
    runs = report.ground.state.runs
    assert all(run.destroyed == everybody for run in runs.values())
    assert [path for path in (demo / "trustees").rglob("*") if path.is_file()] == []


def test_anybody_can_check_the_drills(demo: Path, report: Report) -> None:
    for owner in (1, 2, 3):
        path = demo / "ceremonies" / "abroad-1" / f"drill-{owner}.json"
        assert judge_on_board(read_drill(path.read_bytes()), report) == Shown(owner, "abroad", 1)


def test_a_member_read_out_the_digits_of_every_list(demo: Path) -> None:
    told = (demo / "output.txt").read_text(encoding="utf-8").split("all read aloud: ")[1:]
    digits = {" ".join(one.split()[:8]) for one in told}
    assert len(digits) == len(RUNS)
    assert all(group.isdigit() and len(group) == 5 for one in digits for group in one.split())


def test_the_lists_of_both_rounds_are_of_one_table(
    demo: Path, files: dict[str, bytes], report: Report
) -> None:
    table = canonical.decode((demo / "registrar.json").read_bytes(), Table)
    checked = check_table(table, report.ground.state)
    assert [(one.run.name, one.members, one.void) for one in checked] == [
        ("abroad-2", 300, 0),
        ("abroad-round2-1", 300, 0),
    ]
    for run in ("abroad-2", "abroad-round2-1"):
        listed = json.loads(events(files, run)[0][1][2])
        assert sorted(listed) == sorted(row.keys[run].key for row in table.members)


def test_the_second_list_was_committed_before_the_first_round(demo: Path) -> None:
    entries = open_store(demo / "office.sqlite", "congress-2023").entries(0)
    kinds = [
        (record.kind, getattr(record.head, "box", ""), getattr(record.head, "run", 0))
        for record in map(Record.parse, entries)
    ]
    committed = "credentials.committed/1"
    pairs = [pair for pair in pairwise(kinds) if {one[0] for one in pair} == {committed}]
    second = (committed, "abroad-round2", 1)
    assert pairs == [((committed, "abroad", run), second) for run in (1, 2)]
    assert kinds.index(second) < kinds.index(("polls.opened/1", "", 0))


def test_no_secret_of_the_performance_is_left_in_public(files: dict[str, bytes]) -> None:
    everything = b"".join(files.values())
    assert b"PRIVATE" not in everything
    assert b"Member" not in everything


@pytest.mark.parametrize("seed", range(count(20, 100)))
def test_one_changed_bit_is_found_and_named(
    files: dict[str, bytes], policy: Policy, seed: int
) -> None:
    chance = random.Random(seed)
    path = chance.choice(_spread(sorted(files), seed))
    data = bytearray(files[path])
    place = chance.randrange(8 * len(data))
    data[place // 8] ^= 1 << place % 8
    report = verify_folder(HeldFiles({**files, path: bytes(data)}), policy)
    assert report.exit_code == 1
    named = {failure.place for failure in report.failures}
    assert any(one == path or one.startswith((f"{path}:", f"{path} ")) for one in named), (
        path,
        place,
        named,
    )


def _spread(paths: list[str], seed: int) -> list[str]:
    """Three draws in four leave out the many payloads, so that every sort of file has its turn."""
    if seed % 4 == 0:
        return paths
    few = [path for path in paths if not path.startswith("blob/")]
    return [path for path in few if not path.startswith(LOG)] if seed % 4 == 1 else few
