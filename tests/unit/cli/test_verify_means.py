"""``suffrage verify`` with processes, a cluster, a side file, a memory: only the time differs."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.clusters import two_workers
from tests.support.commands import done, refused, run, write_folder
from tests.support.folders import online
from tests.support.online_box import CHOICE, OnlineBox, chain, edit

from suffrage.adapters.proved_ballots import ProvedBallots
from suffrage.cli import verify_means
from suffrage.cli.verify_means import Wanted, wanted_means
from suffrage.errors import SuffrageError

pytestmark = pytest.mark.long


def made_box() -> OnlineBox:
    box = OnlineBox(questions=(CHOICE,), voters=4)
    for voter in (0, 1, 2, 1):
        box.cast(voter, [[0, 1, 0]])
    return box


BOX = made_box()
SOUND = BOX.archive()
FALSE = edit(BOX.ballots[1], lambda fields: fields["signature"].update(hash="A" * 43))
FORGED = chain([BOX.open_records()[0], ("Ballot", (FALSE,)), *BOX.open_records()[2:]])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "box.bel"
    target.write_bytes(SOUND)
    return target


@pytest.fixture
def forged(tmp_path: Path) -> Path:
    target = tmp_path / "forged.bel"
    target.write_bytes(FORGED)
    return target


def test_hints_are_written_and_then_used(path: Path, forged: Path, tmp_path: Path) -> None:
    hints, plain = tmp_path / "hints", done("verify", path, "--no-cache")
    for _ in range(2):
        assert done("verify", path, "--hints", hints, "--no-cache") == plain
        written = hints.read_bytes()
    assert written.startswith(b"suffrage-commitments/1 ")
    result = run("verify", forged, "--hints", hints, "--no-cache")
    assert result.exit_code == 1
    assert "[bel.ballot-signature]" in result.stdout
    assert hints.read_bytes() == written


def test_hints_that_do_not_fit_are_wrong_use(path: Path, tmp_path: Path) -> None:
    said = refused("verify", path, "--hints", path)
    assert said.startswith(f"The side file {path} is not of this election.")
    assert path.read_bytes() == SOUND
    slow = tmp_path / "slow.bel"
    slow.write_bytes(chain(OnlineBox(voters=1, group="BELENIOS-2048").open_records()))
    assert refused("verify", slow, "--hints", tmp_path / "new").startswith(
        "The group BELENIOS-2048"
    )
    assert not (tmp_path / "new").exists()


def test_hints_are_for_one_archive(tmp_path: Path) -> None:
    said = refused("verify", tmp_path, "--hints", tmp_path / "hints")
    assert said.startswith("--hints is for one archive")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "suffrage"


def test_what_was_proved_is_remembered_for_this_user_alone(
    path: Path, forged: Path, cache: Path
) -> None:
    plain = done("verify", path, "--no-cache")
    assert not cache.exists()
    assert done("verify", path) == plain
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    size = len((cache / "proved.sqlite").read_bytes())
    assert done("verify", path) == plain
    assert len((cache / "proved.sqlite").read_bytes()) == size
    assert run("verify", forged).exit_code == 1


def test_a_folder_that_others_may_use_is_refused(path: Path, cache: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(0o755)
    assert refused("verify", path).startswith(f"The cache folder {cache} is not yours alone.")
    assert done("verify", path, "--no-cache")


def test_where_the_cache_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for named in ("", "relative/cache"):
        monkeypatch.setenv("XDG_CACHE_HOME", named)
        assert verify_means._cache_folder() == tmp_path / ".cache" / "suffrage"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert verify_means._cache_folder() == tmp_path / ".cache" / "suffrage"

    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", homeless)
    with pytest.raises(SuffrageError) as refusal:
        verify_means._cache_folder()
    assert refusal.value.code == "cache.unusable"


def test_processes_find_the_same(path: Path, forged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, false = done("verify", path, "--no-cache"), run("verify", forged, "--no-cache")
    monkeypatch.setattr(verify_means, "_SMALL", 0)
    assert done("verify", path, "--no-cache") == plain
    again = run("verify", forged, "--no-cache")
    assert (again.exit_code, again.stdout) == (1, false.stdout)


def test_a_small_box_starts_no_process() -> None:
    with wanted_means(Wanted(cache=False), 2**18 - 1) as means:
        assert set(means.spread(_process, range(3))) == {os.getpid()}
    with wanted_means(Wanted(cache=False), 2**18) as means:
        assert os.getpid() not in set(means.spread(_process, range(3)))


def _process(_number: int) -> int:
    return os.getpid()


def test_a_cluster_finds_the_same_and_nothing_is_remembered(
    path: Path, tmp_path: Path, cache: Path
) -> None:
    pytest.importorskip("distributed", reason="suffrage[cluster] is not installed")
    plain = done("verify", path, "--no-cache")
    with two_workers(tmp_path / "workers") as at:
        assert done("verify", path, "--cluster", at) == plain
    assert not cache.exists()
    assert refused("verify", path, "--cluster", "nowhere").startswith("No scheduler answers")


def test_a_folder_uses_them_for_its_boxes(tmp_path: Path, cache: Path) -> None:
    folder = write_folder(tmp_path / "public", online()[0])
    first, again = run("verify", folder), run("verify", folder)
    assert first.exit_code == 3
    assert first.stdout == again.stdout == run("verify", folder, "--no-cache").stdout
    with sqlite3.connect(cache / "proved.sqlite") as store:
        assert store.execute("SELECT count(*) FROM proved").fetchone() == (7,)
    store.close()


# A terminal's interruption in the middle of the third batch of ballots.
INTERRUPTED = """
import os, signal, sys
from suffrage.adapters.commitments_file import CommitmentsFile
from suffrage.belenios import intake
from suffrage.cli import main, verify_means

keep = CommitmentsFile.keep
def keep_and_stop(self, first, commitments):
    keep(self, first, commitments)
    if first == 2:
        os.killpg(0, signal.SIGINT)

CommitmentsFile.keep = keep_and_stop
intake._BATCH, verify_means._SMALL = 1, 0
main()
"""


def test_an_interruption_ends_all_and_spoils_nothing(
    path: Path, tmp_path: Path, cache: Path
) -> None:
    hints = tmp_path / "hints"
    command = [sys.executable, "-c", INTERRUPTED, "verify", str(path), "--hints", str(hints)]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    out, said = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert said == "Verification interrupted: nothing has been established. Start it again.\n"
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    with ProvedBallots(cache):
        pass
    before = hints.read_bytes()
    assert len(before) > 100
    assert done("verify", path, "--hints", hints) == done("verify", path, "--no-cache")
    assert hints.read_bytes()[: len(before)] == before
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
