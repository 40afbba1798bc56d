"""The demo as a stranger meets it: it plays, its folder verifies, and no bit can be changed."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.support.counts import count

from suffrage.board.folder import LOG
from suffrage.verify.files import HeldFiles
from suffrage.verify.folder import verify_folder
from suffrage.verify.policy import Policy, parse_policy

ROOT = Path(__file__).resolve().parents[2]


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
