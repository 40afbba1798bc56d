"""Programs that we did not write judge our log: golang.org/x/mod/sumdb reads our folders.

The checker in ``go/`` is ours, but every signature, hash and proof in it is theirs.
"""

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.support.counts import count
from tests.support.tlog import (
    LOG,
    WITNESSES,
    make_checkpoint,
    make_entries,
    make_tree,
    with_cosignatures,
)

from suffrage.tlog.keys import format_key
from suffrage.tlog.publishing import first_needed, new_files
from suffrage.tlog.tiles import tiles_of

SIZES = [1, 3, 256, 257, 70_000]
KEY = format_key(LOG.key)


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    go = shutil.which("go")
    if go is None:
        pytest.skip("the Go tool chain is absent: install it to have our logs judged by it")
    program = tmp_path_factory.mktemp("go") / "tlogcheck"
    source = Path(__file__).parent / "go"
    build = [go, "build", "-o", str(program), "."]
    done = subprocess.run(build, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return program


def publish(folder: Path, size: int, steps: list[int]) -> dict[int, str]:
    """Write the log as it grew over these sizes; the roots by size, in base64."""
    entries, roots, old = make_entries(size), {}, 0
    for step in [*steps, size]:
        tree = make_tree(step)
        for path, data in new_files(tree, old, entries[first_needed(old) : step]):
            file = folder / "log" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        roots[step] = base64.b64encode(tree.root()).decode()
        old = step
    checkpoint = with_cosignatures(make_checkpoint(make_tree(size)), WITNESSES[:2], 1_668_000_000)
    (folder / "log" / "checkpoint").write_bytes(checkpoint)
    return roots


def judge(checker: Path, folder: Path, *older: str) -> subprocess.CompletedProcess[str]:
    command = [str(checker), str(folder), KEY, *older]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.drill
@pytest.mark.parametrize("size", SIZES[: count(4, 5)])
def test_go_accepts_every_entry_and_every_older_tree(
    checker: Path, tmp_path: Path, size: int
) -> None:
    steps = [step for step in SIZES if step < size]
    roots = publish(tmp_path, size, steps)
    done = judge(checker, tmp_path, *(f"{step}={roots[step]}" for step in [*steps, size]))
    assert done.stderr == ""
    assert done.stdout == f"{size} entries included, {len(steps) + 1} older trees continued\n"


def test_go_refuses_one_flipped_bit_in_any_file(checker: Path, tmp_path: Path) -> None:
    publish(tmp_path, 257, [])
    files = [tmp_path / "log" / "checkpoint"]
    files += [tmp_path / "log" / tile.path for tile in tiles_of(257)]
    assert judge(checker, tmp_path).returncode == 0
    for file in files:
        good = file.read_bytes()
        # In the checkpoint the witnesses' lines come last, and this checker does not know them.
        for place in (0, len(good) // 4, len(good) // 3):
            bad = bytearray(good)
            bad[place] ^= 1
            file.write_bytes(bytes(bad))
            done = judge(checker, tmp_path)
            assert (done.returncode, done.stdout) == (1, ""), f"{file} at byte {place}"
            assert done.stderr.startswith("tlogcheck: ")
        file.write_bytes(good)


def test_go_refuses_a_tree_that_is_not_continued(checker: Path, tmp_path: Path) -> None:
    roots = publish(tmp_path, 257, [3])
    done = judge(checker, tmp_path, f"4={roots[3]}")
    assert done.returncode == 1
    assert done.stderr.startswith("tlogcheck: older tree 4=")


def test_go_refuses_another_key(checker: Path, tmp_path: Path) -> None:
    publish(tmp_path, 3, [])
    folder, other = str(tmp_path), format_key(WITNESSES[0].key)
    done = subprocess.run([str(checker), folder, other], capture_output=True, check=False)
    assert done.returncode == 1
